"""Standards: what ships, what may be published, which version holds on a day (CB-2, HQ-2)."""

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.exc import ProgrammingError

from backbone.db.unit_of_work import unit_of_work
from backbone.errors import InvalidError
from backbone.isolation.acting import Acting
from backbone.outbox.actions import FAN_OUT
from dealer.callbacks.rules.programmes import STANDARD_RULES, Exclusion, Programme
from oem.standards.interface import publish_shipped_standards, publish_standard, settings_in_force
from oem.standards.models import Standard
from oem.standards.schemas import EXCLUSIONS, SCHEMAS, checked
from tenants.audit_trail.models import AuditEvent
from tests.factories.tenants import MadeNetwork, MadeStore
from tests.house.outbox import waiting

SHIPPED = json.loads(files("oem.standards.data").joinpath("standards.json").read_text(encoding="utf-8"))
THREE_DC: dict[str, Any] = SHIPPED["programmes"]["three_dc"]
DAY = dt.date(2026, 6, 1)
MAY = "2026-05-04T09:00:00+08:00"


def publish(network: MadeNetwork, valid_from: dt.date, **changes: Any) -> int:
    with unit_of_work(network.acting):
        return publish_standard("three_dc", THREE_DC | changes, valid_from=valid_from, by=network.actor).version


@pytest.mark.rule("CB-1", "CB-2")
def test_what_ships_is_what_the_rules_say() -> None:
    assert set(SHIPPED["programmes"]) == set(Programme) == set(SCHEMAS)
    assert set(EXCLUSIONS) == {code.value for code in Exclusion}
    for programme, settings in SHIPPED["programmes"].items():
        rule = STANDARD_RULES[Programme(programme)]
        said = dict(settings, sample_share=Decimal(settings["sample_share"]), version=1)
        said["exclusions"] = frozenset(Exclusion(code) for code in settings["exclusions"])
        assert type(rule)(**said) == rule
        assert checked(programme, settings) == settings, "kept as it is shipped"


@pytest.mark.rule("CB-2", "HQ-2")
@pytest.mark.parametrize("look", [
    lambda network, store: network.acting,
    lambda network, store: store.acting,
    lambda network, store: Acting.region(network.id, (store.region_id,)),
])  # fmt: skip
def test_every_side_reads_the_version_of_the_day(
    network: MadeNetwork, store: MadeStore, look: Callable[[MadeNetwork, MadeStore], Acting]
) -> None:
    with time_machine.travel(MAY, tick=False):
        assert publish(network, dt.date(2026, 1, 1)) == 1
        assert publish(network, DAY, due_on_duty_day=2) == 2
        assert publish(network, DAY, due_on_duty_day=1) == 3, "the same day again: the later one holds"
    with unit_of_work(look(network, store)):
        assert settings_in_force("three_dc", dt.date(2025, 12, 31)) is None
        assert settings_in_force("three_dc", DAY - dt.timedelta(days=1)) == (1, THREE_DC)
        assert settings_in_force("three_dc", DAY) == (3, THREE_DC | {"due_on_duty_day": 1})
        assert settings_in_force("seven_dc", DAY) is None


def test_another_networks_standards_are_not_seen(network: MadeNetwork, foreign_store: MadeStore) -> None:
    publish(network, dt.date(2026, 1, 1))
    with unit_of_work(foreign_store.acting):
        assert settings_in_force("three_dc", DAY) is None


@pytest.mark.rule("CB-2")
def test_a_store_can_not_write_a_standard(network: MadeNetwork, store: MadeStore) -> None:
    row = Standard(network_id=network.id, programme="three_dc", version=9, valid_from=DAY, settings={})
    row.published_by_name = "store"
    with pytest.raises(ProgrammingError, match="permission denied"), unit_of_work(store.acting) as session:
        session.add(row)


@pytest.mark.rule("CB-2")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"due_on_duty_day": 0}, "due_on_duty_day"),
        ({"due_on_duty_day": "3"}, "due_on_duty_day"),
        ({"due_on_duty_day": 2.5}, "due_on_duty_day"),
        ({"slots_to_try": 2}, "slots_to_try"),
        ({"sample_share": "0"}, "sample_share"),
        ({"sample_share": "1.01"}, "sample_share"),
        ({"sample_share": "NaN"}, "sample_share"),
        ({"exclusions": ["pdi", "whim"]}, "exclusions"),
        ({"enabled": "yes"}, "enabled"),
        ({"first_try_on_duty_day": 4}, "first_try_on_duty_day"),
        ({"due_within_days": 7}, "due_within_days"),
    ],
)
def test_settings_are_refused_with_their_name(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        checked("three_dc", THREE_DC | changes)
    assert list(refused.value.fields) == [field]


def test_nothing_may_be_left_out() -> None:
    with pytest.raises(InvalidError) as refused:
        checked("three_dc", {})
    assert set(refused.value.fields) == set(THREE_DC)
    for nonsense in (None, [], "x"):
        with pytest.raises(InvalidError):
            checked("three_dc", nonsense)
    with pytest.raises(InvalidError):
        checked("four_dc", THREE_DC)


@pytest.mark.rule("CB-2")
def test_a_version_never_begins_in_the_past(network: MadeNetwork) -> None:
    with time_machine.travel(MAY, tick=False):
        publish(network, dt.date(2000, 1, 1))
        with pytest.raises(InvalidError) as refused:
            publish(network, dt.date(2026, 5, 3))
        assert "valid_from" in refused.value.fields
        publish(network, DAY)
        with pytest.raises(InvalidError):
            publish(network, DAY - dt.timedelta(days=1))
        assert publish(network, DAY) == 3


@pytest.mark.rule("HQ-2")
def test_publishing_tells_the_stores_once_and_the_trail(network: MadeNetwork, store: MadeStore) -> None:
    publish(network, DAY)
    (entry,) = waiting()
    assert (entry.job, entry.tenant_id, entry.payload["stores"]) == (FAN_OUT, network.id, None)
    with unit_of_work(network.acting) as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.event == "standard.published")).one()
    assert event.details == {"programme": "three_dc", "version": 1, "valid_from": "2026-06-01"}


def test_the_shipped_standards_are_published_once(network: MadeNetwork) -> None:
    with unit_of_work(network.acting):
        assert len(publish_shipped_standards(by=network.actor)) == 3
    with unit_of_work(network.acting):
        assert publish_shipped_standards(by=network.actor) == []
    with unit_of_work(network.acting):
        assert settings_in_force("service_14", dt.date(2001, 1, 1)) == (1, SHIPPED["programmes"]["service_14"])
