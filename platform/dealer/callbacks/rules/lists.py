"""The day's list: on which day's a callback first stands, and in what order it is worked (CB-3)."""

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum

from tenants.calendar.interface import OpeningHours, StoreCalendar, store_day


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A callback's first list; `added` marks what arrived after that list was frozen."""

    day: dt.date
    added: bool


def frozen_at(day: dt.date, calendar: StoreCalendar) -> dt.datetime:
    """When the list of `day` is frozen: at closing of the last duty day before it."""
    return calendar.closing(calendar.duty.last_duty_day_before(day))


def frozen_day(now: dt.datetime, calendar: StoreCalendar) -> dt.date:
    """The day whose list is the newest that must be frozen at `now` (aware): today's, from closing on the next one's.

    On a day off it is the next duty day's, since that one was frozen at the closing before.
    """
    today = store_day(now)
    if calendar.duty.is_duty_day(today) and now < calendar.closing(today):
        return today
    return calendar.duty.nth_duty_day_after(today, 1)


def list_day(first_try_on: dt.date, known_at: dt.datetime, calendar: StoreCalendar) -> ListPlace:
    """The list on which a callback first stands, when it reached us at `known_at` (aware).

    In time for its first try: that day's, which for a weekend wish is a weekend opening day. Later: today's while
    the centre is open on a duty day, else the next duty day's; marked as added when that list was frozen before.
    """
    known_on = store_day(known_at)
    day = max(first_try_on, known_on)
    can_be_worked = day == first_try_on or calendar.duty.is_duty_day(day)
    if not can_be_worked or known_at >= calendar.closing(day):
        day = calendar.duty.nth_duty_day_after(day, 1)
    return ListPlace(day, added=known_at > frozen_at(day, calendar))


class ListGroup(IntEnum):
    """CB-3's order. A retry whose slot is not now comes last: another slot was just tried, or the customer named a
    later day."""

    WISH = 0
    LAST_DAY = 1
    RETRY_NOW = 2
    OVERDUE = 3
    NEW = 4
    RETRY_LATER = 5


@dataclass(frozen=True, slots=True)
class ListEntry:
    """What the order looks at. `asked_for` is the moment the customer wants to be called: the wish's slot on this
    day, or 'call later' of an attempt; `slots_tried` are the numbers of the slots tried so far."""

    latest_at: dt.datetime
    overdue_after: dt.datetime
    last_call_on: dt.date
    asked_for: dt.datetime | None = None
    slots_tried: frozenset[int] = frozenset()


OrderKey = tuple[ListGroup, dt.datetime, dt.datetime]


def list_group(entry: ListEntry, now: dt.datetime, hours: OpeningHours) -> ListGroup:
    """The part of the list in which this callback stands at `now` (aware)."""
    today = store_day(now)
    if entry.asked_for is not None and store_day(entry.asked_for) == today:
        return ListGroup.WISH
    if entry.last_call_on == today and now <= entry.overdue_after:
        return ListGroup.LAST_DAY
    if entry.asked_for is not None and store_day(entry.asked_for) > today:
        return ListGroup.RETRY_LATER
    slot = hours.slot_at(now)
    if entry.slots_tried and slot is not None and slot.number not in entry.slots_tried:
        return ListGroup.RETRY_NOW
    if now > entry.overdue_after:
        return ListGroup.OVERDUE
    return ListGroup.RETRY_LATER if entry.slots_tried else ListGroup.NEW


def order_key(entry: ListEntry, now: dt.datetime, hours: OpeningHours) -> OrderKey:
    """Sorts a day's list: by group, then wishes by time and all others by how soon they end.

    Ties are the caller's to break (by id), so that two people see the same order.
    """
    group = list_group(entry, now, hours)
    when = entry.asked_for if group is ListGroup.WISH and entry.asked_for else entry.latest_at
    return group, when, entry.latest_at
