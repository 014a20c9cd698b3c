"""What other slices may use of the calendar."""

from tenants.calendar.rules.base import BaseCalendar, CalendarRangeError, china
from tenants.calendar.rules.duty import Closure, DutyCalendar, closed_beforehand
from tenants.calendar.rules.hours import DayHours, OpeningHours, Slot, store_day
from tenants.calendar.rules.published import Notice, PublishedDay, published_notices
from tenants.calendar.rules.store import StoreCalendar

__all__ = [
    "BaseCalendar",
    "CalendarRangeError",
    "Closure",
    "DayHours",
    "DutyCalendar",
    "Notice",
    "OpeningHours",
    "PublishedDay",
    "Slot",
    "StoreCalendar",
    "china",
    "closed_beforehand",
    "published_notices",
    "store_day",
]
