"""The head checks the day's calls, the after-sales manager scores advisors (CB-13)."""

from collections.abc import Iterator

import pytest
import time_machine

from backbone.db.unit_of_work import unit_of_work
from backbone.errors import ForbiddenError, InvalidError
from dealer.callbacks.interface import Outcome
from dealer.supervision.interface import (
    AdvisorWeek,
    CheckedError,
    check_calls,
    last_full_week,
    list_advisors,
    list_days_to_check,
    list_records,
    score_advisor,
)
from tenants.access.interface import Position
from tests.dealer.callbacks.calendars import at, day
from tests.dealer.callbacks.calls.scene import Scene
from tests.factories import tenants as make
from tests.factories.tenants import MadeNetwork, MadePerson, MadeStore

MONDAY, WEEK = day("2026-10-26"), day("2026-10-19")


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(at("2026-10-26 10:42"), tick=False):
        yield


@pytest.fixture
def scene(network: MadeNetwork, store: MadeStore) -> Scene:
    made = Scene(network, store)
    made.publish()
    return made


@pytest.fixture
def head(store: MadeStore) -> MadePerson:
    return make.person(store, Position.CENTRE_HEAD)


@pytest.mark.rule("CB-13")
def test_the_head_checks_a_days_records_once_on_record(scene: Scene, head: MadePerson) -> None:
    other = make.person(scene.store, Position.CENTRE_HEAD)
    scene.attempt(head.actor, scene.callback(), Outcome.REFUSED, note="在开会", seconds=31, seconds_kind="screen")
    with unit_of_work(scene.store.acting):
        [record] = list_records(MONDAY)
        assert (record.outcome, record.note, record.seconds, record.customer) == ("refused", "在开会", 31, "沈国平")
        assert list_records(day("2026-10-25")) == []
        made = check_calls(MONDAY, note=" 第 1 条太短 ", by=head.actor)
        assert (made.records, made.note, made.by_name) == (1, "第 1 条太短", head.actor.name)
    with unit_of_work(scene.store.acting), pytest.raises(CheckedError) as refused:
        check_calls(MONDAY, by=other.actor)
    assert refused.value.params == {"name": head.actor.name}


@pytest.mark.rule("CB-13")
def test_every_duty_day_that_nobody_checked_is_named(scene: Scene, head: MadePerson) -> None:
    with unit_of_work(scene.store.acting):
        assert list_days_to_check(MONDAY)[:3] == [day("2026-10-23"), day("2026-10-22"), day("2026-10-21")]
        check_calls(day("2026-10-22"), by=head.actor)
        assert list_days_to_check(MONDAY)[:2] == [day("2026-10-23"), day("2026-10-21")]


@pytest.mark.rule("CB-13")
def test_who_may_not_check_and_days_to_come(scene: Scene, head: MadePerson) -> None:
    caller = make.person(scene.store, Position.CUSTOMER_REPRESENTATIVE)
    with unit_of_work(scene.store.acting), pytest.raises(ForbiddenError):
        check_calls(MONDAY, by=caller.actor)
    with unit_of_work(scene.store.acting), pytest.raises(InvalidError) as refused:
        check_calls(day("2026-10-27"), note="长" * 501, by=head.actor)
    assert set(refused.value.fields) == {"day", "note"}


@pytest.mark.rule("CB-13", "KPI-1")
def test_advisors_are_scored_by_the_week_on_the_wishes_they_asked_for(scene: Scene) -> None:
    manager = make.person(scene.store, Position.AFTER_SALES_MANAGER)
    for wish in ("下午", "asked, none", " ", None):
        scene.visit(served_by="顾晓明 ", wish=wish)
    with unit_of_work(scene.store.acting):
        assert last_full_week(MONDAY) == WEEK
        assert list_advisors(WEEK) == [AdvisorWeek("顾晓明", 4, 2)]
        made = score_advisor(WEEK, "顾晓明", 3, note="再问仔细", by=manager.actor)
        assert (made.orders, made.wishes, made.score) == (4, 2, 3)
        [again] = list_advisors(WEEK)
        assert again.score is not None
    with unit_of_work(scene.store.acting), pytest.raises(CheckedError):
        score_advisor(WEEK, "顾晓明", 5, by=manager.actor)


@pytest.mark.rule("CB-13")
@pytest.mark.parametrize(("week", "advisor", "score", "field"), [
    ("2026-10-20", "顾晓明", 3, "week"),
    ("2026-10-26", "顾晓明", 3, "week"),
    ("0001-01-01", "顾晓明", 3, "week"),
    ("9999-12-31", "顾晓明", 3, "week"),
    ("2026-10-19", "别人", 3, "advisor"),
    ("2026-10-19", "顾晓明", 6, "score"),
])  # fmt: skip
def test_a_score_names_a_week_an_advisor_and_1_to_5(
    scene: Scene, week: str, advisor: str, score: int, field: str
) -> None:
    manager = make.person(scene.store, Position.AFTER_SALES_MANAGER)
    scene.visit(served_by="顾晓明")
    with unit_of_work(scene.store.acting), pytest.raises(InvalidError) as refused:
        score_advisor(day(week), advisor, score, by=manager.actor)
    assert field in refused.value.fields
