"""What the property tests of duty days draw from."""

import datetime as dt

from hypothesis import strategies as st

from tenants.calendar.interface import DayHours, OpeningHours

# Windows of any programme, closures of up to three weeks included, end within the table typed by hand.
known_days = st.dates(dt.date(2024, 2, 1), dt.date(2026, 9, 30))


@st.composite
def closures_near(draw: st.DrawFn, day: dt.date) -> frozenset[dt.date]:
    """Up to three closures of up to ten days, around `day`: some empty a whole week, some touch nothing."""
    closed: set[dt.date] = set()
    for _ in range(draw(st.integers(0, 3))):
        first = day + dt.timedelta(days=draw(st.integers(-10, 25)))
        closed |= {first + dt.timedelta(days=n) for n in range(draw(st.integers(1, 10)))}
    return frozenset(closed)


@st.composite
def days_and_closures(draw: st.DrawFn) -> tuple[dt.date, frozenset[dt.date]]:
    day = draw(known_days)
    return day, draw(closures_near(day))


def opening_hours() -> st.SearchStrategy[OpeningHours]:
    """Standard hours with none, one or both weekend days open, for the whole day or for part of it."""
    weekend = st.sampled_from([DayHours(dt.time(9), dt.time(17)), DayHours(dt.time(8, 30), dt.time(20))])
    return st.dictionaries(st.sampled_from([5, 6]), weekend).map(lambda days: OpeningHours(by_weekday=days))
