"""What an assignment did, in words."""

from collections import Counter
from collections.abc import Iterable, Iterator

from backbone.i18n import gettext as _
from backbone.i18n import ngettext
from dealer.callbacks.interface import Assigned, Caller


def words_of(done: Assigned, callers: Iterable[Caller]) -> Iterator[tuple[str, str]]:
    """(text, tone): who got how many, and what was left out for which reason."""
    names = {each.id: each.name for each in callers}
    if done.given:
        counted = Counter(done.given.values())
        shares = ", ".join(f"{names[each]} {count}" for each, count in counted.most_common())
        yield _("Assigned: %(shares)s.", shares=shares), "ok"
    elif done.taken_back:
        yield (
            ngettext(
                "%(num)s callback is assigned to nobody now.",
                "%(num)s callbacks are assigned to nobody now.",
                done.taken_back,
            ),
            "ok",
        )
    elif done.unchanged:
        yield _("Nothing changed: these were assigned like that before."), "ok"
    if done.own:
        text = ngettext(
            "%(num)s was left out: nobody calls a customer whom they served themselves.",
            "%(num)s were left out: nobody calls customers whom they served themselves.",
            len(done.own),
        )
        yield text, "warn"
    if done.ended:
        text = ngettext(
            "%(num)s was left out: it has ended meanwhile.",
            "%(num)s were left out: they have ended meanwhile.",
            len(done.ended),
        )
        yield text, "warn"
