"""Severities and the clocks of a complaint (CMP-3). No database."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from tenants.calendar.interface import StoreCalendar, store_day


class Severity(StrEnum):
    """CMP-1: critical = injury, fire, media, regulator; major = third repair of one fault, refuses the car, a large
    claim."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    NORMAL = "normal"


class Outcome(StrEnum):
    """How it ended."""

    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"
    WITHDRAWN = "withdrawn"


class ContactHow(StrEnum):
    """How somebody spoke with the customer."""

    CALL = "call"
    MESSAGE = "message"
    IN_PERSON = "in_person"


FIRST_CONTACT: dict[Severity, dt.timedelta] = {
    Severity.CRITICAL: dt.timedelta(hours=1),
    Severity.MAJOR: dt.timedelta(hours=2),
    Severity.MINOR: dt.timedelta(hours=4),
    Severity.NORMAL: dt.timedelta(hours=8),
}
"""Opening hours until somebody has spoken with the customer: headquarters' numbers."""

DEPARTMENT = dt.timedelta(hours=48)
"""Until the department's result is in, landing in opening hours."""

IN_PERSON = frozenset({Severity.CRITICAL, Severity.MAJOR})
"""A manager has these in hand in person, and they rise to centre head and general manager at once."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """When the first contact and the department's result are due, aware; `provisional` as in the calendar."""

    first_contact_due_at: dt.datetime
    department_due_at: dt.datetime
    provisional: bool


def clocks(said_at: dt.datetime, severity: Severity, calendar: StoreCalendar) -> Clocks:
    """The clocks of a complaint made at `said_at` (aware)."""
    first = calendar.after_open_time(said_at, FIRST_CONTACT[severity])
    department = calendar.next_open_moment(said_at + DEPARTMENT)
    last = max(first, department)
    return Clocks(first, department, calendar.duty.is_provisional(store_day(said_at), store_day(last)))
