"""The stores that are latest, in words, on top of the table: what it is, where, since when."""

import uuid
from dataclasses import dataclass

from backbone.i18n import gettext as _
from backbone.i18n import ngettext
from frontend.hq.today.cells import percent
from frontend.hq.today.rows import StoreRow, Table
from frontend.hq.today.words import ABOUT, LEVELS, SHAPES
from oem.today.interface import Count, Figure

SHOWN = 4


@dataclass(frozen=True)
class Worst:
    """One of the latest: `lines` below its `title`; `about` when a reminder can be sent for it."""

    store_id: uuid.UUID
    shape: str
    level_word: str
    title: str
    lines: list[str]
    about: str


def worst_of(table: Table) -> list[Worst]:
    """At most four stores with something late, each with its worst figure."""
    return [_worst(store, table.usual) for store in table.network.late[:SHOWN]]


def _worst(store: StoreRow, usual: Count) -> Worst:
    figure = max(store.levels, key=lambda each: (store.levels[each], store.place.totals.count(each).n))
    level, count = store.levels[figure], store.place.totals.count(figure)
    title, lines = _SAID[figure](store, count, usual)
    about = ABOUT.get(figure)
    return Worst(store.place.id, SHAPES[level], str(LEVELS[level]), title, lines, about.value if about else "")


def _of_done(store: StoreRow, count: Count, usual: Count) -> tuple[str, list[str]]:
    numbers = {"done": count.n, "planned": count.of}
    title = (
        _("%(done)s of %(planned)s done today", **numbers)
        if count.n
        else _("Silent: none of %(planned)s done", **numbers)
    )
    return title, [store.place.name, _("all together now: %(share)s%%", share=f"{percent(usual):.1f}")]


def _of_overdue(store: StoreRow, count: Count, usual: Count) -> tuple[str, list[str]]:
    title = ngettext("%(num)d overdue callback", "%(num)d overdue callbacks", count.n)
    return title, [
        f"{store.place.name} · {_of_all(count)}",
        store.age_words and _("the oldest %(age)s late", age=store.age_words),
    ]


def _of_missing(store: StoreRow, count: Count, usual: Count) -> tuple[str, list[str]]:
    title = ngettext("%(num)d missing handover", "%(num)d missing handovers", count.n)
    return title, [store.place.name, _("%(due)s due today by 10:00", due=count.of)]


def _of_all(count: Count) -> str:
    return str(_("%(n)s of %(of)s open", n=count.n, of=count.of))


_SAID = {Figure.DONE: _of_done, Figure.OVERDUE: _of_overdue, Figure.MISSING_HANDOVERS: _of_missing}
