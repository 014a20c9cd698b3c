"""The lines of signatures: by when, whose turn it is (REP-2)."""

import datetime as dt
import uuid
from dataclasses import dataclass
from enum import StrEnum

from backbone.clock import SHANGHAI
from tenants.access.interface import Position
from tenants.calendar.interface import StoreCalendar

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
