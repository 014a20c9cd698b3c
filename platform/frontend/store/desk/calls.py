"""Today's callbacks on the desk: how far the store is, and what is one's own (CB-3; screens 'Store' 1)."""

from dataclasses import dataclass
from typing import Any

from backbone.i18n import gettext as _
from backbone.i18n import ngettext
from dealer.callbacks.interface import ListCounts, ListDays, Standing, count_lists, list_callers
from frontend.store.callbacks import shown
from frontend.store.callbacks.asked import Asked
from tenants.access.interface import Actor


@dataclass(frozen=True)
class Calls:
    """What desk.html shows of today's list, and the card of one's own."""

    note: str
    total: int
    parts: list[tuple[str, int, str]]
    people: list[dict[str, Any]]
    own: dict[str, Any] | None


def calls_of(me: Actor, at: ListDays, language: str) -> Calls:
    """Today's list as the callback list's own page counts it."""
    counts, every = count_lists(at), Asked()
    return Calls(
        note=shown.extent(counts, at, language),
        total=counts.planned,
        parts=shown.progress(counts),
        people=shown.people(every, counts, list_callers(at.today.day)),
        own=_own_card(me, counts),
    )


def _own_card(me: Actor, counts: ListCounts) -> dict[str, Any] | None:
    """What is assigned to oneself and still to be called; None when nothing is."""
    overdue = counts.of_caller(me.account_id, Standing.OVERDUE)
    open_ = overdue + counts.of_caller(me.account_id, Standing.TO_CALL)
    if not open_:
        return None
    return {
        "title": ngettext("%(num)s callback is yours to call", "%(num)s callbacks are yours to call", open_),
        "url": Asked().address(caller=me.account_id),
        "action": _("Open"),
        "icon": "clock-exclamation" if overdue else "phone",
        "words": _("%(count)s overdue", count=overdue) if overdue else _("none overdue"),
        "tone": "bad" if overdue else "",
        "note": "",
    }
