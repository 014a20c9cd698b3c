"""The few different situations that many visits are in, and what the rules make of each.

A visit's dates depend on its day 0, its wish, and on when it reached us: on which day, before, at or after closing.
So the rules are asked once for each such combination (CB-1, CB-3, CB-16).
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from dealer.callbacks.rules.buckets import arrived_too_late
from dealer.callbacks.rules.lists import list_day
from dealer.callbacks.rules.programmes import ProgrammeRule
from dealer.callbacks.rules.reading import parse_wish
from dealer.callbacks.rules.window import DateReason, DueWindow
from dealer.callbacks.rules.windows import windows_for
from dealer.callbacks.rules.wishes import Wish, WishKind
from tenants.calendar.interface import StoreCalendar

A_MOMENT = dt.timedelta(microseconds=1)


class Situation(NamedTuple):
    """`wish` is the raw text, empty for none; `side` is -1, 0, 1: known before, at or after that day's closing."""

    day0: dt.date
    wish: str
    known_on: dt.date
    side: int

    def known_at(self, calendar: StoreCalendar) -> dt.datetime:
        """A moment that stands for all visits in this situation: no rule can tell them apart."""
        return calendar.closing(self.known_on) + self.side * A_MOMENT


COLUMNS: tuple[tuple[str, str], ...] = (
    ("day0", "date"),
    ("wish", "text"),
    ("known_on", "date"),
    ("side", "int"),
    ("too_late", "boolean"),
    ("declined", "boolean"),
    ("first_try_on", "date"),
    ("due_on", "date"),
    ("due_at", "timestamptz"),
    ("latest_at", "timestamptz"),
    ("last_call_on", "date"),
    ("in_time_until", "timestamptz"),
    ("callable_until", "timestamptz"),
    ("overdue_after", "timestamptz"),
    ("date_reasons", "text[]"),
    ("provisional", "boolean"),
    ("wish_at", "timestamptz"),
    ("wish_until", "timestamptz"),
    ("wish_kept", "boolean"),
    ("list_on", "date"),
    ("added", "boolean"),
)
"""Names and types of a placed situation: the columns of `staging_windows`."""

DATES = tuple(name for name, _ in COLUMNS[6:])
"""Those that a callback takes over as they are."""


def placed(rule: ProgrammeRule, found: Iterable[Situation], calendar: StoreCalendar) -> list[tuple[Any, ...]]:
    """One row of `COLUMNS` for each situation, by `rule`."""
    situations = list(found)
    wishes = {text: parse_wish(text) for text in {each.wish for each in situations}}
    windows = windows_for(rule, ((each.day0, wishes[each.wish]) for each in situations), calendar)
    return [_row(each, wishes[each.wish], windows[each.day0, wishes[each.wish]], calendar) for each in situations]


def _row(situation: Situation, wish: Wish | None, window: DueWindow, calendar: StoreCalendar) -> tuple[Any, ...]:
    known_at = situation.known_at(calendar)
    place = list_day(window.first_try_on, known_at, calendar)
    return (
        *situation,
        arrived_too_late(window, known_at),
        wish is not None and wish.kind is WishKind.DECLINED,
        window.first_try_on,
        window.due_on,
        window.due_at,
        window.latest_at,
        window.last_call_on,
        window.in_time_until,
        window.callable_until,
        window.overdue_after,
        [str(reason) for reason in (*window.reasons, *_hours_on_any_day(wish, window))],
        window.provisional,
        window.wish_at,
        window.wish_until,
        window.wish_kept,
        place.day,
        place.added,
    )


def _hours_on_any_day(wish: Wish | None, window: DueWindow) -> tuple[DateReason, ...]:
    """An evening wish holds on every later day as well; a named day has passed with that day (CB-3)."""
    if wish is None or window.wish_at is None or wish.names_day or not wish.names_hour:
        return ()
    return (DateReason.WISH_HOURS,)
