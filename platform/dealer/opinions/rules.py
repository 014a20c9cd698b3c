"""The clocks of an opinion (REP-5), and what telling the customer asks for. No database."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from tenants.calendar.interface import StoreCalendar, store_day


class OpinionKind(StrEnum):
    """What the customer said. A need is a task of its department, answered back the same way (CB-8)."""

    OPINION = "opinion"
    SUGGESTION = "suggestion"
    CONSULTATION = "consultation"
    NEED = "need"


class ToldHow(StrEnum):
    """How the customer was told."""

    CALL = "call"
    MESSAGE = "message"
    IN_PERSON = "in_person"


class Reaction(StrEnum):
    """What the customer said to it."""

    SATISFIED = "satisfied"
    ACCEPTS = "accepts"
    NOT_SATISFIED = "not_satisfied"


TOLD_BY_CALL_ONLY = frozenset({OpinionKind.CONSULTATION, OpinionKind.SUGGESTION})


@dataclass(frozen=True, slots=True)
class ClockRule:
    """Headquarters' numbers: the customer is told on that duty day; the department answers so long after it was said,
    and so much opening time before the customer's clock ends."""

    customer_duty_days: int = 2
    department: dt.timedelta = dt.timedelta(hours=48)
    department_before: dt.timedelta = dt.timedelta(hours=4)


STANDARD_CLOCKS = ClockRule()


@dataclass(frozen=True, slots=True)
class Clocks:
    """When the department's result and the customer's answer are due, aware; `provisional` as in the calendar."""

    department_due_at: dt.datetime
    customer_due_at: dt.datetime
    provisional: bool


def clocks(said_at: dt.datetime, calendar: StoreCalendar, rule: ClockRule = STANDARD_CLOCKS) -> Clocks:
    """The clocks of what a customer said at `said_at` (aware).

    The customer's ends at closing of the second duty day after that day: of what was said on a day off, the next duty
    day is day 1. The department's ends 48 hours later or at the next opening, at the latest 4 hours of duty days'
    opening before the customer's.
    """
    said_on = store_day(said_at)
    due_on = calendar.duty.nth_duty_day_after(said_on, rule.customer_duty_days)
    customer = calendar.closing(due_on)
    department = min(
        calendar.next_open_moment(said_at + rule.department),
        calendar.before_duty_time(customer, rule.department_before),
    )
    return Clocks(department, customer, calendar.duty.is_provisional(said_on, due_on))


def may_be_told(kind: OpinionKind, how: ToldHow) -> bool:
    """Consultations and suggestions are answered by a call."""
    return how is ToldHow.CALL or kind not in TOLD_BY_CALL_ONLY
