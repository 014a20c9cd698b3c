"""When a handover is due and what counts as on time (CB-14), without a database."""

import datetime as dt

from backbone.clock import SHANGHAI
from tenants.calendar.interface import DutyCalendar, store_day

DUE_AT = dt.time(10)
"""Until when each department hands over the former day (CB-14)."""


def due_on(at: dt.datetime, calendar: DutyCalendar) -> dt.date:
    """The duty day that a handover at this aware moment belongs to: today's, or on a day off the next one's."""
    return calendar.next_duty_day(store_day(at))


def is_on_time(at: dt.datetime, day: dt.date) -> bool:
    """Whether a handover at this aware moment keeps the time of the duty day it belongs to."""
    return at <= dt.datetime.combine(day, DUE_AT, SHANGHAI)


def is_due(at: dt.datetime, calendar: DutyCalendar) -> bool:
    """Whether today's handovers should be there by now."""
    today = store_day(at)
    return calendar.is_duty_day(today) and not is_on_time(at, today)
