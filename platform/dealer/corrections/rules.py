"""When a correction is due, and what of it is shown to whom; without a database."""

import datetime as dt
import re

from tenants.calendar.interface import StoreCalendar, store_day


def due_at(opened_at: dt.datetime, calendar: StoreCalendar) -> dt.datetime:
    """Closing of the first duty day after the one it was found on (CUS-8 [+]: the sources name no time).

    A callback waits for it, and has three duty days in all (CB-1): a day to look it up leaves a day to call.
    """
    return calendar.closing(calendar.duty.nth_duty_day_after(store_day(opened_at), 1))


# A date is none: 2026-10-22.
_NUMBERS = re.compile(r"(?<!\d)(?!\d{4}-\d{1,2}-\d{1,2}(?!\d))\+?\d[\d -]{5,}\d")


def masked(text: str) -> str:
    """A text with the last four digits alone of each telephone number in it, for whoever need not dial it (CUS-9)."""
    return _NUMBERS.sub(lambda found: f"****{found[0][-4:]}", text)
