"""What the arithmetic of attempts looks at, and what it answers."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from dealer.callbacks.rules.attempts.outcomes import Correction, Outcome
from dealer.callbacks.rules.buckets import CallbackState, MissedReason
from dealer.callbacks.rules.wishes import LONGEST_WAIT


class AttemptError(ValueError):
    """An attempt that can't have been so; `code` is stable and says what, `field` where."""

    def __init__(self, code: str, field: str) -> None:
        super().__init__(f"{field}: {code}")
        self.code = code
        self.field = field


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to reach the customer, or the customer's own call (`inbound`).

    `at` and `call_at` are aware. `number` is the id of the phone that was dialled. `slot` is the part of the day as
    it was then (0 to 2, None outside hours): a store may shift its slots, and what was tried stays tried. `call_at`
    is the time that was asked for. Raises `AttemptError`.
    """

    at: dt.datetime
    outcome: Outcome
    number: uuid.UUID | None = None
    slot: int | None = None
    inbound: bool = False
    call_at: dt.datetime | None = None

    def __post_init__(self) -> None:
        if self.inbound and not self.outcome.may_be_inbound:
            raise AttemptError("nobody_rang_back", "outcome")
        if not self.inbound and self.number is None:
            raise AttemptError("number_missing", "number")
        self._check_time()

    def _check_time(self) -> None:
        if self.call_at is None:
            if self.outcome.needs_time:
                raise AttemptError("time_missing", "call_at")
            return
        if not self.outcome.may_name_time:
            raise AttemptError("time_not_asked", "call_at")
        if self.call_at <= self.at:
            raise AttemptError("time_past", "call_at")
        if self.call_at > self.at + dt.timedelta(days=LONGEST_WAIT):
            raise AttemptError("time_too_far", "call_at")


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A number of the person to be called, known `since` (aware); `takes_text` for a mobile that may be texted."""

    id: uuid.UUID
    since: dt.datetime
    takes_text: bool = True


@dataclass(frozen=True, slots=True)
class Situation:
    """A callback as it stands. `overdue_after` and `callable_until` are the row's (`DueWindow`), aware.

    `numbers` are the person's present ones, the first to be dialled first. `trail` are all attempts in any order.
    `complaint_open`: an open complaint's owner is to speak with this customer (CB-5).
    """

    state: CallbackState
    overdue_after: dt.datetime
    callable_until: dt.datetime
    numbers: tuple[PhoneNumber, ...]
    trail: tuple[Attempt, ...] = ()
    text_sent_at: dt.datetime | None = None
    complaint_open: bool = False

    def after(self, attempt: Attempt) -> Self:
        """The same with one attempt more in its trail."""
        return replace(self, trail=(*self.trail, attempt))


class EndedReason(StrEnum):
    """Why a callback ended without a finished questionnaire, where its state does not say it all."""

    REFUSED = "refused"  # done: spoken to, did not want to be asked
    CAR_SOLD = "car_sold"  # done
    DENIES_VISIT = "denies_visit"  # done
    INCOMPLETE = "incomplete"  # done: spoken to, cut off or put off, and not reached again
    NO_REPLY = "no_reply"  # unreached: three slots tried, and no reply to the text message
    TEXT_NOT_SENT = "text_not_sent"  # unreached: three slots tried; the text message was never sent


@dataclass(frozen=True, slots=True)
class Step:
    """What a callback is to be now. All of it is to be stored but what comes for the screen alone.

    `next_try_at` is the moment of the next try, the present one when another number is to be dialled at once; None
    when nobody need dial. `asked_for`: the customer named that moment. `slots_tried` are the numbers of the slots
    tried up that still count. `numbers_left` are to be dialled in the present slot, in order. `correction` is a task
    to be made unless one is open. `amends`: the callback had ended, so what was said is an amendment (CB-4, CB-9).
    """

    state: CallbackState
    reason: EndedReason | MissedReason | None = None
    next_try_at: dt.datetime | None = None
    asked_for: bool = False
    slots_tried: frozenset[int] = frozenset()
    numbers_left: tuple[uuid.UUID, ...] = ()
    text_message_due: bool = False
    correction: Correction | None = None
    another_caller: bool = False
    amends: bool = False
