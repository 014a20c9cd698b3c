"""When a correction is due, without a database."""

import datetime as dt

from tenants.calendar.interface import StoreCalendar, store_day


def due_at(opened_at: dt.datetime, calendar: StoreCalendar) -> dt.datetime:
    """Closing of the first duty day after the one it was found on (CUS-8 [+]: the sources name no time).

    A callback waits for it, and has three duty days in all (CB-1): a day to look it up leaves a day to call.
    """
    return calendar.closing(calendar.duty.nth_duty_day_after(store_day(opened_at), 1))
