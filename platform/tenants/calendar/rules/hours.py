"""The second calendar: when a store's service centre is open, and its three slots (CB-1, CB-4).

An opening day is not a duty day: a centre may open on a Saturday without Saturdays counting in any deadline.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from backbone.clock import SHANGHAI


class Slot(NamedTuple):
    """A part of the day for a try (CB-4): 0 to opening–11:30, 1 to –17:30, 2 to closing. Times are aware."""

    number: int
    starts: dt.datetime
    ends: dt.datetime


@dataclass(frozen=True, slots=True)
class DayHours:
    """Opening and closing time of a day, local, within one day."""

    opens: dt.time
    closes: dt.time

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError(f"a day that opens at {self.opens} can't close at {self.closes}")


STANDARD_HOURS = DayHours(dt.time(8, 30), dt.time(20))
STANDARD_SLOT_ENDS = (dt.time(11, 30), dt.time(17, 30))


@dataclass(frozen=True)
class OpeningHours:
    """When a service centre is open.

    `usual` holds on every day without hours of its own. `by_weekday` (0 = Monday) gives other hours, and makes
    Saturday or Sunday an opening day when it names them. `extra_days` are public holidays on which the centre
    opens. A weekday on which the store is always shut is entered as closures, since it changes the duty days.
    `slot_ends` are the ends of the first two slots; the third ends at closing.
    """

    usual: DayHours = STANDARD_HOURS
    by_weekday: Mapping[int, DayHours] = field(default_factory=dict)
    extra_days: frozenset[dt.date] = frozenset()
    slot_ends: tuple[dt.time, dt.time] = STANDARD_SLOT_ENDS

    def __post_init__(self) -> None:
        if any(weekday not in range(7) for weekday in self.by_weekday):
            raise ValueError("weekdays go from 0 (Monday) to 6 (Sunday)")
        if not self.usual.opens < self.slot_ends[0] < self.slot_ends[1] < self.usual.closes:
            raise ValueError("the ends of the first two slots lie in order between opening and closing")
        object.__setattr__(self, "by_weekday", MappingProxyType(dict(self.by_weekday)))

    def __hash__(self) -> int:
        return hash((self.usual, frozenset(self.by_weekday.items()), self.extra_days, self.slot_ends))

    def hours_on(self, day: dt.date) -> DayHours:
        """The hours that hold on this weekday. A make-up Saturday has Saturday's own hours where there are some."""
        return self.by_weekday.get(day.weekday(), self.usual)

    def opening(self, day: dt.date) -> dt.datetime:
        """The moment the centre opens on this day, should it open."""
        return dt.datetime.combine(day, self.hours_on(day).opens, SHANGHAI)

    def closing(self, day: dt.date) -> dt.datetime:
        """The moment the centre closes on this day, should it open: every 'closing' of CB-1."""
        return dt.datetime.combine(day, self.hours_on(day).closes, SHANGHAI)

    def slots(self, day: dt.date) -> tuple[Slot, Slot, Slot]:
        """The day's three slots, end to end. Always three: hours too short for the set ends are cut in thirds."""
        opens, closes = self.opening(day), self.closing(day)
        ends = [dt.datetime.combine(day, end, SHANGHAI) for end in self.slot_ends]
        if not opens < ends[0] < ends[1] < closes:
            third = (closes - opens) / 3
            ends = [opens + third, opens + 2 * third]
        return Slot(0, opens, ends[0]), Slot(1, ends[0], ends[1]), Slot(2, ends[1], closes)

    def slot_at(self, moment: dt.datetime) -> Slot | None:
        """The slot that this aware moment lies in, by the day's hours; None before opening and from closing on."""
        slots = self.slots(store_day(moment))
        return next((slot for slot in slots if slot.starts <= moment < slot.ends), None)


def store_day(moment: dt.datetime) -> dt.date:
    """The date in Shanghai at this aware moment: day 0 of CB-1 is such a date."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone has no date")
    return moment.astimezone(SHANGHAI).date()
