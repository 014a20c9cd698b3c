"""Opening hours, the three slots, and which days somebody is there."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backbone.clock import SHANGHAI
from tenants.calendar.interface import DayHours, DutyCalendar, OpeningHours, StoreCalendar, china, store_day
from tests.tenants.calendar.strategies import known_days

FRIDAY, SATURDAY, SUNDAY = dt.date(2026, 11, 13), dt.date(2026, 11, 14), dt.date(2026, 11, 15)
WEEKENDS = {5: DayHours(dt.time(9), dt.time(17)), 6: DayHours(dt.time(9), dt.time(17))}


def at(day: dt.date, text: str) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.fromisoformat(text), SHANGHAI)


def store(hours: OpeningHours, *closed: dt.date) -> StoreCalendar:
    return StoreCalendar(DutyCalendar(china(), frozenset(closed)), hours)


@pytest.mark.rule("CB-1")
def test_a_centre_is_open_from_half_past_eight_to_eight_unless_it_says_otherwise() -> None:
    hours = OpeningHours()
    assert (hours.opening(FRIDAY), hours.closing(FRIDAY)) == (at(FRIDAY, "08:30"), at(FRIDAY, "20:00"))
    assert hours.closing(FRIDAY).astimezone(dt.UTC) == dt.datetime(2026, 11, 13, 12, tzinfo=dt.UTC)
    late_friday = OpeningHours(by_weekday={4: DayHours(dt.time(8), dt.time(21))})
    assert late_friday.closing(FRIDAY) == at(FRIDAY, "21:00")
    assert late_friday.closing(SATURDAY) == at(SATURDAY, "20:00")


@pytest.mark.rule("CB-4")
def test_the_three_slots() -> None:
    slots = OpeningHours().slots(FRIDAY)
    assert [(s.number, s.starts, s.ends) for s in slots] == [
        (0, at(FRIDAY, "08:30"), at(FRIDAY, "11:30")),
        (1, at(FRIDAY, "11:30"), at(FRIDAY, "17:30")),
        (2, at(FRIDAY, "17:30"), at(FRIDAY, "20:00")),
    ]


@pytest.mark.rule("CB-4")
def test_a_store_may_shift_its_slots() -> None:
    shifted = OpeningHours(slot_ends=(dt.time(12), dt.time(16)))
    assert [slot.ends for slot in shifted.slots(FRIDAY)] == [
        at(FRIDAY, "12:00"),
        at(FRIDAY, "16:00"),
        at(FRIDAY, "20:00"),
    ]


@pytest.mark.rule("CB-4")
@pytest.mark.parametrize("ends", [("17:00", "16:00"), ("12:00", "20:00"), ("08:30", "12:00"), ("12:00", "12:00")])
def test_shifted_slots_stay_three(ends: tuple[str, str]) -> None:
    first, second = (dt.time.fromisoformat(end) for end in ends)
    with pytest.raises(ValueError, match="in order"):
        OpeningHours(slot_ends=(first, second))


@pytest.mark.rule("CB-4")
@pytest.mark.parametrize(("opens", "closes"), [("11:30", "20:30"), ("08:30", "17:30"), ("12:00", "15:00")])
def test_hours_that_touch_a_slots_end_are_cut_in_thirds(opens: str, closes: str) -> None:
    usual = DayHours(dt.time.fromisoformat(opens), dt.time.fromisoformat(closes))
    lengths = {slot.ends - slot.starts for slot in OpeningHours(by_weekday={5: usual}).slots(SATURDAY)}
    assert len(lengths) == 1


@pytest.mark.rule("CB-4")
def test_short_hours_are_cut_in_thirds() -> None:
    hours = OpeningHours(by_weekday={5: DayHours(dt.time(9), dt.time(15))})
    assert [slot.ends for slot in hours.slots(SATURDAY)] == [
        at(SATURDAY, "11:00"),
        at(SATURDAY, "13:00"),
        at(SATURDAY, "15:00"),
    ]


@pytest.mark.rule("CB-4")
@settings(deadline=None)
@given(known_days, st.times(), st.times())
def test_always_three_slots_end_to_end(day: dt.date, one: dt.time, other: dt.time) -> None:
    opens, closes = sorted((one.replace(second=0, microsecond=0), other.replace(second=0, microsecond=0)))
    if opens == closes:
        with pytest.raises(ValueError, match="can't close"):
            DayHours(opens, closes)
        return
    hours = OpeningHours(by_weekday={day.weekday(): DayHours(opens, closes)})
    slots = hours.slots(day)
    assert [slot.number for slot in slots] == [0, 1, 2]
    assert (slots[0].starts, slots[2].ends) == (hours.opening(day), hours.closing(day))
    assert (slots[0].ends, slots[1].ends) == (slots[1].starts, slots[2].starts)
    assert all(slot.starts < slot.ends for slot in slots)
    assert [hours.slot_at(slot.starts) for slot in slots] == list(slots)


def test_outside_the_hours_there_is_no_slot() -> None:
    hours = OpeningHours()
    assert hours.slot_at(at(FRIDAY, "08:29")) is None
    assert hours.slot_at(at(FRIDAY, "20:00")) is None
    assert hours.slot_at(dt.datetime(2026, 11, 13, 3, 29, tzinfo=dt.UTC)) == hours.slots(FRIDAY)[0]


@pytest.mark.rule("CB-1")
def test_an_opening_day_is_not_a_duty_day() -> None:
    calendar = store(OpeningHours(by_weekday=WEEKENDS))
    assert calendar.is_open_day(SATURDAY)
    assert not calendar.duty.is_duty_day(SATURDAY)
    assert not store(OpeningHours()).is_open_day(SATURDAY)
    assert store(OpeningHours()).is_open_day(FRIDAY)


def test_no_store_is_open_in_a_closure_nor_by_itself_on_a_public_holiday() -> None:
    """Sunday 2026-10-04 is in the National Day week; Saturday 2026-10-10 is a make-up day."""
    national_day, make_up_day = dt.date(2026, 10, 4), dt.date(2026, 10, 10)
    calendar = store(OpeningHours(by_weekday=WEEKENDS), SUNDAY, FRIDAY)
    assert not calendar.is_open_day(SUNDAY)
    assert not calendar.is_open_day(FRIDAY)
    assert not calendar.is_open_day(national_day)
    assert store(OpeningHours()).is_open_day(make_up_day)
    assert store(OpeningHours(extra_days=frozenset({national_day}))).is_open_day(national_day)
    assert not store(OpeningHours(extra_days=frozenset({national_day})), national_day).is_open_day(national_day)


def test_the_last_open_day_before_a_sunday() -> None:
    assert store(OpeningHours()).last_open_day_on_or_before(SUNDAY) == FRIDAY
    assert store(OpeningHours(by_weekday=WEEKENDS)).last_open_day_on_or_before(SUNDAY) == SUNDAY
    assert store(OpeningHours(by_weekday=WEEKENDS), SUNDAY).last_open_day_on_or_before(SUNDAY) == SATURDAY


def test_equal_hours_are_one_key() -> None:
    assert len({OpeningHours(by_weekday=WEEKENDS), OpeningHours(by_weekday=dict(WEEKENDS)), OpeningHours()}) == 2
    with pytest.raises(ValueError, match="0 \\(Monday\\) to 6"):
        OpeningHours(by_weekday={7: DayHours(dt.time(9), dt.time(17))})


def test_the_store_day_is_shanghais() -> None:
    assert store_day(dt.datetime(2026, 11, 13, 15, 59, tzinfo=dt.UTC)) == FRIDAY
    assert store_day(dt.datetime(2026, 11, 13, 16, tzinfo=dt.UTC)) == SATURDAY
    with pytest.raises(ValueError, match="zone"):
        store_day(dt.datetime(2026, 11, 13))  # noqa: DTZ001 - what is refused
