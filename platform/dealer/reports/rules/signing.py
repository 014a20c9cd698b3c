"""The lines of signatures: by when, whose turn it is (REP-2)."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from backbone.clock import SHANGHAI
from tenants.access.interface import Position
from tenants.calendar.interface import StoreCalendar
from tenants.staffing.interface import Step, may_sign

HEAD_BY = dt.time(10)
ONE_DAY = dt.timedelta(days=1)


class SignatureLine(StrEnum):
    """A line of the form, in the order in which they are signed."""

    CALLER = "caller"
    HEAD = "centre_head"
    GENERAL_AFFAIRS = "general_affairs_manager"
    GENERAL_MANAGER = "general_manager"


OF_PLAN = {
    1: (SignatureLine.CALLER, SignatureLine.HEAD, SignatureLine.GENERAL_MANAGER),
    2: (SignatureLine.CALLER, SignatureLine.HEAD, SignatureLine.GENERAL_AFFAIRS, SignatureLine.GENERAL_MANAGER),
}
POSITIONS = {line: Position(line.value) for line in SignatureLine if line is not SignatureLine.CALLER}


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that holds. `account_id` None: the line was passed on, nobody signed it."""

    line: SignatureLine
    account_id: uuid.UUID | None
    at: dt.datetime


def due_at(line: SignatureLine, day: dt.date, plan: int, calendar: StoreCalendar) -> dt.datetime:
    """By when a line of the report of `day` is signed (aware): the caller the same day, the head by 10:00 of the next
    duty day, the general manager by its end; on plan 2 by the end of the second one, with a manager between.
    """
    first = calendar.duty.nth_duty_day_after(day, 1)
    match line:
        case SignatureLine.CALLER:
            return dt.datetime.combine(day + ONE_DAY, dt.time(), SHANGHAI)
        case SignatureLine.HEAD:
            return dt.datetime.combine(first, HEAD_BY, SHANGHAI)
        case SignatureLine.GENERAL_AFFAIRS:
            return calendar.closing(first)
        case SignatureLine.GENERAL_MANAGER:
            return calendar.closing(first if plan == 1 else calendar.duty.nth_duty_day_after(day, 2))


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs a line by an account, and how: `for_id` is whom a delegate stands in for, `also_below` shows 兼."""

    account_id: uuid.UUID
    for_id: uuid.UUID | None = None
    also_below: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """The line that is to be signed next, and who may: nobody where it must wait. `passed` are lines below it that
    nobody can sign, and that are passed on with it, marked."""

    line: SignatureLine
    signers: tuple[Signer, ...]
    passed: tuple[SignatureLine, ...] = ()

    def signer(self, account_id: uuid.UUID | None) -> Signer | None:
        """This account as one who may sign now."""
        return next((each for each in self.signers if each.account_id == account_id), None)


def next_turn(
    route: Sequence[Step], callers: Collection[uuid.UUID], signed: Collection[Signed], *, callers_wait: bool
) -> Turn | None:
    """Whose turn it is; None when every line is signed (REP-2, ORG-4).

    `route` are the lines above the callers with their people of today, `signed` the signatures that hold.
    `callers_wait`: their time has not passed yet; afterwards the head signs over a missing caller, marked.
    """
    done = {each.line for each in signed}
    open_callers = [each for each in callers if each not in _who(signed, SignatureLine.CALLER)]
    if open_callers and callers_wait and not done - {SignatureLine.CALLER}:
        return Turn(SignatureLine.CALLER, tuple(Signer(each) for each in open_callers))
    passed: list[SignatureLine] = []
    if open_callers and not done - {SignatureLine.CALLER}:
        passed.append(SignatureLine.CALLER)
    for step in route:
        line = SignatureLine(step.position.value)
        if line in done:
            continue
        signers = _signers(step, line, callers, signed)
        if signers or line is SignatureLine.GENERAL_MANAGER:
            return Turn(line, signers, tuple(passed))
        passed.append(line)
    return None


def _who(signed: Collection[Signed], line: SignatureLine) -> set[uuid.UUID | None]:
    return {each.account_id for each in signed if each.line is line}


def _signers(
    step: Step, line: SignatureLine, callers: Collection[uuid.UUID], signed: Collection[Signed]
) -> tuple[Signer, ...]:
    head = next((each.account_id for each in signed if each.line is SignatureLine.HEAD), None)
    below = _who(signed, _BELOW[line]) if line in _BELOW else set()
    return tuple(
        Signer(each, _stands_in_for(step, each), each in below)
        for each in step.signers
        if may_sign(step, each, called=set(callers), signed_as_head=head)
    )


def _stands_in_for(step: Step, account_id: uuid.UUID) -> uuid.UUID | None:
    if account_id != step.delegate or account_id in step.holders:
        return None
    return next(iter(step.holders), None)


_BELOW = {
    SignatureLine.HEAD: SignatureLine.CALLER,
    SignatureLine.GENERAL_AFFAIRS: SignatureLine.HEAD,
    SignatureLine.GENERAL_MANAGER: SignatureLine.GENERAL_AFFAIRS,
}
"""The line below, on which one person signs once for both (兼)."""
