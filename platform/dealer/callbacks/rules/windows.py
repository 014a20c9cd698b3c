"""Due windows: from day 0 to first try, due, latest (CB-1, CB-3, CB-16). Pure functions of their arguments.

Without a wish a window depends on the date alone, with one on (date, wish) alone: so the planner computes each
distinct pair once (`window_table`, `windows_for`) and joins, and never loops over callbacks.
"""

import datetime as dt
from collections.abc import Iterable

from dealer.callbacks.rules.plain import plain_window
from dealer.callbacks.rules.programmes import ProgrammeRule
from dealer.callbacks.rules.window import DueWindow
from dealer.callbacks.rules.wished import with_wish
from dealer.callbacks.rules.wishes import Wish
from tenants.calendar.interface import StoreCalendar

ONE_DAY = dt.timedelta(days=1)

Pair = tuple[dt.date, Wish | None]


def due_window(rule: ProgrammeRule, day0: dt.date, calendar: StoreCalendar, wish: Wish | None = None) -> DueWindow:
    """The window of a visit whose delivery or pick-up was on `day0` (a Shanghai date).

    Compute a second one with headquarters' rule where a store's is tighter: figures always use headquarters'
    (CB-2). Raises `CalendarRangeError` outside the calendar.
    """
    plain = plain_window(rule, day0, calendar)
    return plain if wish is None else with_wish(rule, plain, wish, calendar)


def window_table(rule: ProgrammeRule, first: dt.date, last: dt.date, calendar: StoreCalendar) -> list[DueWindow]:
    """One window for each day 0 from `first` to `last`, without a wish: to be joined on `day0` in SQL."""
    return [plain_window(rule, first + n * ONE_DAY, calendar) for n in range((last - first).days + 1)]


def windows_for(rule: ProgrammeRule, pairs: Iterable[Pair], calendar: StoreCalendar) -> dict[Pair, DueWindow]:
    """One window for each distinct pair of day 0 and wish. Wishes in other words for the same are the same key."""
    return {(day0, wish): due_window(rule, day0, calendar, wish) for day0, wish in dict.fromkeys(pairs)}
