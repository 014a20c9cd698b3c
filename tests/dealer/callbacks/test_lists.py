"""On which day's list a callback first stands, and in what order it is worked (CB-3)."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backbone.clock import SHANGHAI
from dealer.callbacks.rules.lists import (
    ListEntry,
    ListGroup,
    ListPlace,
    frozen_at,
    frozen_day,
    list_day,
    list_group,
    order_key,
)
from dealer.callbacks.rules.programmes import SevenDcRule, ThreeDcRule
from dealer.callbacks.rules.reading import parse_wish
from dealer.callbacks.rules.windows import due_window
from tenants.calendar.interface import OpeningHours
from tests.dealer.callbacks.calendars import WEEKENDS_OPEN, at, day, store
from tests.tenants.calendar.by_hand import is_duty
from tests.tenants.calendar.strategies import days_and_closures

HOURS = OpeningHours()


@pytest.mark.rule("CB-3")
def test_the_list_is_frozen_at_closing_of_the_duty_day_before() -> None:
    assert frozen_at(day("2026-11-17"), store()) == at("2026-11-16 20:00")
    assert frozen_at(day("2026-11-16"), store()) == at("2026-11-13 20:00")  # a Monday: frozen on Friday
    assert frozen_at(day("2026-10-08"), store()) == at("2026-09-30 20:00")


@pytest.mark.rule("CB-3")
@pytest.mark.parametrize(
    ("first_try", "known_at", "listed", "added"),
    [
        ("2026-11-17", "2026-11-16 20:00", "2026-11-17", False),  # in the evening, in time for the list
        ("2026-11-17", "2026-11-16 20:01", "2026-11-17", True),  # after it was frozen
        ("2026-11-17", "2026-11-17 09:30", "2026-11-17", True),  # the handover of 10:00
        ("2026-11-17", "2026-11-17 20:00", "2026-11-18", False),  # at closing: tomorrow's, being frozen now
        ("2026-11-17", "2026-11-19 15:00", "2026-11-19", True),  # two days late
        ("2026-11-20", "2026-11-21 10:00", "2026-11-23", True),  # on a Saturday: Monday's list was frozen on Friday
        ("2026-11-27", "2026-11-17 09:00", "2026-11-27", False),
        ("2026-10-08", "2026-10-02 12:00", "2026-10-08", True),  # in the holiday: frozen before it
    ],
)
def test_the_first_list(first_try: str, known_at: str, listed: str, added: bool) -> None:
    assert list_day(day(first_try), at(known_at), store()) == ListPlace(day(listed), added)


@pytest.mark.rule("CB-3")
def test_a_weekend_wish_stands_on_the_weekends_own_list() -> None:
    """Picked up on Wednesday 2026-10-14; Saturday 17 is open from 9 to 17."""
    calendar = store(hours=WEEKENDS_OPEN)
    window = due_window(ThreeDcRule(), day("2026-10-14"), calendar, parse_wish("周末"))
    assert list_day(window.first_try_on, at("2026-10-15 09:00"), calendar) == ListPlace(day("2026-10-17"), False)
    assert list_day(window.first_try_on, at("2026-10-17 10:00"), calendar) == ListPlace(day("2026-10-17"), True)
    assert list_day(window.first_try_on, at("2026-10-17 17:00"), calendar) == ListPlace(day("2026-10-19"), True)


@pytest.mark.rule("CB-3")
@settings(deadline=None)
@given(days_and_closures(), st.integers(-5 * 24 * 60, 15 * 24 * 60))
def test_what_is_listed_can_be_worked(drawn: tuple[dt.date, frozenset[dt.date]], minutes: int) -> None:
    day0, closed = drawn
    calendar = store(*closed)
    window = due_window(SevenDcRule(), day0, calendar)
    known_at = dt.datetime.combine(window.first_try_on, dt.time(), SHANGHAI) + dt.timedelta(minutes=minutes)
    place = list_day(window.first_try_on, known_at, calendar)
    assert place.day >= max(window.first_try_on, known_at.date())
    assert is_duty(place.day, closed)
    assert known_at < calendar.closing(place.day)
    assert place.added == (known_at > frozen_at(place.day, calendar))


NOW = at("2026-11-19 10:42")  # in the first slot


def entry(latest: str, asked_for: str | None = None, tried: set[int] | None = None) -> ListEntry:
    closing = at(f"{latest} 20:00")
    return ListEntry(closing, closing, day(latest), at(asked_for) if asked_for else None, frozenset(tried or ()))


ENTRIES = {
    "wish at 10:30": entry("2026-11-25", asked_for="2026-11-19 10:30"),
    "wish at 11:00, last day": entry("2026-11-19", asked_for="2026-11-19 11:00"),
    "call later at 15:00": entry("2026-11-20", asked_for="2026-11-19 15:00", tried={0}),
    "last day, tried": entry("2026-11-19", tried={0}),
    "retry in this slot, ends tomorrow": entry("2026-11-20", tried={1, 2}),
    "retry in this slot, ends Monday": entry("2026-11-23", tried={2}),
    "overdue since Tuesday": entry("2026-11-17"),
    "overdue, this slot tried": entry("2026-11-18", tried={0}),
    "new, ends tomorrow": entry("2026-11-20"),
    "new with yesterday's wish": entry("2026-11-24", asked_for="2026-11-18 10:00"),
    "retry in another slot": entry("2026-11-20", tried={0}),
}


@pytest.mark.rule("CB-3")
def test_the_order_of_the_day() -> None:
    ordered = sorted(ENTRIES, key=lambda name: order_key(ENTRIES[name], NOW, HOURS))
    assert ordered == list(ENTRIES)
    groups = [list_group(ENTRIES[name], NOW, HOURS) for name in ordered]
    assert groups == sorted(groups)
    assert set(groups) == set(ListGroup)


@pytest.mark.rule("CB-3")
def test_a_retry_comes_up_when_its_slot_does() -> None:
    once_tried = entry("2026-11-23", tried={0})
    moments = ["2026-11-19 10:42", "2026-11-19 11:30", "2026-11-19 17:30", "2026-11-19 20:00"]
    later, now = ListGroup.RETRY_LATER, ListGroup.RETRY_NOW
    assert [list_group(once_tried, at(moment), HOURS) for moment in moments] == [later, now, now, later]


@pytest.mark.rule("CB-3")
def test_the_last_day_turns_into_overdue_at_closing() -> None:
    last_day = entry("2026-11-19")
    assert list_group(last_day, at("2026-11-19 20:00"), HOURS) is ListGroup.LAST_DAY
    assert list_group(last_day, at("2026-11-19 20:01"), HOURS) is ListGroup.OVERDUE


@pytest.mark.rule("CB-3")
def test_who_named_a_later_day_waits_for_it_except_on_the_last_day() -> None:
    """'Call me on Friday': on Thursday another part of the day is no reason to try again."""
    later = entry("2026-11-20", "2026-11-20 10:00", {1})
    assert list_group(later, at("2026-11-19 10:42"), HOURS) is ListGroup.RETRY_LATER
    assert list_group(later, at("2026-11-20 09:00"), HOURS) is ListGroup.WISH
    last_day = entry("2026-11-19", "2026-11-20 10:00", {1})
    assert list_group(last_day, at("2026-11-19 10:42"), HOURS) is ListGroup.LAST_DAY


@pytest.mark.rule("CB-3")
@settings(deadline=None)
@given(days_and_closures(), st.integers(0, 24 * 60 - 1))
def test_the_newest_frozen_list_is_the_first_duty_days_that_is_not_over(
    drawn: tuple[dt.date, frozenset[dt.date]], minutes: int
) -> None:
    start, closed = drawn
    moment = dt.datetime.combine(start, dt.time(minutes // 60, minutes % 60), SHANGHAI)
    calendar, wanted = store(*closed), start
    while not is_duty(wanted, closed) or moment >= calendar.closing(wanted):
        wanted += dt.timedelta(days=1)
    assert frozen_day(moment, calendar) == wanted
    assert frozen_at(wanted, calendar) <= moment
