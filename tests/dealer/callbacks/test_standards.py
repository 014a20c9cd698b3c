"""Which rules callbacks are planned under (CB-2)."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from assembly.subscriptions import load_jobs
from backbone.db.unit_of_work import unit_of_work
from dealer.callbacks.interface import VisitKind, rules_in_force
from dealer.callbacks.rules.programmes import STANDARD_RULES, Exclusion, Programme, ThreeDcRule
from oem.standards.interface import find_newest, publish_shipped_standards, publish_standard
from tests.dealer.callbacks.calendars import at, day
from tests.dealer.callbacks.test_replanning import callback_of, rows
from tests.dealer.callbacks.visits import MadeVisit, import_
from tests.factories.tenants import MadeNetwork, MadeStore


@pytest.fixture(autouse=True)
def in_september(network: MadeNetwork) -> Any:
    """Standards are published for days to come."""
    load_jobs()
    with time_machine.travel(at("2026-09-01 09:00"), tick=True):
        yield


def publish(network: MadeNetwork, programme: str, valid_from: dt.date, **changes: object) -> None:
    with unit_of_work(network.acting):
        publish_shipped_standards(by=network.actor)
        newest = find_newest(programme)
        assert newest is not None
        publish_standard(programme, newest.settings | changes, valid_from=valid_from, by=network.actor)


@pytest.mark.rule("CB-2")
def test_a_network_without_standards_of_its_own_works_by_those_that_ship(store: MadeStore) -> None:
    with unit_of_work(store.acting):
        assert rules_in_force(day("2026-10-08")) == dict(STANDARD_RULES)


@pytest.mark.rule("CB-2")
def test_the_shipped_file_says_what_the_rules_say(network: MadeNetwork, store: MadeStore) -> None:
    with unit_of_work(network.acting):
        publish_shipped_standards(by=network.actor)
    with unit_of_work(store.acting):
        assert rules_in_force(day("2026-10-08")) == dict(STANDARD_RULES)


@pytest.mark.rule("CB-2")
def test_a_callback_keeps_the_version_it_was_planned_under(network: MadeNetwork, store: MadeStore) -> None:
    early = MadeVisit(day0=day("2026-09-24"), known_at=at("2026-09-25 09:00"))
    import_(store, early, now=at("2026-09-25 09:00"))
    publish(network, "three_dc", day("2026-10-01"), due_on_duty_day=2, exclusions=["pdi"])
    with unit_of_work(store.acting):
        rule = rules_in_force(day("2026-10-08"))[Programme.THREE_DC]
        assert rule == ThreeDcRule(version=2, due_on_duty_day=2, exclusions=frozenset({Exclusion.PDI}))
    late = MadeVisit(day0=day("2026-10-08"), exclusion="internal")
    import_(store, early, late)
    assert (callback_of(store, early).rule_version, callback_of(store, early).due_on) == (1, day("2026-09-30"))
    assert (callback_of(store, late).rule_version, callback_of(store, late).due_on) == (2, day("2026-10-10"))
    assert callback_of(store, late).state == "planned"


@pytest.mark.rule("CB-1", "CB-5")
def test_service_14_is_planned_beside_3dc_once_headquarters_switched_it_on(
    network: MadeNetwork, store: MadeStore
) -> None:
    visit = MadeVisit(day0=day("2026-10-08"))
    import_(store, visit)
    assert [row.programme for row in rows(store)] == ["three_dc"]
    publish(network, "service_14", day("2026-10-01"), enabled=True)
    both = MadeVisit(day0=day("2026-10-09"))
    assert import_(store, both).planned == 2
    assert callback_of(store, both, "service_14").due_on == day("2026-10-23")
    sold = MadeVisit(day0=day("2026-10-09"), kind=VisitKind.DELIVERIES)
    assert import_(store, sold).planned == 1
