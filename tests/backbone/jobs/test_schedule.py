"""The schedule's arithmetic: which slot has come, what a standstill makes up for."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone.clock import SHANGHAI
from backbone.isolation.acting import DbRole
from backbone.jobs.schedule import LONGEST_STANDSTILL, CatchUp, Slot, Task, daily, every

EVENING = daily(dt.time(20))
DAY = dt.date(2026, 11, 20)
ONE_DAY = dt.timedelta(days=1)

times = st.lists(st.times().map(lambda t: t.replace(second=0, microsecond=0)), min_size=1, max_size=6, unique=True)
moments = st.integers(0, 60 * 24 * 400).map(
    lambda minutes: dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes, seconds=minutes % 60)
)


def task(*at: dt.time, catch_up: CatchUp = CatchUp.EACH) -> Task:
    return Task("t", "j", tuple(sorted(at)), DbRole.BATCH, catch_up)


def slow_slots(of: Task, after: dt.datetime | None, until: dt.datetime) -> list[Slot]:
    """Every slot in the half-open span, found by looking at each day of it."""
    first = (after or until - 2 * ONE_DAY).astimezone(SHANGHAI).date() - ONE_DAY
    days = [first + n * ONE_DAY for n in range((until.date() - first).days + 3)]
    slots = [Slot(day, time) for day in days for time in of.times]
    return [slot for slot in slots if (after is None or slot.starts_at > after) and slot.starts_at <= until]


@given(times, moments)
def test_the_latest_slot_is_the_last_one_that_has_come(at: list[dt.time], now: dt.datetime) -> None:
    assert task(*at).latest(now) == slow_slots(task(*at), None, now)[-1]


@given(times, moments, st.integers(0, 60 * 24 * 20))
def test_each_missed_slot_is_made_up_for_once_in_order(at: list[dt.time], now: dt.datetime, minutes: int) -> None:
    each = task(*at)
    claimed = each.latest(now - dt.timedelta(minutes=minutes))
    assert each.due(claimed, now) == slow_slots(each, claimed.starts_at, now)


@given(times, moments, st.integers(0, 60 * 24 * 90))
def test_latest_means_one_at_most(at: list[dt.time], now: dt.datetime, minutes: int) -> None:
    latest = task(*at, catch_up=CatchUp.LATEST)
    claimed = latest.latest(now - dt.timedelta(minutes=minutes))
    due = latest.due(claimed, now)
    assert due == [slot for slot in [latest.latest(now)] if slot != claimed]


@pytest.mark.parametrize("catch_up", list(CatchUp))
def test_a_new_task_makes_up_for_nothing(catch_up: CatchUp) -> None:
    now = dt.datetime(2026, 11, 20, 14, 37, tzinfo=SHANGHAI)
    assert task(*every(5), catch_up=catch_up).due(None, now) == [Slot(DAY, dt.time(14, 35))]
    assert task(*EVENING, catch_up=catch_up).due(None, now) == [Slot(DAY - ONE_DAY, dt.time(20))]


def test_a_clock_that_was_set_back_starts_nothing() -> None:
    now = dt.datetime(2026, 11, 20, 14, 37, tzinfo=SHANGHAI)
    assert task(*EVENING).due(Slot(DAY + ONE_DAY, dt.time(20)), now) == []


def test_what_lies_too_far_back_is_left() -> None:
    now = dt.datetime(2026, 11, 20, 21, tzinfo=SHANGHAI)
    assert len(task(*EVENING).due(Slot(dt.date(2024, 1, 1), dt.time(20)), now)) == LONGEST_STANDSTILL + 1


def test_the_business_date_is_the_date_in_shanghai() -> None:
    assert task(*EVENING).latest(dt.datetime(2026, 11, 20, 11, 59, tzinfo=dt.UTC)) == Slot(DAY - ONE_DAY, dt.time(20))
    assert task(*EVENING).latest(dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)) == Slot(DAY, dt.time(20))


def test_every() -> None:
    assert len(every(5)) == 288
    assert every(10, first=dt.time(17, 30), last=dt.time(17, 50)) == (dt.time(17, 30), dt.time(17, 40), dt.time(17, 50))


@pytest.mark.parametrize("wrong", [(), (dt.time(9), dt.time(8)), (dt.time(9), dt.time(9))])
def test_a_task_with_times_out_of_order_is_refused(wrong: tuple[dt.time, ...]) -> None:
    with pytest.raises(ValueError, match="in order"):
        Task("t", "j", wrong, DbRole.BATCH, CatchUp.EACH)


def test_a_task_runs_for_stores_or_as_batch() -> None:
    with pytest.raises(ValueError, match="not as"):
        Task("t", "j", EVENING, DbRole.HQ, CatchUp.EACH)
