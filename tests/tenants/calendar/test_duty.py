"""Duty days of a store, against a walk from day to day."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backbone.clock import SHANGHAI
from tenants.calendar.interface import CalendarRangeError, Closure, DutyCalendar, china, closed_beforehand
from tests.tenants.calendar.by_hand import ONE_DAY, is_duty, on_or_after, walk
from tests.tenants.calendar.strategies import days_and_closures

BASE = china()
DayAndClosures = tuple[dt.date, frozenset[dt.date]]


@pytest.mark.rule("CB-1")
@settings(deadline=None)
@given(days_and_closures(), st.integers(1, 15))
def test_counting_forward_is_walking(drawn: DayAndClosures, count: int) -> None:
    day, closures = drawn
    calendar = DutyCalendar(BASE, closures)
    assert calendar.nth_duty_day_after(day, count) == walk(day, count, closures)
    assert calendar.next_duty_day(day) == on_or_after(day, closures)
    assert calendar.is_duty_day(day) == is_duty(day, closures)


@pytest.mark.rule("CB-1")
@settings(deadline=None)
@given(days_and_closures(), st.integers(-20, 20))
def test_counting_between_and_backward_is_walking(drawn: DayAndClosures, distance: int) -> None:
    day, closures = drawn
    calendar, other = DutyCalendar(BASE, closures), day + distance * ONE_DAY
    low, high = min(day, other), max(day, other)
    inside = [each for n in range((high - low).days) if is_duty(each := low + (n + 1) * ONE_DAY, closures)]
    assert calendar.duty_days_between(low, high) == len(inside)
    assert calendar.duty_days_between(high, low) == -len(inside)
    assert calendar.duty_days(low + ONE_DAY, high) == inside
    if inside:
        assert calendar.last_duty_day_on_or_before(high) == inside[-1]
        assert calendar.last_duty_day_before(inside[-1] + ONE_DAY) == inside[-1]


@settings(deadline=None)
@given(days_and_closures())
def test_the_duty_day_before_a_duty_day_is_not_itself(drawn: DayAndClosures) -> None:
    day, closures = drawn
    calendar = DutyCalendar(BASE, closures)
    before = calendar.last_duty_day_before(day)
    assert before < day
    assert calendar.nth_duty_day_after(before, 1) == calendar.next_duty_day(day)


def test_a_closed_year_is_stepped_over() -> None:
    """Closed all of 2025 and the first days of 2026, up to Friday 2026-01-09."""
    closures = frozenset(dt.date(2025, 1, 1) + n * ONE_DAY for n in range(365 + 9))
    calendar = DutyCalendar(BASE, closures)
    assert calendar.nth_duty_day_after(dt.date(2024, 12, 30), 1) == dt.date(2024, 12, 31)
    assert calendar.nth_duty_day_after(dt.date(2024, 12, 30), 2) == dt.date(2026, 1, 12)
    assert calendar.duty_days_between(dt.date(2024, 12, 31), dt.date(2026, 1, 11)) == 0
    assert calendar.duty_days(dt.date(2025, 3, 1), dt.date(2025, 2, 1)) == []


def test_closures_outside_the_calendar_and_on_days_off_change_nothing() -> None:
    odd = frozenset({dt.date(1900, 1, 1), dt.date(2500, 1, 1), dt.date(2026, 11, 14)})
    assert DutyCalendar(BASE, odd).nth_duty_day_after(dt.date(2026, 11, 13), 1) == dt.date(2026, 11, 16)


def test_the_ends_of_the_calendar_are_guarded() -> None:
    calendar = DutyCalendar(BASE, frozenset({dt.date(1990, 1, 2)}))
    assert calendar.nth_duty_day_after(dt.date(1990, 1, 1), 1) == dt.date(1990, 1, 3)
    with pytest.raises(CalendarRangeError):
        calendar.last_duty_day_on_or_before(dt.date(1990, 1, 2))
    with pytest.raises(CalendarRangeError):
        calendar.nth_duty_day_after(dt.date(2101, 12, 31), 1)
    with pytest.raises(ValueError, match="number 1, not 0"):
        calendar.nth_duty_day_after(dt.date(2026, 1, 5), 0)


@pytest.mark.rule("CB-1")
def test_a_span_that_touches_an_unpublished_year_is_provisional() -> None:
    calendar = DutyCalendar(BASE)
    assert not calendar.is_provisional(dt.date(2026, 12, 1), dt.date(2026, 12, 31))
    assert calendar.is_provisional(dt.date(2026, 12, 31), dt.date(2027, 1, 6))


MARCH = [dt.date(2026, 3, day) for day in range(1, 32)]


@pytest.mark.rule("CB-1")
@pytest.mark.parametrize(
    ("entered", "closed"),
    [
        ("2026-03-08 23:59:59", MARCH[8:11]),  # the evening before: all three days
        ("2026-03-09 00:00:00", MARCH[9:11]),  # the day itself has begun: it stays a duty day
        ("2026-03-10 15:00:00", MARCH[10:11]),
        ("2026-03-11 08:00:00", []),
        ("2026-04-01 08:00:00", []),
    ],
)
def test_only_an_entry_made_beforehand_closes_a_day(entered: str, closed: list[dt.date]) -> None:
    at = dt.datetime.fromisoformat(entered).replace(tzinfo=SHANGHAI)
    assert closed_beforehand([Closure(dt.date(2026, 3, 9), dt.date(2026, 3, 11), at)]) == set(closed)


def test_beforehand_is_meant_in_shanghai() -> None:
    """17:00 UTC on the 8th is 01:00 on the 9th in Shanghai."""
    at = dt.datetime(2026, 3, 8, 17, tzinfo=dt.UTC)
    assert closed_beforehand([Closure(dt.date(2026, 3, 9), dt.date(2026, 3, 10), at)]) == {dt.date(2026, 3, 10)}
    naive = dt.datetime(2026, 3, 8, 17)  # noqa: DTZ001 - what is refused
    with pytest.raises(ValueError, match="zone"):
        closed_beforehand([Closure(dt.date(2026, 3, 9), dt.date(2026, 3, 10), naive)])
