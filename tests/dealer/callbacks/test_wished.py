"""Due windows with a wish (CB-1): examples worked out by hand, then against a walk."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealer.callbacks.rules.programmes import STANDARD_RULES, Programme, Service14Rule, SevenDcRule, ThreeDcRule
from dealer.callbacks.rules.reading import parse_wish
from dealer.callbacks.rules.window import DateReason, DueWindow
from dealer.callbacks.rules.windows import due_window, windows_for
from dealer.callbacks.rules.wishes import Wish
from tenants.calendar.interface import OpeningHours, StoreCalendar
from tests.dealer.callbacks.calendars import WEEKENDS_OPEN, at, day, span, store
from tests.tenants.calendar.by_hand import ONE_DAY, WEEKENDS_OFF, is_worked, walk
from tests.tenants.calendar.strategies import days_and_closures

THREE_DC, SEVEN_DC = ThreeDcRule(), SevenDcRule()
CLOSED_WEEKENDS, OPEN_WEEKENDS = store(), store(hours=WEEKENDS_OPEN)
DayAndClosures = tuple[dt.date, frozenset[dt.date]]


def window_3dc(day0: str, text: str, calendar: StoreCalendar = CLOSED_WEEKENDS) -> DueWindow:
    return due_window(THREE_DC, day(day0), calendar, parse_wish(text))


def window_7dc(day0: str, text: str, calendar: StoreCalendar = CLOSED_WEEKENDS) -> DueWindow:
    return due_window(SEVEN_DC, day(day0), calendar, parse_wish(text))


@pytest.mark.rule("CB-1")
@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("上午", "08:30", "11:30"),
        ("下午", "11:30", "17:30"),
        ("晚上", "17:30", "20:00"),
        ("18:00以后", "18:00", "20:00"),
        ("10:30", "10:30", "11:30"),
        ("10点前", "08:30", "10:00"),
        ("17:00-18:30", "17:00", "18:30"),
        ("11:30", "11:30", "17:30"),
        ("17:30以后", "17:30", "20:00"),
        ("明天", "08:30", "20:00"),
    ],
)
def test_a_wish_for_an_hour_is_served_on_the_first_duty_day(text: str, starts: str, ends: str) -> None:
    """Picked up on Wednesday 2026-10-14: first duty day Thursday 15, third Monday 19, day 7 Wednesday 21."""
    window = window_3dc("2026-10-14", text)
    assert window.first_try_on == day("2026-10-15")
    assert (window.wish_at, window.wish_until) == (at(f"2026-10-15 {starts}"), at(f"2026-10-15 {ends}"))
    assert (window.due_at, window.latest_at) == (at(f"2026-10-15 {ends}"), at("2026-10-21 20:00"))
    assert window.in_time_until == at("2026-10-21 20:00")
    assert window.callable_until == at("2026-10-28 20:00")
    assert window.wish_kept is True
    assert window.reasons == (DateReason.DUTY_DAY_AFTER_PICK_UP, DateReason.WISH_SLOT)


@pytest.mark.rule("CB-1")
def test_latest_is_the_later_of_the_third_duty_day_and_day_7() -> None:
    """2026-09-30: third duty day is Saturday 10 October, day 7 is the 7th. 2026-10-17 (Saturday): 21st and 24th."""
    assert window_3dc("2026-09-30", "晚上").latest_at == at("2026-10-10 20:00")
    assert window_3dc("2026-09-30", "晚上").due_at == at("2026-10-08 20:00")
    on_saturday = window_3dc("2026-10-17", "晚上")
    assert on_saturday.latest_at == at("2026-10-24 20:00")  # day 7, a Saturday on which nobody is there
    assert on_saturday.last_call_on == day("2026-10-23")
    assert due_window(THREE_DC, day("2026-10-17"), OPEN_WEEKENDS, parse_wish("晚上")).last_call_on == day("2026-10-24")


@pytest.mark.rule("CB-1")
def test_a_weekend_wish_is_served_on_a_weekend_opening_day() -> None:
    """Picked up on Wednesday 2026-10-14: Saturday 17 is open from 9 to 17."""
    window = window_3dc("2026-10-14", "周末", OPEN_WEEKENDS)
    assert (window.wish_at, window.due_at) == (at("2026-10-17 09:00"), at("2026-10-17 17:00"))
    assert (window.first_try_on, window.latest_at) == (day("2026-10-17"), at("2026-10-21 20:00"))
    assert window.wish_kept is True
    on_sunday = window_3dc("2026-10-14", "周日下午", OPEN_WEEKENDS)
    assert on_sunday.first_try_on == day("2026-10-18")
    evening = window_3dc("2026-10-14", "周末18:00以后", OPEN_WEEKENDS)  # closes at 17:00
    assert evening.wish_kept is False


@pytest.mark.rule("CB-1")
def test_a_weekend_wish_without_a_weekend_opening_day_gets_any_slot_and_the_caller_is_told() -> None:
    window = window_3dc("2026-10-14", "周末")
    assert (window.first_try_on, window.due_at) == (day("2026-10-15"), at("2026-10-19 20:00"))
    assert window.latest_at == at("2026-10-21 20:00")
    assert window.wish_kept is False
    assert window.wish_at is None
    assert window.reasons[-1] is DateReason.WISH_NOT_POSSIBLE


@pytest.mark.rule("CB-1")
def test_holidays_and_make_up_days_are_no_weekend_to_be_called_on() -> None:
    """After 2026-09-30, Saturday 3 and Sunday 4 October lie in the holiday; Saturday 10 is worked, and day 10."""
    assert window_3dc("2026-09-30", "周末", OPEN_WEEKENDS).wish_kept is False
    special = OpeningHours(by_weekday=WEEKENDS_OPEN.by_weekday, extra_days=frozenset({day("2026-10-04")}))
    served = window_3dc("2026-09-30", "周末", store(hours=special))
    assert (served.first_try_on, served.wish_kept) == (day("2026-10-04"), True)
    # Picked up on Thursday 8 October: Saturday 10 is worked, so Sunday 11. Who says Saturday means that Saturday.
    assert window_3dc("2026-10-08", "周末", OPEN_WEEKENDS).first_try_on == day("2026-10-11")
    assert window_3dc("2026-10-08", "周六").first_try_on == day("2026-10-10")


@pytest.mark.rule("CB-1")
def test_a_later_wish_is_kept_but_is_not_in_time() -> None:
    """Picked up on 2026-10-14, to be called on Friday the 30th; latest stays day 7, Wednesday 21."""
    window = window_3dc("2026-10-14", "10月30日上午")
    assert (window.first_try_on, window.wish_kept) == (day("2026-10-30"), True)
    assert (window.due_at, window.latest_at) == (at("2026-10-30 11:30"), at("2026-10-21 20:00"))
    assert not window.is_in_time(at("2026-10-30 09:00"))
    assert window.is_in_time(at("2026-10-21 19:00"))
    assert window.overdue_after == at("2026-10-30 11:30")
    assert window.callable_until == at("2026-11-06 20:00")
    assert window.last_call_on == day("2026-10-30")
    assert window.reasons[-1] is DateReason.WISH_LATER


@pytest.mark.rule("CB-1")
@pytest.mark.parametrize(
    ("day0", "text", "first_try", "kept"),
    [
        ("2026-10-14", "10月18日", "2026-10-19", False),  # a Sunday, closed: the next duty day
        ("2026-10-14", "10月16日", "2026-10-16", True),
        ("2026-10-14", "16号", "2026-10-16", True),
        ("2026-10-14", "5号", "2026-11-05", True),  # the fifth that comes
        ("2026-12-28", "1月5日", "2027-01-05", True),  # across the year
        ("2026-10-14", "10月14日", "2026-10-15", False),  # the day itself is over
        ("2026-10-14", "10月1日", "2026-10-15", False),
        ("2026-10-14", "2月30日", "2026-10-15", False),
        ("2026-10-14", "2029-10-20", "2026-10-15", False),
        ("2026-10-14", "3天后", "2026-10-19", True),  # day 3 is Saturday 17
        ("2026-10-14", "下周三", "2026-10-21", True),
        ("2026-10-14", "下周末", "2026-10-15", False),  # closed on weekends
        ("2026-10-14", "两周后", "2026-10-28", True),
        ("2026-09-30", "周三", "2026-10-08", False),  # 7 October is in the holiday, the 14th after the latest day
        ("2026-10-14", "14号", "2026-11-16", False),  # the fourteenth that comes is a Saturday
        ("2026-10-14", "20点以后", "2026-10-15", False),  # closed by then
    ],
)
def test_days_that_are_named(day0: str, text: str, first_try: str, kept: bool) -> None:
    window = window_3dc(day0, text)
    assert (window.first_try_on, window.wish_kept) == (day(first_try), kept)


@pytest.mark.rule("CB-1")
@pytest.mark.parametrize("text", ["微信联系", "随时", "不方便", "不要回访", "出差回来再打"])
@pytest.mark.parametrize("programme", list(Programme))
def test_a_wish_without_a_time_moves_no_date(programme: Programme, text: str) -> None:
    rule = STANDARD_RULES[programme]
    plain = due_window(rule, day("2026-10-14"), OPEN_WEEKENDS)
    window = due_window(rule, day("2026-10-14"), OPEN_WEEKENDS, parse_wish(text))
    told = () if text == "随时" else (DateReason.WISH_WITHOUT_TIME,)
    assert window.reasons == plain.reasons + told
    assert (window.first_try_on, window.due_at, window.latest_at) == (plain.first_try_on, plain.due_at, plain.latest_at)
    assert window.wish_kept is None


@pytest.mark.rule("CB-1")
def test_7dc_keeps_a_wish_inside_its_seven_days() -> None:
    """Delivered on Monday 2026-10-19: day 3 is Thursday 22, day 7 Monday 26; weekend 24 and 25."""
    evening = window_7dc("2026-10-19", "晚上")
    assert (evening.wish_at, evening.due_at) == (at("2026-10-22 17:30"), at("2026-10-26 20:00"))
    weekend = window_7dc("2026-10-19", "周末", OPEN_WEEKENDS)
    assert (weekend.wish_at, weekend.due_at) == (at("2026-10-24 09:00"), at("2026-10-26 20:00"))
    assert weekend.latest_at == at("2026-10-26 20:00")
    assert window_7dc("2026-10-19", "周末").wish_kept is False
    # Day 1 is a Tuesday; the only Tuesday inside lies before day 3.
    assert window_7dc("2026-10-19", "周二").first_try_on == day("2026-10-20")


@pytest.mark.rule("CB-1")
def test_7dc_a_weekend_after_the_last_duty_day_is_in_time() -> None:
    """Delivered on Sunday 2026-10-18: last duty day inside is Friday 23, days 6 and 7 are the weekend."""
    assert window_7dc("2026-10-18", "上午").latest_at == at("2026-10-23 20:00")
    weekend = window_7dc("2026-10-18", "周末", OPEN_WEEKENDS)
    assert (weekend.due_at, weekend.latest_at) == (at("2026-10-24 17:00"), at("2026-10-24 17:00"))
    assert weekend.is_in_time(at("2026-10-25 10:00"))
    later = window_7dc("2026-10-18", "10月30日")
    assert (later.first_try_on, later.latest_at) == (day("2026-10-30"), at("2026-10-23 20:00"))
    assert DateReason.WISH_LATER in later.reasons


@pytest.mark.rule("CB-1")
def test_service_14_keeps_hours_but_no_date_meant_for_the_first_call() -> None:
    """Picked up on Thursday 2026-11-05: due Thursday 19, latest Tuesday 24; Saturday 21 lies between."""
    rule = Service14Rule()
    evening = due_window(rule, day("2026-11-05"), OPEN_WEEKENDS, parse_wish("晚上"))
    assert (evening.wish_at, evening.due_at) == (at("2026-11-19 17:30"), at("2026-11-19 20:00"))
    weekend = due_window(rule, day("2026-11-05"), OPEN_WEEKENDS, parse_wish("周末"))
    assert (weekend.first_try_on, weekend.due_at) == (day("2026-11-21"), at("2026-11-21 17:00"))
    assert weekend.latest_at == at("2026-11-24 20:00")
    assert due_window(rule, day("2026-11-05"), store(), parse_wish("周末")).wish_kept is False
    named = due_window(rule, day("2026-11-05"), OPEN_WEEKENDS, parse_wish("11月10日"))
    assert (named.first_try_on, named.wish_kept) == (day("2026-11-19"), None)


@pytest.mark.rule("CB-1")
def test_a_wish_into_an_unpublished_year_says_so() -> None:
    window = window_3dc("2026-12-25", "1月8日")
    assert window.provisional
    assert window.reasons[-1] is DateReason.PROVISIONAL


@pytest.mark.rule("CB-1")
@settings(deadline=None)
@given(days_and_closures(), st.sampled_from(["上午", "下午", "晚上"]))
def test_3dc_with_a_slot_against_a_walk(drawn: DayAndClosures, text: str) -> None:
    day0, closed = drawn
    window = due_window(THREE_DC, day0, store(*closed), parse_wish(text))
    first, third = walk(day0, 1, closed), walk(day0, 3, closed)
    end = {"上午": "11:30", "下午": "17:30", "晚上": "20:00"}[text]
    assert (window.first_try_on, window.due_at) == (first, at(f"{first} {end}"))
    assert window.latest_at == at(f"{max(third, day0 + 7 * ONE_DAY)} 20:00")


def slow_weekend(day0: dt.date, closed: frozenset[dt.date]) -> dt.date | None:
    for n in range(1, 8):
        each = day0 + n * ONE_DAY
        if each.weekday() >= 5 and not is_worked(each) and each not in WEEKENDS_OFF and each not in closed:
            return each
    return None


@pytest.mark.rule("CB-1")
@settings(deadline=None, max_examples=300)
@given(days_and_closures())
def test_3dc_with_a_weekend_wish_against_a_walk(drawn: DayAndClosures) -> None:
    day0, closed = drawn
    window = due_window(THREE_DC, day0, store(*closed, hours=WEEKENDS_OPEN), parse_wish("周末"))
    weekend, third = slow_weekend(day0, closed), walk(day0, 3, closed)
    assert window.first_try_on == (weekend or walk(day0, 1, closed))
    assert window.wish_kept is (weekend is not None)
    assert window.latest_on == max(third, day0 + 7 * ONE_DAY)


@pytest.mark.rule("CB-1")
@settings(deadline=None, max_examples=300)
@given(days_and_closures())
def test_7dc_with_a_weekend_wish_against_a_walk(drawn: DayAndClosures) -> None:
    """Preferring the weekend days from day 3 on, else those before it."""
    day0, closed = drawn
    calendar = store(*closed, hours=WEEKENDS_OPEN)
    plain = due_window(SEVEN_DC, day0, calendar)
    window = due_window(SEVEN_DC, day0, calendar, parse_wish("周末"))
    start = min(day0 + 3 * ONE_DAY, plain.due_on)
    from_start = slow_weekend(start - ONE_DAY, closed)
    inside = from_start if from_start and from_start <= day0 + 7 * ONE_DAY else slow_weekend(day0, closed)
    assert window.wish_kept is (inside is not None)
    assert window.first_try_on == (inside or plain.first_try_on)
    assert window.latest_on == max(plain.latest_on, inside or plain.latest_on)


ANY_WISH = st.sampled_from(
    [
        "上午",
        "晚上",
        "18:00以后",
        "周末",
        "周三",
        "下周二",
        "10天后",
        "20号",
        "3月5日",
        "微信联系",
        "随时",
        "不方便",
        "周六上午",
    ]
)


@pytest.mark.rule("CB-1")
@settings(deadline=None, max_examples=400)
@given(
    days_and_closures(), ANY_WISH, st.sampled_from(list(Programme)), st.sampled_from([OpeningHours(), WEEKENDS_OPEN])
)
def test_what_holds_for_every_wish(drawn: DayAndClosures, text: str, programme: Programme, hours: OpeningHours) -> None:
    day0, closed = drawn
    rule, calendar = STANDARD_RULES[programme], store(*closed, hours=hours)
    plain = due_window(rule, day0, calendar)
    window = due_window(rule, day0, calendar, parse_wish(text))
    assert window.latest_at >= plain.latest_at
    assert day0 < window.first_try_on <= window.overdue_after.date() < window.callable_until.date()
    assert calendar.is_open_day(window.first_try_on)
    assert calendar.is_open_day(window.last_call_on)
    assert calendar.duty.is_duty_day(window.first_try_on) or window.wish_kept
    assert (window.wish_at is None) == (window.wish_until is None)
    assert (DateReason.WISH_LATER in window.reasons) == (
        window.wish_until is not None and window.due_at > window.latest_at
    )


def test_distinct_pairs_are_computed_once() -> None:
    days, wishes = span("2026-10-01", "2026-10-31"), [parse_wish(text) for text in ("周末", "双休日", "晚上", "")]
    pairs: list[tuple[dt.date, Wish | None]] = [(each, asked) for each in days for asked in wishes] * 5
    table = windows_for(THREE_DC, pairs, OPEN_WEEKENDS)
    assert len(table) == 31 * 3  # 周末 and 双休日 ask for the same
    assert table[days[0], wishes[1]] == due_window(THREE_DC, days[0], OPEN_WEEKENDS, wishes[0])
