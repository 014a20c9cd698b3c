"""What a caller says of a try, and what became of it."""

import datetime as dt
import uuid
from dataclasses import dataclass

from dealer.callbacks.rules.attempts.outcomes import Outcome


@dataclass(frozen=True)
class AttemptGiven:
    """`phone_id` is the number dialled, None when the customer rang (`inbound`); `call_at` (aware) the time asked
    for; `seconds` what was measured by `seconds_kind`, 'screen' or 'telephony'."""

    outcome: Outcome
    phone_id: uuid.UUID | None = None
    inbound: bool = False
    call_at: dt.datetime | None = None
    seconds: int | None = None
    seconds_kind: str | None = None
    note: str = ""


@dataclass(frozen=True)
class AttemptDone:
    """How a callback stands after an attempt. `next_try_at` is the present moment when another number (`numbers_left`)
    is to be dialled at once; `text_due`: somebody must send the text by hand; `correction`: a department was asked;
    `amended`: it had ended before, and the attempt was added to its trail."""

    callback_id: uuid.UUID
    state: str
    reason: str | None
    next_try_at: dt.datetime | None = None
    numbers_left: tuple[uuid.UUID, ...] = ()
    text_due: bool = False
    correction: bool = False
    amended: bool = False
