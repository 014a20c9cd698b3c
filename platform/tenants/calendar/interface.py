"""What other slices may use of the calendar."""

from tenants.calendar.actions import enter_closure
from tenants.calendar.models import StoreClosure
from tenants.calendar.queries import list_closures, store_calendar, store_calendars
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
    "StoreClosure",
    "china",
    "closed_beforehand",
    "enter_closure",
    "list_closures",
    "published_notices",
    "store_calendar",
    "store_calendars",
    "store_day",
]
