"""What a daily report holds (REP-1): its head, its lines, its totals. The same for screen, PDF and XLSX (REP-10)."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dealer.callbacks.interface import CallbackState, Outcome, Programme


class Flag(StrEnum):
    """Why a line is looked at first; the graver one where there are several."""

    COMPLAINT = "complaint"
    OPINION = "opinion"
    NEED = "need"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Score:
    """One answer as the report shows it: the question's code, its number (or yes, no, an option's code, words), None
    where it does not apply; `low` by the questionnaire."""

    question: str
    value: int | str | None
    low: bool = False


@dataclass(frozen=True, slots=True)
class Personal:
    """What tells who it was: sealed as a salted hash, so that it can be erased (REP-4, CUS-9)."""

    customer: str
    phone: str
    plate: str
    vin_tail: str
    said: str


@dataclass(frozen=True, slots=True)
class Line:
    """One callback of the day. `called_at` (aware), `caller` and `outcome` are of the day's last try, None where nobody
    tried; `tries` are the day's. `added`: came after the list was frozen. `effective`: every required question is
    answered by the right person; `overall` the customer's 0 to 10."""

    number: int
    callback_id: uuid.UUID
    personal: Personal | None
    model: str
    day0: dt.date
    served_by: str
    mileage: int | None
    work: str
    caller: str | None
    called_at: dt.datetime | None
    outcome: Outcome | None
    tries: int
    scores: tuple[Score, ...]
    overall: int | None
    reached: bool
    effective: bool
    satisfied: bool
    flag: Flag | None
    kind: str
    proposal: str
    department: str
    person: str
    state: CallbackState
    reason: str | None
    late: bool
    added: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """The day's counts (REP-1). `reached`, `done` of `planned`; `effective` of `planned`; `satisfied` of `effective`;
    needs apart."""

    planned: int
    done: int
    reached: int
    effective: int
    satisfied: int
    opinions: int
    complaints: int
    needs: int
    late: int
    by_link: int = 0


@dataclass(frozen=True, slots=True)
class Correction:
    """An amendment of a callback whose own report was signed before (CB-9): shown in the next one."""

    day: dt.date
    number: int | None
    why: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Content:
    """All that the first signature freezes. `questions` are (code, Chinese label, English label) in order; `callers`
    (name, how many lines they called)."""

    programme: Programme
    day: dt.date
    cut_off: dt.datetime
    satisfied_from: int
    questions: tuple[tuple[str, str, str], ...]
    callers: tuple[tuple[str, int], ...]
    totals: Totals
    lines: tuple[Line, ...]
    corrections: tuple[Correction, ...] = ()


def totals_of(lines: Sequence[Line]) -> Totals:
    """The counts over the lines. A line counts once in each."""
    return Totals(
        planned=len(lines),
        done=sum(line.state in {CallbackState.DONE, CallbackState.COVERED} for line in lines),
        reached=sum(line.reached for line in lines),
        effective=sum(line.effective for line in lines),
        satisfied=sum(line.satisfied for line in lines),
        opinions=sum(line.flag is Flag.OPINION for line in lines),
        complaints=sum(line.flag is Flag.COMPLAINT for line in lines),
        needs=sum(line.flag is Flag.NEED for line in lines),
        late=sum(line.late for line in lines),
    )
