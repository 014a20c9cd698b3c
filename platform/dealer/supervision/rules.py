"""Which days and weeks are to be checked (CB-13). No database."""

import datetime as dt
from collections.abc import Collection

from tenants.calendar.interface import DutyCalendar

SHOWN_DAYS = 10
ONE_WEEK = dt.timedelta(weeks=1)


def days_to_check(today: dt.date, start: dt.date, checked: Collection[dt.date], duty: DutyCalendar) -> list[dt.date]:
    """The last duty days before today, from the store's start on, that nobody checked yet; the newest first."""
    days, day = [], today
    for _ in range(SHOWN_DAYS):
        day = duty.last_duty_day_before(day)
        if day < start:
            break
        days.append(day)
    return [each for each in days if each not in checked]


def week_of(day: dt.date) -> dt.date:
    """The Monday of its week."""
    return day - dt.timedelta(days=day.weekday())


def last_full_week(today: dt.date) -> dt.date:
    """The Monday of the newest week that is over."""
    return week_of(today) - ONE_WEEK
