"""A store's duty days: working days on which it is not closed by an entry made beforehand (glossary)."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backbone.clock import SHANGHAI
from tenants.calendar.rules.base import BaseCalendar

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Closure:
    """One entry of a store: closed from `first` to `last`, both included; `entered_at` is aware."""

    first: dt.date
    last: dt.date
    entered_at: dt.datetime


def closed_beforehand(closures: Iterable[Closure]) -> frozenset[dt.date]:
    """The days that these entries take out of the duty days.

    Beforehand means: before that day began in Shanghai. By then the day's list was frozen on the evening before;
    what happens on the day itself (a power cut) is an appeal (HQ-10), not a closure. An entry made during a long
    closure still takes out its later days.
    """
    return frozenset(day for closure in closures for day in _days_beforehand(closure))


def _days_beforehand(closure: Closure) -> Iterator[dt.date]:
    if closure.entered_at.tzinfo is None:
        raise ValueError("the time of a closure's entry needs a zone")
    first = max(closure.first, closure.entered_at.astimezone(SHANGHAI).date() + ONE_DAY)
    for offset in range((closure.last - first).days + 1):
        yield first + offset * ONE_DAY


class DutyCalendar:
    """The duty days of one store, each question in O(log closures).

    It shares the base calendar's arrays and keeps only the closed working days, so that a calendar for each of a
    thousand stores costs next to nothing. Days outside the base calendar raise `CalendarRangeError`.
    """

    __slots__ = ("_closed", "_open_before", "base", "closures")

    def __init__(self, base: BaseCalendar, closures: frozenset[dt.date] = frozenset()) -> None:
        self.base = base
        self.closures = closures
        inside = (day for day in closures if base.first <= day <= base.last)
        self._closed = sorted(day for day in inside if base.is_working_day(day))
        # How many duty days precede each closed day: never falling, so that bisect finds a rank among them.
        self._open_before = [base.rank(day) - index for index, day in enumerate(self._closed, start=1)]

    def is_duty_day(self, day: dt.date) -> bool:
        """Is this a working day on which the store is not closed?"""
        return self.base.is_working_day(day) and day not in self.closures

    def is_closed(self, day: dt.date) -> bool:
        """Is the store closed on this day by an entry made beforehand?"""
        return day in self.closures

    def nth_duty_day_after(self, day: dt.date, n: int) -> dt.date:
        """The n-th duty day after `day`, which itself does not count; n is 1 or more."""
        if n < 1:
            raise ValueError(f"the first duty day after a day is number 1, not {n}")
        return self._at_rank(self._rank(day) + n)

    def next_duty_day(self, day: dt.date) -> dt.date:
        """`day` itself when it is a duty day, else the first one after it."""
        return day if self.is_duty_day(day) else self.nth_duty_day_after(day, 1)

    def last_duty_day_on_or_before(self, day: dt.date) -> dt.date:
        """`day` itself when it is a duty day, else the last one before it."""
        return self._at_rank(self._rank(day))

    def last_duty_day_before(self, day: dt.date) -> dt.date:
        """The last duty day before `day`, which itself does not count."""
        return self._at_rank(self._rank(day) - self.is_duty_day(day))

    def duty_days_between(self, after: dt.date, until: dt.date) -> int:
        """How many duty days lie after `after`, up to and including `until`; negative when `until` is earlier."""
        return self._rank(until) - self._rank(after)

    def duty_days(self, first: dt.date, last: dt.date) -> list[dt.date]:
        """The duty days from `first` to `last`, both included, in order."""
        if last < first:
            return []
        above = self._rank(first) - self.is_duty_day(first)
        return [self._at_rank(rank) for rank in range(above + 1, self._rank(last) + 1)]

    def is_provisional(self, first: dt.date, last: dt.date) -> bool:
        """Does the span touch a year whose holidays are not published yet?"""
        years = range(first.year, last.year + 1)
        return any(map(self.base.is_provisional, years))

    def _rank(self, day: dt.date) -> int:
        return self.base.rank(day) - bisect_right(self._closed, day)

    def _at_rank(self, rank: int) -> dt.date:
        if rank < 1:
            return self.base.at_rank(rank)  # says that there is none
        return self.base.at_rank(rank + bisect_left(self._open_before, rank))
