"""The base calendar: which days are working days in China. No store, no network yet.

A working day is Monday to Friday, less public holidays, plus make-up days. Three sources, the surest first:
the published table; the library `holidays` for years before it (it carries the old notices); and for years that
no notice covers yet the weekdays less the statutory holidays as computed by that library. The last are
*provisional*: make-up days and bridge days are missing, the screen says so, and what was planned over them is
planned anew when the table comes (`changed_days` says which days moved).
"""

import datetime as dt
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Self

from tenants.calendar.rules.published import PublishedDay, published_notices

FIRST_YEAR = 1990  # DATA-1 reads no date before it
LAST_YEAR = 2101  # one past the last year that DATA-1 reads, so that a deadline always exists
LAST_COMPUTED_YEAR = 2100  # the library knows the lunar calendar up to here
WEEK = b"\1\1\1\1\1\0\0"  # Monday to Sunday


class CalendarRangeError(ValueError):
    """A day outside the calendar was asked for; the message names the day and the range."""


@dataclass(frozen=True, eq=False, slots=True)
class BaseCalendar:
    """Working days from `first` to `last`, answered in constant time.

    `published` are the years with a notice, `days_off` the public holidays including those on weekends (a store
    that opens on weekends is not thereby open on them). Build it with `china()` or `from_days()`.
    """

    first: dt.date
    last: dt.date
    published: frozenset[int]
    days_off: frozenset[dt.date]
    _provisional: frozenset[int]
    _start: int
    _working: bytes
    _ranks: "array[int]"
    _ordinals: "array[int]"

    @classmethod
    def from_days(cls, days: Iterable[PublishedDay], published: Iterable[int]) -> Self:
        """From the rows of the published table; `published` names the years whose notice is complete in them."""
        years = frozenset(published)
        named = _computed_days(years) | {day.day: day.is_working for day in days}
        first = dt.date(FIRST_YEAR, 1, 1)
        size = (dt.date(LAST_YEAR, 12, 31) - first).days + 1
        return cls._of(first, _weeks(first, size), years, frozenset(), named)

    @classmethod
    def _of(
        cls,
        first: dt.date,
        working: bytearray,
        published: frozenset[int],
        days_off: frozenset[dt.date],
        named: Mapping[dt.date, bool],
    ) -> Self:
        start = first.toordinal()
        for day, works in named.items():
            working[day.toordinal() - start] = works
        off = (days_off | {day for day, works in named.items() if not works}) - {
            d for d, works in named.items() if works
        }
        ranks = array("i", accumulate(working))
        ordinals = array("i", (start + index for index, works in enumerate(working) if works))
        last = first + dt.timedelta(days=len(working) - 1)
        unpublished = frozenset(range(min(published, default=FIRST_YEAR), last.year + 1)) - published
        return cls(first, last, published, off, unpublished, start, bytes(working), ranks, ordinals)

    def with_overrides(self, overrides: Mapping[dt.date, bool]) -> "BaseCalendar":
        """The network's calendar: headquarters made these days working (True) or days off (False)."""
        for day in overrides:
            self._index(day)
        working = bytearray(self._working)
        return BaseCalendar._of(self.first, working, self.published, self.days_off, overrides)

    def is_working_day(self, day: dt.date) -> bool:
        """Is this a Chinese working day, make-up days included?"""
        return bool(self._working[self._index(day)])

    def is_holiday(self, day: dt.date) -> bool:
        """Is this a public holiday, be it on a weekend?"""
        return day in self.days_off

    def is_provisional(self, year: int) -> bool:
        """May this year still change, because its notice is not in the table yet?

        Years before the first published one are settled: the library carries their notices.
        """
        return year in self._provisional

    def rank(self, day: dt.date) -> int:
        """How many working days lie in the calendar up to and including `day`."""
        return self._ranks[self._index(day)]

    def at_rank(self, rank: int) -> dt.date:
        """The working day with this rank, counted from 1."""
        if not 1 <= rank <= len(self._ordinals):
            raise CalendarRangeError(f"no working day number {rank} from {self.first} to {self.last}")
        return dt.date.fromordinal(self._ordinals[rank - 1])

    def changed_days(self, newer: "BaseCalendar") -> list[dt.date]:
        """The days that are worked in one calendar and not in the other: what a newly published table moves."""
        pairs = enumerate(zip(self._working, newer._working, strict=True))
        return [self.first + dt.timedelta(days=index) for index, (was, now) in pairs if was != now]

    def _index(self, day: dt.date) -> int:
        index = day.toordinal() - self._start
        if not 0 <= index < len(self._working):
            raise CalendarRangeError(f"{day} is outside the calendar, which goes from {self.first} to {self.last}")
        return index


@cache
def china() -> BaseCalendar:
    """The base calendar from the table that ships with this version (built once a process, about 20 ms)."""
    notices = published_notices()
    return BaseCalendar.from_days((day for notice in notices for day in notice.days), (n.year for n in notices))


def _weeks(first: dt.date, size: int) -> bytearray:
    whole = WEEK * (size // 7 + 2)
    return bytearray(whole[first.weekday() : first.weekday() + size])


def _computed_days(published: frozenset[int]) -> dict[dt.date, bool]:
    """What the library says of the years without a published table: day → worked."""
    import holidays  # noqa: PLC0415 - a fifth of a second that a process without a calendar need not pay

    years = [year for year in range(FIRST_YEAR, LAST_COMPUTED_YEAR + 1) if year not in published]
    china_holidays = holidays.country_holidays("CN", years=years)
    days = dict.fromkeys(china_holidays, False) | dict.fromkeys(china_holidays.weekend_workdays, True)
    return {day: works for day, works in days.items() if day.year not in published and day.year >= FIRST_YEAR}
