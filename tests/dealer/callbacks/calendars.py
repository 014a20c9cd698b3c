"""Calendars and moments that the callback tests share."""

import datetime as dt

from backbone.clock import SHANGHAI
from tenants.calendar.interface import DayHours, DutyCalendar, OpeningHours, StoreCalendar, china

WEEKENDS_OPEN = OpeningHours(by_weekday={5: DayHours(dt.time(9), dt.time(17)), 6: DayHours(dt.time(9), dt.time(17))})


def store(*closed: dt.date, hours: OpeningHours | None = None) -> StoreCalendar:
    return StoreCalendar(DutyCalendar(china(), frozenset(closed)), hours or OpeningHours())


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def at(text: str) -> dt.datetime:
    """A moment in Shanghai: '2026-10-10 20:00'."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def span(first: str, last: str) -> list[dt.date]:
    days = (day(last) - day(first)).days
    return [day(first) + dt.timedelta(days=n) for n in range(days + 1)]
