"""When a day's handovers are missing, what 'beforehand' means for a closure, which reports are looked at.

CB-14, REP-2; no database. Days are the base calendar's: one statement counts all stores, and takes out their closures.
"""

import datetime as dt

from backbone.clock import SHANGHAI
from dealer.handovers.interface import DUE_AT
from tenants.calendar.interface import DutyCalendar, china, store_day

REPORT_DAYS = 5
"""So many duty days back a signed report still counts among those that were due."""
LOOKED_BACK = dt.timedelta(days=40)
"""Holds seven duty days and more, whatever holidays lie in it, unless the store was closed for weeks."""


def handovers_late_after(day: dt.date) -> dt.datetime:
    """The moment (aware) after which a handover that has not come is missing."""
    return dt.datetime.combine(day, DUE_AT, SHANGHAI)


def day_starts(day: dt.date) -> dt.datetime:
    """The first moment (aware) of a day in Shanghai: a closure entered before it takes the day out (glossary)."""
    return dt.datetime.combine(day, dt.time(0), SHANGHAI)


def reports_since(now: dt.datetime) -> dt.datetime:
    """From when on (aware) due times count as the last five duty days': the same time of day, five duty days ago."""
    calendar = DutyCalendar(china())
    day = store_day(now)
    for _ in range(REPORT_DAYS):
        day = calendar.last_duty_day_before(day)
    return dt.datetime.combine(day, now.astimezone(SHANGHAI).time(), SHANGHAI)


def duty_days_before(day: dt.date) -> list[dt.date]:
    """The working days before `day`, in which a store's last seven duty days are found."""
    return DutyCalendar(china()).duty_days(day - LOOKED_BACK, day - dt.timedelta(days=1))
