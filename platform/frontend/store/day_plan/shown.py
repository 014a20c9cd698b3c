"""The plan of the day as its page and the desk show it."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l
from dealer.day_plans.interface import LineKind, LineState, PlannedDay
from dealer.day_plans.may import mark
from frontend.paths import PATHS
from tenants.access.interface import Actor

ABOUT: dict[LineKind, LazyString] = {
    LineKind.CALLS: _l("Calls"),
    LineKind.VISIT: _l("Visit"),
    LineKind.EVENT: _l("Event"),
    LineKind.OTHER: _l("Other"),
}
STATES: dict[LineState, tuple[str, LazyString, str]] = {
    LineState.OPEN: ("circle", _l("open"), "muted"),
    LineState.DONE: ("circle-check", _l("done"), "ok"),
    LineState.NOT_DONE: ("ban", _l("not done"), "warn"),
}
"""Icon, word, tone."""


@dataclass(frozen=True)
class Line:
    """One line; `url` where it is marked, empty for who may not."""

    at: str
    about: str
    what: str
    who: str
    icon: str
    word: str
    tone: str
    is_open: bool
    note: str
    url: str


def lines_of(planned: PlannedDay, names: Mapping[uuid.UUID, str], me: Actor) -> list[Line]:
    """All lines, those with a time first."""
    found = []
    for line in planned.lines:
        icon, word, tone = STATES[LineState(line.state)]
        found.append(
            Line(
                at=f"{line.at:%H:%M}" if line.at else "",
                about=str(ABOUT[LineKind(line.about)]),
                what=line.what,
                who=names.get(line.account_id, "") if line.account_id else "",
                icon=icon,
                word=str(word),
                tone=tone,
                is_open=line.state == LineState.OPEN,
                note=line.note,
                url=f"{PATHS.day_plan_lines}/{line.id}" if not planned.is_closed and mark(me, line.account_id) else "",
            )
        )
    return found


def finished(planned: PlannedDay) -> int:
    """How many lines are done."""
    return sum(line.state == LineState.DONE for line in planned.lines)


def address(day: dt.date) -> str:
    """The page of a day."""
    return f"{PATHS.day_plan}?day={day.isoformat()}"
