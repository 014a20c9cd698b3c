"""What is overdue rises from the department's manager to the general manager (REP-5, CMP-3)."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealer.voices.rules import MANAGERS, PEOPLE, Level, raised_to
from oem.questionnaires.interface import Department
from tenants.calendar.interface import DutyCalendar, OpeningHours, StoreCalendar, china
from tests.dealer.callbacks.calendars import at, store
from tests.dealer.voices.by_minutes import Said, said
from tests.tenants.calendar.by_hand import walk
from tests.tenants.calendar.strategies import opening_hours

DUE = at("2026-11-20 20:00")  # a Friday


@pytest.mark.rule("REP-5")
@pytest.mark.parametrize(
    ("now", "levels"),
    [
        ("2026-11-20 20:00", 0),
        ("2026-11-20 20:01", 1),
        ("2026-11-22 12:00", 1),  # a weekend changes nothing
        ("2026-11-23 20:00", 1),
        ("2026-11-23 20:01", 2),
        ("2026-11-24 20:01", 3),
        ("2026-12-24 20:01", 3),
    ],
)
def test_it_rises_at_0_1_and_2_duty_days(now: str, levels: int) -> None:
    assert raised_to(DUE, at(now), store()) == tuple(Level)[:levels]


@pytest.mark.rule("REP-5", "CMP-3")
def test_what_was_due_during_the_day_is_raised_at_once() -> None:
    assert raised_to(at("2026-11-20 11:00"), at("2026-11-20 11:01"), store()) == (Level.DEPARTMENT_MANAGER,)


@pytest.mark.rule("REP-5")
@settings(max_examples=80, deadline=None)
@given(said=said(), hours=opening_hours(), later=st.integers(-3000, 12000))
def test_any_due_time_agrees_with_the_walk(said: Said, hours: OpeningHours, later: int) -> None:
    due, closures = said
    now = due + dt.timedelta(minutes=later)
    reached = int(now > due)
    for days in (1, 2):
        day = walk(due.date(), days, closures)
        closes = hours.by_weekday.get(day.weekday(), hours.usual).closes
        reached += now > dt.datetime.combine(day, closes, due.tzinfo)
    assert raised_to(due, now, StoreCalendar(DutyCalendar(china(), closures), hours)) == tuple(Level)[:reached]


@pytest.mark.rule("ORG-6")
def test_every_department_has_a_manager_and_people() -> None:
    assert set(MANAGERS) == set(PEOPLE) == set(Department)
    assert all(MANAGERS[each] in PEOPLE[each] for each in Department)
