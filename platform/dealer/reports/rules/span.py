"""Which time a report's day covers, and on which days there is one (REP-1)."""

import datetime as dt

from tenants.calendar.interface import StoreCalendar

ONE_DAY = dt.timedelta(days=1)


def since(day: dt.date, calendar: StoreCalendar) -> dt.datetime:
    """From when on (aware, not included): the closing of the day before; closures have no report, so they are added
    to the day after."""
    before = day - ONE_DAY
    while calendar.duty.is_closed(before):
        before -= ONE_DAY
    return calendar.closing(before)


def has_report(day: dt.date, calendar: StoreCalendar, *, called: bool) -> bool:
    """Every duty day has one, a nil one at least; a day off only when somebody called; closures have none."""
    if calendar.duty.is_closed(day):
        return False
    return called or calendar.duty.is_duty_day(day)
