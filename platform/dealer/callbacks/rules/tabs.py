"""The list page's parts: its tabs, and where a callback of the day stands (CB-3, CB-4)."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from dealer.callbacks.rules.lists import frozen_at
from tenants.calendar.interface import StoreCalendar, store_day

NO_SLOT = -1


class Tab(StrEnum):
    """What a person looks at. TODAY holds what is still to be called, the overdue ones in CB-3's place among them."""

    TODAY = "today"
    OVERDUE = "overdue"
    WAITING = "waiting"
    DONE = "done"
    TOMORROW = "tomorrow"


class Standing(StrEnum):
    """A callback of a day's list is exactly one of these; the same parting as in the day's totals (HQ-4)."""

    TO_CALL = "to_call"
    OVERDUE = "overdue"
    WAITING = "waiting"
    DONE = "done"
    OTHERWISE = "otherwise"  # ended without a conversation: unreached, missed, superseded, excluded …


STANDINGS: dict[Tab, tuple[Standing, ...]] = {
    Tab.TODAY: (Standing.TO_CALL, Standing.OVERDUE),
    Tab.OVERDUE: (Standing.OVERDUE,),
    Tab.WAITING: (Standing.WAITING,),
    Tab.DONE: (Standing.DONE, Standing.OTHERWISE),
    Tab.TOMORROW: (Standing.TO_CALL, Standing.OVERDUE, Standing.WAITING),
}


@dataclass(frozen=True, slots=True)
class ListMoment:
    """When a list is looked at: `now` is aware, `slot` the number of the day's part or NO_SLOT, `day` whose list.

    `frozen_at` is when the calendar has it frozen.
    """

    now: dt.datetime
    day: dt.date
    slot: int
    frozen_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ListDays:
    """Today as it is now, and the next duty day as it will be when the centre opens."""

    today: ListMoment
    next: ListMoment
    today_is_duty_day: bool

    @classmethod
    def at(cls, now: dt.datetime, calendar: StoreCalendar) -> "ListDays":
        """Both, at `now` (aware)."""
        today = store_day(now)
        slot = calendar.hours.slot_at(now)
        following = calendar.duty.nth_duty_day_after(today, 1)
        return cls(
            ListMoment(now, today, slot.number if slot else NO_SLOT, frozen_at(today, calendar)),
            ListMoment(calendar.hours.opening(following), following, 0, frozen_at(following, calendar)),
            calendar.duty.is_duty_day(today),
        )

    def of(self, tab: Tab) -> ListMoment:
        """The moment that a tab shows."""
        return self.next if tab is Tab.TOMORROW else self.today
