"""Opening time counted forwards, duty time back: the edges. Any minute is tested with the clocks that use it."""

import datetime as dt

import pytest

from tests.dealer.callbacks.calendars import WEEKENDS_OPEN, at, day, store

HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("moment", "hours", "then"),
    [
        ("2026-11-19 08:30", 0, "2026-11-19 08:30"),
        ("2026-11-19 20:00", 0, "2026-11-19 20:00"),
        ("2026-11-19 20:01", 0, "2026-11-20 08:30"),
        ("2026-11-19 19:00", 1, "2026-11-19 20:00"),
        ("2026-11-20 20:00", 1, "2026-11-23 09:30"),
        ("2026-11-20 07:00", 12, "2026-11-23 09:00"),
    ],
)
def test_opening_time_forwards(moment: str, hours: int, then: str) -> None:
    assert store().after_open_time(at(moment), hours * HOUR) == at(then)
    assert store().after_open_time(at(moment).astimezone(dt.UTC), hours * HOUR) == at(then)


def test_a_weekend_that_opens_counts_forwards_and_not_back() -> None:
    weekends = store(day("2026-11-22"), hours=WEEKENDS_OPEN)
    assert weekends.after_open_time(at("2026-11-20 20:00"), 9 * HOUR) == at("2026-11-23 09:30")
    assert weekends.before_duty_time(at("2026-11-23 09:30"), 2 * HOUR) == at("2026-11-20 19:00")
    assert weekends.before_duty_time(at("2026-11-22 12:00"), HOUR) == at("2026-11-20 19:00")


def test_back_to_the_opening_itself() -> None:
    assert store().before_duty_time(at("2026-11-19 12:30"), 4 * HOUR) == at("2026-11-19 08:30")
    assert store().before_duty_time(at("2026-11-19 23:00"), HOUR) == at("2026-11-19 19:00")
