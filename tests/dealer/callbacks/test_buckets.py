"""The five buckets of CB-16, and what is overdue."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backbone.clock import SHANGHAI
from dealer.callbacks.rules.buckets import (
    Bucket,
    CallbackState,
    MissedReason,
    Placement,
    Visit,
    bucket,
    is_overdue,
)
from dealer.callbacks.rules.programmes import STANDARD_RULES, Exclusion, Programme, SevenDcRule, ThreeDcRule
from dealer.callbacks.rules.reading import parse_wish
from dealer.callbacks.rules.windows import due_window
from tests.dealer.callbacks.calendars import at, day, store
from tests.tenants.calendar.by_hand import ONE_DAY, is_duty, walk

RULE = ThreeDcRule()
START = day("2026-10-01")


def place(day0: str | None, known_at: str, exclusion: Exclusion | None = None, wish: str = "") -> Placement:
    visit = Visit(day(day0) if day0 else None, at(known_at), exclusion, parse_wish(wish))
    return bucket(visit, START, RULE, store())


@pytest.mark.rule("CB-16")
def test_the_five_buckets() -> None:
    found = [
        place(None, "2026-10-09 09:00"),
        place("2026-09-30", "2026-10-09 09:00"),
        place("2026-10-08", "2026-10-09 09:00", Exclusion.PDI),
        place("2026-10-08", "2026-10-09 09:00"),
        place("2026-10-01", "2026-11-02 09:00"),
    ]
    assert [each.bucket for each in found] == list(Bucket)
    assert [each.reason for each in found] == [None, None, Exclusion.PDI, None, MissedReason.LATE_DATA]
    assert [each.window is not None for each in found] == [False, False, False, True, True]


@pytest.mark.rule("CB-16")
def test_the_start_date_itself_is_called() -> None:
    assert place("2026-10-01", "2026-10-08 09:00").bucket is Bucket.PLANNED
    assert place("2026-09-30", "2026-10-08 09:00").bucket is Bucket.HISTORY
    assert place("2026-09-30", "2026-10-08 09:00", Exclusion.PDI).bucket is Bucket.HISTORY


@pytest.mark.rule("CB-16")
def test_late_arrivals_are_called_up_to_seven_days_past_their_latest_day() -> None:
    """Picked up on Thursday 2026-10-08: 9, make-up Saturday 10, Monday 12; seven days more is Monday 19."""
    assert place("2026-10-08", "2026-10-19 20:00").bucket is Bucket.PLANNED
    late = place("2026-10-08", "2026-10-19 20:01")
    assert (late.bucket, late.reason) == (Bucket.MISSED, MissedReason.LATE_DATA)
    # With a wish the latest day is day 7, Thursday 15; seven days more is Thursday 22.
    assert place("2026-10-08", "2026-10-19 20:01", wish="晚上").bucket is Bucket.PLANNED
    assert place("2026-10-08", "2026-10-22 20:01", wish="晚上").bucket is Bucket.MISSED


@pytest.mark.rule("CB-16")
def test_a_cancelled_order_never_waits_for_its_pick_up() -> None:
    cancelled = place(None, "2026-10-09 09:00", Exclusion.CANCELLED_RO)
    assert (cancelled.bucket, cancelled.reason) == (Bucket.EXCLUDED, Exclusion.CANCELLED_RO)
    assert place(None, "2026-10-09 09:00", Exclusion.PDI).bucket is Bucket.NOT_PICKED_UP


@pytest.mark.rule("CB-2")
def test_a_code_that_the_rule_does_not_exclude_is_called() -> None:
    own = RULE.tighten(exclusions=frozenset())
    visit = Visit(day("2026-10-08"), at("2026-10-09 09:00"), Exclusion.INTERNAL)
    assert bucket(visit, START, own, store()).bucket is Bucket.PLANNED
    assert bucket(visit, START, RULE, store()).bucket is Bucket.EXCLUDED


def test_dates_far_from_today_have_a_bucket() -> None:
    assert place("1990-01-01", "2026-10-09 09:00").bucket is Bucket.HISTORY
    assert place("2100-12-31", "2026-10-09 09:00").bucket is Bucket.PLANNED


def slow_bucket(visit: Visit, start: dt.date, closed: frozenset[dt.date], programme: Programme) -> Bucket:
    """CB-16 read aloud, for visits without a wish."""
    if visit.day0 is None:
        return Bucket.EXCLUDED if visit.exclusion is Exclusion.CANCELLED_RO else Bucket.NOT_PICKED_UP
    if visit.day0 < start:
        return Bucket.HISTORY
    if visit.exclusion is not None:
        return Bucket.EXCLUDED
    if programme is Programme.THREE_DC:
        latest = walk(visit.day0, 3, closed)
    else:
        week = [visit.day0 + n * ONE_DAY for n in range(1, 8)]
        latest = ([each for each in week if is_duty(each, closed)] or [walk(week[-1], 1, closed)])[-1]
    end = dt.datetime.combine(latest + 7 * ONE_DAY, dt.time(20), SHANGHAI)
    return Bucket.PLANNED if visit.known_at <= end else Bucket.MISSED


visits = st.builds(
    Visit,
    st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 9, 30)),
    st.integers(0, 333 * 24 * 60).map(lambda minutes: at("2026-01-01 00:00") + dt.timedelta(minutes=minutes)),
    st.none() | st.sampled_from(list(Exclusion)),
)
closed_days = st.frozensets(st.dates(dt.date(2026, 1, 1), dt.date(2026, 10, 31)), max_size=40)


@pytest.mark.rule("CB-16")
@settings(deadline=None, max_examples=300)
@given(
    st.lists(visits, max_size=12),
    st.dates(dt.date(2026, 1, 1), dt.date(2026, 9, 30)),
    closed_days,
    st.sampled_from([Programme.SEVEN_DC, Programme.THREE_DC]),
)
def test_every_visit_is_in_exactly_one_bucket(
    drawn: list[Visit], start: dt.date, closed: frozenset[dt.date], programme: Programme
) -> None:
    placed = [bucket(visit, start, STANDARD_RULES[programme], store(*closed)) for visit in drawn]
    assert [each.bucket for each in placed] == [slow_bucket(visit, start, closed, programme) for visit in drawn]
    counts = Counter(each.bucket for each in placed)
    assert sum(counts[each] for each in Bucket) == len(drawn)
    with_reason = {Bucket.EXCLUDED, Bucket.MISSED}
    assert all((each.reason is not None) == (each.bucket in with_reason) for each in placed)


@pytest.mark.rule("CB-3")
@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (CallbackState.PLANNED, True),
        (CallbackState.WAITING_FOR_NUMBER, True),
        (CallbackState.WAITING_FOR_REPLY, False),
        (CallbackState.DONE, False),
        (CallbackState.COVERED, False),
        (CallbackState.UNREACHED, False),
        (CallbackState.NO_VALID_NUMBER, False),
        (CallbackState.SUPERSEDED, False),
        (CallbackState.MISSED, False),
        (CallbackState.EXCLUDED, False),
    ],
)
def test_overdue_is_what_should_still_be_called(state: CallbackState, expected: bool) -> None:
    window = due_window(RULE, day("2026-11-16"), store())  # latest is Thursday 19 at 20:00
    assert not is_overdue(state, window, at("2026-11-19 20:00"))
    assert is_overdue(state, window, at("2026-11-19 20:00:01")) is expected
    assert state.is_open or not expected


@pytest.mark.rule("CB-3")
def test_a_later_wish_is_not_overdue_before_its_time() -> None:
    window = due_window(RULE, day("2026-10-14"), store(), parse_wish("10月30日上午"))
    assert not is_overdue(CallbackState.PLANNED, window, at("2026-10-25 09:00"))
    assert is_overdue(CallbackState.PLANNED, window, at("2026-10-30 11:31"))


def test_every_state_is_open_or_ended() -> None:
    still = {CallbackState.PLANNED, CallbackState.WAITING_FOR_REPLY, CallbackState.WAITING_FOR_NUMBER}
    assert {state for state in CallbackState if state.is_open} == still


@pytest.mark.rule("CB-16")
def test_a_7dc_of_the_long_holiday_is_called_late_rather_than_missed() -> None:
    """Delivered on 2026-09-30, due on Thursday 8 October, callable until Thursday 15 at 20:00."""
    visit = Visit(day("2026-09-30"), at("2026-10-15 20:00"))
    assert bucket(visit, day("2026-09-01"), SevenDcRule(), store()).bucket is Bucket.PLANNED
