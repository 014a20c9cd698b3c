"""When to try next: the first moments that lie in a slot not tried yet (CB-4)."""

import datetime as dt
from collections.abc import Iterator, Set
from itertools import islice

from tenants.calendar.interface import StoreCalendar, store_day


def next_tries(
    after: dt.datetime, tried: Set[int], until: dt.datetime, calendar: StoreCalendar, *, count: int = 2
) -> list[dt.datetime]:
    """The next `count` beginnings of untried slots after `after` and before `until` (both aware), earliest first.

    Today's later slots where the centre opens today, be it a Saturday; then duty days, on which lists are worked.
    Where all slots are tried, there is none. The screen offers them; the first is what a callback gets by itself.
    """
    return list(islice(_moments(after, tried, until, calendar), count))


def _moments(after: dt.datetime, tried: Set[int], until: dt.datetime, calendar: StoreCalendar) -> Iterator[dt.datetime]:
    day = store_day(after)
    if not calendar.is_open_day(day):
        day = calendar.duty.nth_duty_day_after(day, 1)
    while True:
        for slot in calendar.hours.slots(day):
            if slot.starts >= until:
                return
            if slot.starts > after and slot.number not in tried:
                yield slot.starts
        if len(tried) >= 3:
            return
        day = calendar.duty.nth_duty_day_after(day, 1)
