"""What a due window is: the dates of one callback, and why they are so (CB-1)."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from dealer.callbacks.rules.programmes import Programme
from tenants.calendar.interface import store_day


class DateReason(StrEnum):
    """Why the dates are as they are; the screen says it in words."""

    LAST_CALENDAR_DAY = "last_calendar_day"  # 7DC: day 7 is a duty day
    LAST_DUTY_DAY_INSIDE = "last_duty_day_inside"  # 7DC: day 7 is none
    FIRST_DUTY_DAY_AFTER = "first_duty_day_after"  # 7DC: none of the seven is; counts as in time
    DUTY_DAY_AFTER_PICK_UP = "duty_day_after_pick_up"  # 3DC
    TWO_WEEKS_ON = "two_weeks_on"  # service_14
    TWO_WEEKS_ON_MOVED = "two_weeks_on_moved"  # service_14: the day was no duty day
    WISH_SLOT = "wish_slot"  # the first slot that fits
    WISH_HOURS = "wish_hours"  # names hours and no day: holds on every later day as well
    WISH_LATER = "wish_later"  # kept, and not in time
    WISH_MOVED = "wish_moved"  # closed on the named day: the next duty day; tell the caller
    WISH_NOT_POSSIBLE = "wish_not_possible"  # no slot fits: any; tell the caller
    WISH_WITHOUT_TIME = "wish_without_time"  # a channel, 'any time', or words to be read: moves nothing
    PROVISIONAL = "provisional"  # over a year whose holidays are not published


@dataclass(frozen=True, slots=True)
class DueWindow:
    """When one callback is to be made. Moments are aware; all are closings but `wish_at` and a wish's `due_at`.

    `due_at` its period in the figures; `latest_at` the latest day's closing; `in_time_until` up to when reaching
    the customer counts as timely, from `counts_from` on; `callable_until` after which it is 'missed';
    `last_call_on` the last day before it is overdue on which somebody is there: 'last day today' of CB-3.
    `wish_kept` is None without a timed wish, False when the caller must be told that it could not be kept.
    """

    programme: Programme
    day0: dt.date
    counts_from: dt.date
    first_try_on: dt.date
    due_at: dt.datetime
    latest_at: dt.datetime
    in_time_until: dt.datetime
    callable_until: dt.datetime
    last_call_on: dt.date
    wish_at: dt.datetime | None
    wish_until: dt.datetime | None
    wish_kept: bool | None
    provisional: bool
    reasons: tuple[DateReason, ...]

    @property
    def due_on(self) -> dt.date:
        """The due date in Shanghai: the callback's period in every figure."""
        return self.due_at.date()

    @property
    def latest_on(self) -> dt.date:
        """The latest day in Shanghai."""
        return self.latest_at.date()

    @property
    def overdue_after(self) -> dt.datetime:
        """From when an open callback is overdue: its latest day's closing, or a later wish's end."""
        return max(self.due_at, self.latest_at)

    def is_in_time(self, reached_at: dt.datetime) -> bool:
        """Does reaching the customer at this aware moment count as timely?"""
        return self.counts_from <= store_day(reached_at) and reached_at <= self.in_time_until
