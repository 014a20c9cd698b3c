"""The clocks of opinions: examples worked out by hand, then any minute against a walk (REP-5)."""

import datetime as dt

import pytest
from hypothesis import given, settings

from dealer.opinions.rules import OpinionKind, ToldHow, clocks, may_be_told
from tenants.calendar.interface import DayHours, DutyCalendar, OpeningHours, StoreCalendar, china
from tests.dealer.callbacks.calendars import WEEKENDS_OPEN, at, span, store
from tests.dealer.voices.by_minutes import Minutes, Said, said
from tests.tenants.calendar.by_hand import walk
from tests.tenants.calendar.strategies import opening_hours


@pytest.mark.rule("REP-5")
@pytest.mark.parametrize(
    ("spoken", "department", "customer"),
    [
        # Monday morning: 48 hours later is Wednesday morning; the customer by Wednesday's closing.
        ("2026-11-16 10:00", "2026-11-18 10:00", "2026-11-18 20:00"),
        # Monday evening: 48 hours later would be past 16:00 of the last day, four opening hours before closing.
        ("2026-11-16 19:30", "2026-11-18 16:00", "2026-11-18 20:00"),
        # After closing on a duty day it is still that day's.
        ("2026-11-16 22:00", "2026-11-18 16:00", "2026-11-18 20:00"),
        # Thursday: 48 hours later is a Saturday, nobody there; Monday at opening.
        ("2026-11-19 10:00", "2026-11-23 08:30", "2026-11-23 20:00"),
        # Saturday, a day off: Monday is day 1, Tuesday day 2.
        ("2026-11-21 10:00", "2026-11-23 10:00", "2026-11-24 20:00"),
        # Sunday late: Tuesday 23:00 is after closing, Wednesday too late.
        ("2026-11-22 23:00", "2026-11-24 16:00", "2026-11-24 20:00"),
        # Before National Day: Thursday 8 October and Friday 9 October.
        ("2026-09-30 15:00", "2026-10-08 08:30", "2026-10-09 20:00"),
        # Friday before the Spring Festival: make-up Saturday is day 1, Tuesday 24 February day 2.
        ("2026-02-13 10:00", "2026-02-24 08:30", "2026-02-24 20:00"),
    ],
)
def test_when_the_department_and_the_customer_are_due(spoken: str, department: str, customer: str) -> None:
    found = clocks(at(spoken), store())
    assert (found.department_due_at, found.customer_due_at) == (at(department), at(customer))
    assert not found.provisional


@pytest.mark.rule("REP-5")
def test_a_closure_moves_both_and_an_open_saturday_lands_the_departments() -> None:
    closed = store(*span("2026-11-17", "2026-11-18"))
    assert clocks(at("2026-11-16 10:00"), closed).customer_due_at == at("2026-11-20 20:00")
    weekends = store(hours=WEEKENDS_OPEN)
    assert clocks(at("2026-11-19 10:00"), weekends).department_due_at == at("2026-11-21 10:00")
    assert clocks(at("2026-11-19 10:00"), weekends).customer_due_at == at("2026-11-23 20:00")


@pytest.mark.rule("REP-5")
def test_four_hours_before_a_short_day_reach_back_into_the_one_before() -> None:
    short_friday = OpeningHours(by_weekday={4: DayHours(dt.time(9), dt.time(12))})
    found = clocks(at("2026-11-18 19:00"), store(hours=short_friday))
    assert (found.department_due_at, found.customer_due_at) == (at("2026-11-19 19:00"), at("2026-11-20 12:00"))


@pytest.mark.rule("REP-5")
def test_a_year_without_published_holidays_is_provisional() -> None:
    assert clocks(at("2027-12-30 10:00"), store()).provisional


@pytest.mark.rule("REP-5")
@settings(max_examples=60, deadline=None)
@given(said=said(), hours=opening_hours())
def test_any_minute_agrees_with_the_walk(said: Said, hours: OpeningHours) -> None:
    moment, closures = said
    found = clocks(moment, StoreCalendar(DutyCalendar(china(), closures), hours))
    walked = Minutes(hours, closures)
    due_on = walk(moment.date(), 2, closures)
    customer = dt.datetime.combine(due_on, walked.of(due_on).closes, moment.tzinfo)
    department = min(walked.next_open(moment + dt.timedelta(hours=48)), walked.before(customer, 4 * 60))
    assert (found.department_due_at, found.customer_due_at) == (department, customer)
    assert moment < found.department_due_at < found.customer_due_at


@pytest.mark.rule("REP-5")
def test_consultations_and_suggestions_are_answered_by_a_call() -> None:
    allowed = {kind: {how for how in ToldHow if may_be_told(kind, how)} for kind in OpinionKind}
    assert allowed == {
        OpinionKind.OPINION: set(ToldHow),
        OpinionKind.NEED: set(ToldHow),
        OpinionKind.CONSULTATION: {ToldHow.CALL},
        OpinionKind.SUGGESTION: {ToldHow.CALL},
    }
