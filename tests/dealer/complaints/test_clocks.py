"""The clocks of complaints, in opening hours (CMP-3)."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealer.complaints.rules import FIRST_CONTACT, Severity, clocks
from tenants.calendar.interface import DutyCalendar, OpeningHours, StoreCalendar, china
from tests.dealer.callbacks.calendars import WEEKENDS_OPEN, at, store
from tests.dealer.voices.by_minutes import Minutes, Said, said
from tests.tenants.calendar.strategies import opening_hours


@pytest.mark.rule("CMP-3")
@pytest.mark.parametrize(
    ("severity", "spoken", "first", "department"),
    [
        (Severity.CRITICAL, "2026-11-16 10:00", "2026-11-16 11:00", "2026-11-18 10:00"),
        (Severity.MAJOR, "2026-11-16 19:00", "2026-11-17 09:30", "2026-11-18 19:00"),
        (Severity.MINOR, "2026-11-16 16:00", "2026-11-16 20:00", "2026-11-18 16:00"),
        (Severity.NORMAL, "2026-11-20 19:00", "2026-11-23 15:30", "2026-11-23 08:30"),
        (Severity.CRITICAL, "2026-11-21 10:00", "2026-11-23 09:30", "2026-11-23 10:00"),
    ],
)
def test_first_contact_by_severity(severity: Severity, spoken: str, first: str, department: str) -> None:
    found = clocks(at(spoken), severity, store())
    assert (found.first_contact_due_at, found.department_due_at) == (at(first), at(department))


@pytest.mark.rule("CMP-3")
def test_an_open_saturday_counts() -> None:
    found = clocks(at("2026-11-20 19:30"), Severity.CRITICAL, store(hours=WEEKENDS_OPEN))
    assert found.first_contact_due_at == at("2026-11-21 09:30")


@pytest.mark.rule("CMP-3")
@settings(max_examples=60, deadline=None)
@given(said=said(), hours=opening_hours(), severity=st.sampled_from(Severity))
def test_any_minute_agrees_with_the_walk(said: Said, hours: OpeningHours, severity: Severity) -> None:
    moment, closures = said
    found = clocks(moment, severity, StoreCalendar(DutyCalendar(china(), closures), hours))
    walked = Minutes(hours, closures)
    assert found.first_contact_due_at == walked.after(moment, FIRST_CONTACT[severity] // dt.timedelta(minutes=1))
    assert found.department_due_at == walked.next_open(moment + dt.timedelta(hours=48))
