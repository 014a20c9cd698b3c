"""China's working days 2024 to 2026, typed off the notices by hand: the reference that the tests walk day by day.

It shares no line with the platform: no table, no library, no arithmetic but 'the next day'.
"""

import datetime as dt
from collections.abc import Set as AbstractSet

ONE_DAY = dt.timedelta(days=1)


def days(year: int, *texts: str) -> set[dt.date]:
    return {dt.date.fromisoformat(f"{year}-{text}") for text in texts}


# Days off that are a Monday to Friday.
WEEKDAYS_OFF = (
    days(2024, "01-01", "02-12", "02-13", "02-14", "02-15", "02-16", "04-04", "04-05", "05-01", "05-02", "05-03")
    | days(2024, "06-10", "09-16", "09-17", "10-01", "10-02", "10-03", "10-04", "10-07")
    | days(2025, "01-01", "01-28", "01-29", "01-30", "01-31", "02-03", "02-04", "04-04", "05-01", "05-02", "05-05")
    | days(2025, "06-02", "10-01", "10-02", "10-03", "10-06", "10-07", "10-08")
    | days(2026, "01-01", "01-02", "02-16", "02-17", "02-18", "02-19", "02-20", "02-23", "04-06", "05-01", "05-04")
    | days(2026, "05-05", "06-19", "09-25", "10-01", "10-02", "10-05", "10-06", "10-07")
)

# Saturdays and Sundays that are worked.
MAKE_UP_DAYS = (
    days(2024, "02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12")
    | days(2025, "01-26", "02-08", "04-27", "09-28", "10-11")
    | days(2026, "01-04", "02-14", "02-28", "05-09", "09-20", "10-10")
)

# Saturdays and Sundays inside a public holiday: no ordinary weekend, though a store open on weekends might think so.
WEEKENDS_OFF = (
    days(2024, "02-10", "02-11", "02-17", "04-06", "05-04", "05-05", "09-15", "10-05", "10-06")
    | days(2025, "02-01", "02-02", "04-05", "04-06", "05-03", "05-04", "05-31", "06-01", "10-04", "10-05")
    | days(2026, "01-03", "02-15", "02-21", "02-22", "04-04", "04-05", "05-02", "05-03", "06-20", "06-21")
    | days(2026, "09-26", "09-27", "10-03", "10-04")
)


def is_worked(day: dt.date) -> bool:
    assert 2024 <= day.year <= 2026, f"{day} is not in the table typed by hand"
    return day in MAKE_UP_DAYS or (day.weekday() < 5 and day not in WEEKDAYS_OFF)


def is_duty(day: dt.date, closures: AbstractSet[dt.date]) -> bool:
    return is_worked(day) and day not in closures


def walk(day: dt.date, count: int, closures: AbstractSet[dt.date]) -> dt.date:
    """The count-th duty day after `day`, one day at a time."""
    while count:
        day += ONE_DAY
        if is_duty(day, closures):
            count -= 1
    return day


def on_or_after(day: dt.date, closures: AbstractSet[dt.date]) -> dt.date:
    while not is_duty(day, closures):
        day += ONE_DAY
    return day
