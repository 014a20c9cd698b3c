"""Due windows without a wish: examples worked out by hand, then every day against a walk (CB-1)."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealer.callbacks.rules.programmes import STANDARD_RULES, Programme, Service14Rule, SevenDcRule, ThreeDcRule
from dealer.callbacks.rules.window import DateReason, DueWindow
from dealer.callbacks.rules.windows import due_window, window_table, windows_for
from tenants.calendar.interface import CalendarRangeError, DayHours, DutyCalendar, OpeningHours, StoreCalendar, china
from tests.dealer.callbacks.calendars import at, day, span, store
from tests.tenants.calendar.by_hand import ONE_DAY, is_duty, on_or_after, walk
from tests.tenants.calendar.strategies import days_and_closures, opening_hours

THREE_DC, SEVEN_DC = ThreeDcRule(), SevenDcRule()
DayAndClosures = tuple[dt.date, frozenset[dt.date]]


def dates(window: DueWindow) -> tuple[str, str]:
    """First try and due, as days; each due here is a closing at 20:00 and is the latest too."""
    assert window.due_at == window.latest_at == at(f"{window.due_on} 20:00")
    return window.first_try_on.isoformat(), window.due_on.isoformat()


@pytest.mark.rule("CB-1")
@pytest.mark.parametrize(
    ("picked_up", "first_try", "due"),
    [
        # Monday of an ordinary week: Tuesday, Wednesday, Thursday.
        ("2026-11-16", "2026-11-17", "2026-11-19"),
        # Thursday: Friday, Monday, Tuesday.
        ("2026-11-19", "2026-11-20", "2026-11-24"),
        # Saturday: Monday, Tuesday, Wednesday.
        ("2026-11-21", "2026-11-23", "2026-11-25"),
        # Wednesday before National Day: 1 to 7 October off, Thursday 8, Friday 9, make-up Saturday 10.
        ("2026-09-30", "2026-10-08", "2026-10-10"),
        # Friday before the Spring Festival: make-up Saturday 14, then off 15 to 23, Tuesday 24, Wednesday 25.
        ("2026-02-13", "2026-02-14", "2026-02-25"),
        # That make-up Saturday itself is day 0: Tuesday 24, Wednesday 25, Thursday 26.
        ("2026-02-14", "2026-02-24", "2026-02-26"),
        # New Year's Eve: 1 to 3 January off, make-up Sunday 4, Monday 5, Tuesday 6.
        ("2025-12-31", "2026-01-04", "2026-01-06"),
        # New Year's Eve of 2024: only 1 January off; Thursday 2, Friday 3, Monday 6.
        ("2024-12-31", "2025-01-02", "2025-01-06"),
    ],
)
def test_3dc_is_due_on_the_third_duty_day(picked_up: str, first_try: str, due: str) -> None:
    window = due_window(THREE_DC, day(picked_up), store())
    assert dates(window) == (first_try, due)
    assert window.in_time_until == window.latest_at
    assert window.reasons == (DateReason.DUTY_DAY_AFTER_PICK_UP,)
    assert (window.wish_at, window.wish_until, window.wish_kept, window.provisional) == (None, None, None, False)


@pytest.mark.rule("CB-1")
@pytest.mark.parametrize(
    ("delivered", "first_try", "due", "in_time", "reason"),
    [
        # Monday: day 7 is Monday again; day 3 is Thursday.
        ("2026-11-16", "2026-11-19", "2026-11-23", "2026-11-23", DateReason.LAST_CALENDAR_DAY),
        # Saturday: day 7 is a Saturday off, so Friday; day 3 is Tuesday.
        ("2026-11-21", "2026-11-24", "2026-11-27", "2026-11-28", DateReason.LAST_DUTY_DAY_INSIDE),
        # Thursday: day 3 is a Sunday, first try on Monday; day 7 is Thursday.
        ("2026-11-19", "2026-11-23", "2026-11-26", "2026-11-26", DateReason.LAST_CALENDAR_DAY),
        # Wednesday before National Day: days 1 to 7 are all off, so Thursday 8, and that counts as in time.
        ("2026-09-30", "2026-10-08", "2026-10-08", "2026-10-08", DateReason.FIRST_DUTY_DAY_AFTER),
        # Friday before the Spring Festival: of 14 to 20 only make-up Saturday 14 is worked, earlier than day 3.
        ("2026-02-13", "2026-02-14", "2026-02-14", "2026-02-20", DateReason.LAST_DUTY_DAY_INSIDE),
        # That Saturday: 15 to 21 are all off, 22 and 23 too, so Tuesday 24.
        ("2026-02-14", "2026-02-24", "2026-02-24", "2026-02-24", DateReason.FIRST_DUTY_DAY_AFTER),
        # New Year's Eve: day 3 is Saturday 3 January, off; make-up Sunday 4; day 7 is Wednesday 7.
        ("2025-12-31", "2026-01-04", "2026-01-07", "2026-01-07", DateReason.LAST_CALENDAR_DAY),
        # Saturday 3 October: day 7 is make-up Saturday 10, worked; day 3 is in the holiday, so Thursday 8.
        ("2026-10-03", "2026-10-08", "2026-10-10", "2026-10-10", DateReason.LAST_CALENDAR_DAY),
    ],
)
def test_7dc_is_due_within_seven_days(
    delivered: str, first_try: str, due: str, in_time: str, reason: DateReason
) -> None:
    window = due_window(SEVEN_DC, day(delivered), store())
    assert dates(window) == (first_try, due)
    assert window.in_time_until == at(f"{in_time} 20:00")
    assert window.reasons == (reason,)


@pytest.mark.rule("CB-1")
def test_a_store_closure_moves_both_programmes() -> None:
    """Closed Monday 2026-03-09 to Wednesday 11, entered beforehand."""
    closed = store(*span("2026-03-09", "2026-03-11"))
    # Picked up on Friday 6: Thursday 12, Friday 13, Monday 16.
    assert dates(due_window(THREE_DC, day("2026-03-06"), closed)) == ("2026-03-12", "2026-03-16")
    # Delivered on Wednesday 4: day 7 is Wednesday 11, closed; 9 and 10 too; last duty day inside is Friday 6.
    window = due_window(SEVEN_DC, day("2026-03-04"), closed)
    assert dates(window) == ("2026-03-06", "2026-03-06")
    assert window.in_time_until == at("2026-03-11 20:00")
    # Delivered on Sunday 8: day 7 is Sunday 15; last inside is Friday 13; day 3 is closed, so Thursday 12.
    assert dates(due_window(SEVEN_DC, day("2026-03-08"), closed)) == ("2026-03-12", "2026-03-13")


@pytest.mark.rule("CB-1")
def test_a_store_closed_for_a_month_calls_when_it_opens_again() -> None:
    """Closed all of July 2026; 1 August is a Saturday, so the first duty day is Monday 3."""
    closed = store(*span("2026-07-01", "2026-07-31"))
    assert dates(due_window(THREE_DC, day("2026-06-30"), closed)) == ("2026-08-03", "2026-08-05")
    window = due_window(SEVEN_DC, day("2026-06-30"), closed)
    assert dates(window) == ("2026-08-03", "2026-08-03")
    assert window.reasons == (DateReason.FIRST_DUTY_DAY_AFTER,)
    assert window.is_in_time(at("2026-08-03 20:00"))


@pytest.mark.rule("CB-1")
def test_service_14_moves_to_the_next_duty_day_and_ships_switched_off() -> None:
    rule = Service14Rule()
    assert not rule.enabled
    # Thursday 5 November + 14 = Thursday 19; latest Friday 20, Monday 23, Tuesday 24.
    window = due_window(rule, day("2026-11-05"), store())
    assert (window.first_try_on, window.due_at) == (day("2026-11-19"), at("2026-11-19 20:00"))
    assert (window.latest_at, window.reasons) == (at("2026-11-24 20:00"), (DateReason.TWO_WEEKS_ON,))
    # Thursday 17 September + 14 = 1 October, off until 7: Thursday 8; latest Friday 9, Saturday 10, Monday 12.
    window = due_window(rule, day("2026-09-17"), store())
    assert (window.first_try_on, window.due_at) == (day("2026-10-08"), at("2026-10-08 20:00"))
    assert (window.latest_at, window.reasons) == (at("2026-10-12 20:00"), (DateReason.TWO_WEEKS_ON_MOVED,))


@pytest.mark.rule("CB-1")
def test_dates_over_an_unpublished_year_say_so() -> None:
    """Thursday 2026-12-31: New Year off, Monday 4, Tuesday 5, Wednesday 6, unless the notice says otherwise."""
    window = due_window(THREE_DC, day("2026-12-31"), store())
    assert dates(window) == ("2027-01-04", "2027-01-06")
    assert window.provisional
    assert window.reasons == (DateReason.DUTY_DAY_AFTER_PICK_UP, DateReason.PROVISIONAL)
    assert not due_window(THREE_DC, day("2026-12-28"), store()).provisional  # ends on the 31st


@pytest.mark.rule("CB-1")
def test_closing_is_the_centres() -> None:
    hours = OpeningHours(by_weekday={3: DayHours(dt.time(8), dt.time(18, 45))})
    window = due_window(THREE_DC, day("2026-11-16"), store(hours=hours))  # due on a Thursday
    assert window.due_at == at("2026-11-19 18:45")


@pytest.mark.rule("CB-1")
def test_7dc_is_in_time_from_day_1_to_day_7() -> None:
    """Delivered on Saturday 21: Friday 27 is the latest day planned; Saturday 28, day 7, still keeps the promise."""
    window = due_window(SEVEN_DC, day("2026-11-21"), store())
    moments = ["2026-11-21 19:00", "2026-11-22 09:00", "2026-11-28 20:00", "2026-11-28 20:01"]
    assert [window.is_in_time(at(moment)) for moment in moments] == [False, True, True, False]


def slow_seven_dc(day0: dt.date, closed: frozenset[dt.date]) -> tuple[dt.date, dt.date]:
    week = [day0 + n * ONE_DAY for n in range(1, 8)]
    worked = [each for each in week if is_duty(each, closed)]
    due = worked[-1] if worked else walk(week[-1], 1, closed)
    first_try = min(week[2], due)
    return on_or_after(first_try, closed), due


@pytest.mark.rule("CB-1")
@settings(deadline=None, max_examples=400)
@given(days_and_closures(), opening_hours())
def test_7dc_against_a_walk(drawn: DayAndClosures, hours: OpeningHours) -> None:
    day0, closed = drawn
    calendar = store(*closed, hours=hours)
    window = due_window(SEVEN_DC, day0, calendar)
    first_try, due = slow_seven_dc(day0, closed)
    assert (window.first_try_on, window.due_on, window.latest_on) == (first_try, due, due)
    assert window.due_at == hours.closing(due)
    assert is_duty(window.due_on, closed)
    assert is_duty(window.first_try_on, closed)
    assert day0 < window.first_try_on <= window.due_on
    assert window.in_time_until.date() == max(due, day0 + 7 * ONE_DAY)


@pytest.mark.rule("CB-1")
@settings(deadline=None, max_examples=400)
@given(days_and_closures(), opening_hours())
def test_3dc_against_a_walk(drawn: DayAndClosures, hours: OpeningHours) -> None:
    day0, closed = drawn
    window = due_window(THREE_DC, day0, store(*closed, hours=hours))
    third = walk(day0, 3, closed)
    assert (window.first_try_on, window.due_on) == (walk(day0, 1, closed), third)
    assert window.due_at == window.latest_at == window.in_time_until == hours.closing(third)
    assert window.callable_until == hours.closing(third + 7 * ONE_DAY)
    assert window.last_call_on == third


@pytest.mark.rule("CB-1")
@settings(deadline=None)
@given(days_and_closures())
def test_service_14_against_a_walk(drawn: DayAndClosures) -> None:
    day0, closed = drawn
    window = due_window(Service14Rule(), day0, store(*closed))
    due = on_or_after(day0 + 14 * ONE_DAY, closed)
    assert (window.first_try_on, window.due_on, window.latest_on) == (due, due, walk(due, 3, closed))


@pytest.mark.rule("CB-1")
@pytest.mark.parametrize("programme", list(Programme))
def test_a_later_visit_is_never_due_earlier(programme: Programme) -> None:
    """Over three years of a store without closures."""
    table = window_table(STANDARD_RULES[programme], day("2024-01-01"), day("2026-11-30"), store())
    turned = [b.day0 for a, b in pairwise(table) if b.latest_at < a.latest_at]
    assert turned == []


@pytest.mark.parametrize("programme", list(Programme))
def test_the_table_is_the_single_windows_in_order(programme: Programme) -> None:
    rule, calendar = STANDARD_RULES[programme], store(*span("2026-03-09", "2026-03-20"))
    days = span("2026-01-01", "2026-04-30")
    table = window_table(rule, days[0], days[-1], calendar)
    assert table == [due_window(rule, each, calendar) for each in days]
    assert window_table(rule, days[-1], days[0], calendar) == []
    assert windows_for(rule, [(each, None) for each in days * 3], calendar) == {(w.day0, None): w for w in table}


def test_a_closure_that_ends_the_calendar_is_told() -> None:
    with pytest.raises(CalendarRangeError):
        due_window(THREE_DC, day("2101-12-31"), StoreCalendar(DutyCalendar(china())))


@settings(deadline=None)
@given(st.dates(dt.date(1990, 1, 8), dt.date(2100, 12, 31)), st.sampled_from(list(Programme)))
def test_every_date_that_an_import_reads_has_a_window(day0: dt.date, programme: Programme) -> None:
    window = due_window(STANDARD_RULES[programme], day0, store())
    assert day0 < window.first_try_on <= window.due_on <= window.latest_on
    assert window.provisional == (window.latest_on.year > 2026)
