"""The base calendar: the published table, the years before it, and the provisional years after it."""

import datetime as dt
from typing import Any

import holidays
import pytest

from tenants.calendar.interface import BaseCalendar, CalendarRangeError, PublishedDay, china, published_notices
from tenants.calendar.rules.published import NoticeError, read_notice
from tests.tenants.calendar.by_hand import MAKE_UP_DAYS, ONE_DAY, WEEKDAYS_OFF, WEEKENDS_OFF, is_worked

ALL_PUBLISHED = [dt.date(2024, 1, 1) + n * ONE_DAY for n in range(366 + 365 + 365)]
PUBLISHED_ROWS = [day for notice in published_notices() for day in notice.days]


@pytest.mark.rule("CB-1")
@pytest.mark.parametrize("text", ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"])
def test_make_up_days_of_2026_are_worked(text: str) -> None:
    assert china().is_working_day(dt.date.fromisoformat(text))


@pytest.mark.rule("CB-1")
def test_every_day_of_three_years_is_as_typed_by_hand() -> None:
    assert ALL_PUBLISHED[-1] == dt.date(2026, 12, 31)
    assert [day for day in ALL_PUBLISHED if china().is_working_day(day) != is_worked(day)] == []


def test_our_table_agrees_with_the_library() -> None:
    library = holidays.country_holidays("CN", years=[2024, 2025, 2026])
    assert [day for day in ALL_PUBLISHED if china().is_working_day(day) != library.is_working_day(day)] == []


def test_no_year_is_known_to_the_library_and_missing_in_our_table() -> None:
    """Fails when an upgrade of `holidays` brings a notice that data/published.json does not have yet: add it."""
    library = holidays.country_holidays("CN", years=range(2024, 2040))
    years = {day.year for day in library.weekend_workdays if day.year >= 2024}
    assert years == china().published


def test_a_notice_names_weekend_days_inside_its_holidays_too() -> None:
    rows = {day.day: day for day in PUBLISHED_ROWS}
    assert rows[dt.date(2026, 2, 21)].name == "春节"  # a Saturday
    assert china().is_holiday(dt.date(2026, 2, 21))
    assert not china().is_holiday(dt.date(2026, 2, 28))  # a Saturday that is worked
    assert not china().is_holiday(dt.date(2026, 3, 7))  # an ordinary Saturday
    assert {day.day for day in PUBLISHED_ROWS if day.is_working} == MAKE_UP_DAYS
    assert {day.day for day in PUBLISHED_ROWS if not day.is_working} == WEEKDAYS_OFF | WEEKENDS_OFF


def test_the_calendar_comes_back_from_the_table_rows() -> None:
    again = BaseCalendar.from_days(PUBLISHED_ROWS, [notice.year for notice in published_notices()])
    assert again.changed_days(china()) == []
    assert again.published == {2024, 2025, 2026}


def test_years_before_the_table_follow_the_old_notices() -> None:
    assert china().is_working_day(dt.date(2023, 4, 23))  # a Sunday, worked for Labour Day
    assert not china().is_working_day(dt.date(2023, 5, 2))
    assert not china().is_provisional(2023)


@pytest.mark.rule("CB-1")
def test_a_year_without_a_notice_is_provisional() -> None:
    base = china()
    assert [base.is_provisional(year) for year in (2024, 2025, 2026, 2027, 2028)] == [False, False, False, True, True]
    assert not base.is_working_day(dt.date(2027, 1, 1))  # New Year, a Friday
    assert not base.is_working_day(dt.date(2027, 2, 8))  # Spring Festival, a Monday
    assert base.is_working_day(dt.date(2027, 3, 1))
    weekends = [day for n in range(365) if (day := dt.date(2027, 1, 1) + n * ONE_DAY).weekday() >= 5]
    assert not any(base.is_working_day(day) for day in weekends)


@pytest.mark.rule("CB-1")
def test_the_notice_of_2027_settles_it_and_says_which_days_moved() -> None:
    """A made-up notice: two make-up days and three days off that the statutory holidays alone don't give."""
    settled = BaseCalendar.from_days([*PUBLISHED_ROWS, *_made_up_2027()], [2024, 2025, 2026, 2027])
    assert not settled.is_provisional(2027)
    assert settled.is_provisional(2028)
    assert settled.is_working_day(dt.date(2027, 1, 31))
    moved = china().changed_days(settled)
    assert dt.date(2027, 1, 31) in moved  # a Sunday, now worked
    assert dt.date(2027, 2, 11) in moved  # a Thursday, now off
    assert dt.date(2027, 2, 8) not in moved  # off before and after
    assert {day.year for day in moved} == {2027}


def _made_up_2027() -> list[PublishedDay]:
    spring = [dt.date(2027, 2, 5) + n * ONE_DAY for n in range(9)]
    off = [PublishedDay(day, False, "春节", 2027) for day in [dt.date(2027, 1, 1), *spring]]
    return [*off, *(PublishedDay(day, True, "调休上班", 2027) for day in (dt.date(2027, 1, 31), dt.date(2027, 2, 20)))]


def test_a_year_missing_between_published_ones_is_provisional() -> None:
    rows = [day for day in PUBLISHED_ROWS if day.year != 2025]
    gap = BaseCalendar.from_days(rows, [2024, 2026])
    assert [gap.is_provisional(year) for year in (2023, 2024, 2025, 2026, 2027)] == [False, False, True, False, True]


def test_headquarters_overrides_a_day_both_ways() -> None:
    saturday, monday, make_up_day = dt.date(2026, 11, 14), dt.date(2026, 11, 16), dt.date(2026, 10, 10)
    network = china().with_overrides({saturday: True, monday: False, make_up_day: False})
    assert [network.is_working_day(day) for day in (saturday, monday, make_up_day)] == [True, False, False]
    assert network.is_holiday(monday)
    assert sorted(china().changed_days(network)) == [make_up_day, saturday, monday]


def test_days_outside_the_calendar_are_refused_by_name() -> None:
    with pytest.raises(CalendarRangeError, match="1989-12-31"):
        china().is_working_day(dt.date(1989, 12, 31))
    with pytest.raises(CalendarRangeError, match="2102-01-01"):
        china().with_overrides({dt.date(2102, 1, 1): False})
    with pytest.raises(CalendarRangeError, match="no working day number 0"):
        china().at_rank(0)
    assert china().is_working_day(dt.date(2100, 12, 31))  # the last date an import reads
    assert china().at_rank(1) == dt.date(1990, 1, 2)  # the first of January is New Year
    assert china().at_rank(china().rank(dt.date(2101, 12, 31))) == dt.date(2101, 12, 30)  # the 31st is a Saturday


NOTICE: dict[str, Any] = {
    "year": 2030,
    "notice": "made up",
    "issued": "2029-11-01",
    "holidays": [{"name": "元旦", "first": "2029-12-31", "last": "2030-01-01"}],
    "make_up_days": ["2029-12-29"],
}


def test_a_notice_may_reach_into_the_december_before() -> None:
    notice = read_notice(NOTICE)
    assert [(day.day.isoformat(), day.is_working) for day in notice.days] == [
        ("2029-12-29", True),
        ("2029-12-31", False),
        ("2030-01-01", False),
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"make_up_days": ["2030-01-02"]}, "2030-01-02 is no Saturday or Sunday"),
        ({"make_up_days": ["2029-12-29", "2029-12-29"]}, "2029-12-29 is named twice"),
        ({"make_up_days": ["2029-11-03"]}, "2029-11-03 belongs to another year"),
        ({"holidays": [{"name": "元旦", "first": "2030-01-02", "last": "2030-01-01"}]}, "元旦 ends before it begins"),
    ],
)
def test_a_notice_that_contradicts_itself_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(NoticeError, match=message):
        read_notice(NOTICE | change)
