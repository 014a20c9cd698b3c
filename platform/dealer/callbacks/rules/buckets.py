"""States of a callback, and the five buckets that every repair order and delivery is in (CB-4, CB-5, CB-16)."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from dealer.callbacks.rules.programmes import Exclusion, ProgrammeRule
from dealer.callbacks.rules.window import DueWindow
from dealer.callbacks.rules.windows import due_window
from dealer.callbacks.rules.wishes import Wish
from tenants.calendar.interface import StoreCalendar


class CallbackState(StrEnum):
    """What became of a callback so far. 'Overdue' is none of them: it is derived (`is_overdue`)."""

    PLANNED = "planned"  # to be called, tried or not
    WAITING_FOR_REPLY = "waiting_for_reply"  # three slots tried, the text message is out
    WAITING_FOR_NUMBER = "waiting_for_number"  # wrong number: the correction task is open
    DONE = "done"  # spoken, answered by link or in the wished channel
    COVERED = "covered"  # an open complaint's owner spoke with the customer
    UNREACHED = "unreached"  # three slots tried, no reply by the latest day
    NO_VALID_NUMBER = "no_valid_number"  # no corrected number came
    SUPERSEDED = "superseded"  # the car was back before the call
    MISSED = "missed"  # see `MissedReason`
    EXCLUDED = "excluded"  # see `Exclusion`

    @property
    def is_open(self) -> bool:
        """Is there still something to be done?"""
        return self in {self.PLANNED, self.WAITING_FOR_REPLY, self.WAITING_FOR_NUMBER}


class MissedReason(StrEnum):
    """Why a callback that was due was not made; every one stays in the denominator."""

    LATE_DATA = "late_data"  # arrived after it could have been called (CB-16)
    NOT_TRIED_ENOUGH = "not_tried_enough"  # fewer than three slots by seven days after the latest (CB-4)
    COMPLAINT_NOT_CONTACTED = "complaint_not_contacted"  # the complaint's owner did not speak with them (CB-5)


class Withdrawn(StrEnum):
    """Why a callback that was planned is none any more, after its date was corrected (DATA-5); none is due."""

    NOT_PICKED_UP = "not_picked_up"  # the pick-up was a mistake
    HISTORY = "history"  # it was before the start date


BACK_IN_WORKSHOP = "back_in_workshop"
"""The reason of every superseded callback (CB-5)."""


class Bucket(StrEnum):
    """Where a repair order or delivery stands towards one programme: always in exactly one."""

    NOT_PICKED_UP = "not_picked_up"
    HISTORY = "history"
    EXCLUDED = "excluded"
    PLANNED = "planned"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Visit:
    """What decides a visit's bucket: day 0 (None until the car is handed over), when that date reached us (aware),
    the code that keeps it from being called, and the wish."""

    day0: dt.date | None
    known_at: dt.datetime
    exclusion: Exclusion | None = None
    wish: Wish | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """A bucket with its reason, and the window where one was computed."""

    bucket: Bucket
    reason: Exclusion | MissedReason | None = None
    window: DueWindow | None = None


def bucket(visit: Visit, start_date: dt.date, rule: ProgrammeRule, calendar: StoreCalendar) -> Placement:
    """The visit's bucket under `rule`, asked in CB-16's own order.

    A cancelled order without a pick-up is 'excluded': it will never be picked up, and would wait for ever. It is
    asked once, when the visit or its date arrives; a callback that was planned stays 'planned' here, whatever
    becomes of it. A date in the future is planned like any other, so that nothing depends on being asked again.
    """
    if visit.day0 is None:
        if visit.exclusion is Exclusion.CANCELLED_RO:
            return Placement(Bucket.EXCLUDED, visit.exclusion)
        return Placement(Bucket.NOT_PICKED_UP)
    if visit.day0 < start_date:
        return Placement(Bucket.HISTORY)
    if visit.exclusion is not None and rule.excludes(visit.exclusion):
        return Placement(Bucket.EXCLUDED, visit.exclusion)
    window = due_window(rule, visit.day0, calendar, visit.wish)
    if arrived_too_late(window, visit.known_at):
        return Placement(Bucket.MISSED, MissedReason.LATE_DATA, window)
    return Placement(Bucket.PLANNED, None, window)


def arrived_too_late(window: DueWindow, known_at: dt.datetime) -> bool:
    """Did a visit reach us only after its callback could have been made? (CB-16: 'missed: late data')"""
    return known_at > window.callable_until


def is_overdue(state: CallbackState, window: DueWindow, now: dt.datetime) -> bool:
    """Is this callback overdue at `now` (aware)? Derived, never stored (CB-3).

    Whoever waits for a reply has tried enough; the others are overdue from their latest day's closing, and where
    a later wish is kept, from that wish's end.
    """
    return state in {CallbackState.PLANNED, CallbackState.WAITING_FOR_NUMBER} and now > window.overdue_after
