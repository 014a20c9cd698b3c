"""How a store stands reaches headquarters (HQ-4, ORG-3, ORG-4)."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from backbone.db.unit_of_work import unit_of_work
from backbone.isolation.acting import Acting
from dealer.figures.jobs import staffing_day, staffing_of_the_day
from oem.staffing.interface import StaffingDay, latest_of
from oem.today.interface import picture_of
from tenants.access.interface import Position
from tenants.staffing.actions.delegating import delegate
from tests.factories import tenants
from tests.factories.tenants import MadeNetwork, MadeStore
from tests.house.outbox import work_off

NOW = dt.datetime(2026, 11, 18, 10, 42, tzinfo=dt.timezone(dt.timedelta(hours=8)))
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def below(acting: Acting, day: dt.date = TODAY) -> int:
    with unit_of_work(acting):
        return picture_of(day).network.totals.staffing_below


def seen(acting: Acting, *stores: MadeStore, day: dt.date = TODAY) -> dict[object, StaffingDay]:
    with unit_of_work(acting):
        return dict(latest_of([each.id for each in stores], day))


@pytest.mark.rule("HQ-4", "ORG-3")
def test_headquarters_sees_what_is_missing_since_when_and_no_name(network: MadeNetwork, store: MadeStore) -> None:
    head = tenants.person(store, Position.CENTRE_HEAD)
    with unit_of_work(store.acting):
        staffing_day()
    row = seen(network.acting, store)[store.id]
    since = tenants.START.isoformat()
    assert (row.met, row.plan, row.below_since, row.day) == (False, 1, tenants.START, TODAY)
    assert row.lacks == [
        {"position": "customer_representative", "since": since, "people": 1},
        {"position": "information_administrator", "since": since, "people": 1},
    ]
    assert row.gaps == [{"position": "general_manager", "since": since, "people": 1}]
    assert head.actor.name not in str(vars(row))
    for position in (Position.CUSTOMER_REPRESENTATIVE, Position.INFORMATION_ADMINISTRATOR):
        tenants.person(store, position)
    with unit_of_work(store.acting):
        staffing_day()
    assert seen(network.acting, store)[store.id].met


@pytest.mark.rule("HQ-4", "ORG-4")
def test_a_delegated_day_is_shown_and_handed_over_after_the_change(network: MadeNetwork, store: MadeStore) -> None:
    manager = tenants.person(store, Position.GENERAL_MANAGER)
    with unit_of_work(store.acting):
        delegate(
            Position.CENTRE_HEAD, from_id=None, to_id=manager.id, first_day=TODAY, last_day=TODAY, why="vacant",
            by=manager.actor,
        )  # fmt: skip
    work_off()
    row = seen(network.acting, store)[store.id]
    assert row.delegated == [{"position": "centre_head", "until": TODAY.isoformat()}]
    assert "centre_head" not in [each["position"] for each in row.lacks]
    with time_machine.travel(NOW + dt.timedelta(days=1)):
        with unit_of_work(store.acting):
            staffing_of_the_day(business_date="2026-11-19")
        tomorrow = seen(network.acting, store, day=TODAY + dt.timedelta(days=1))[store.id]
    assert tomorrow.lacks[0] == {"position": "centre_head", "since": "2026-11-19", "people": 1}
    assert seen(network.acting, store)[store.id].id == row.id


@pytest.mark.rule("HQ-7")
def test_who_is_bound_to_a_region_sees_that_region(database: object) -> None:
    network = tenants.network(regions=("north", "south"))
    north, south = tenants.store(network), tenants.store(network, region="south")
    for store in (north, south):
        with unit_of_work(store.acting):
            staffing_day()
    bound, other = Acting.region(network.id, (network.regions["north"],)), tenants.network()
    assert set(seen(network.acting, north, south)) == {north.id, south.id}
    assert set(seen(bound, north, south)) == {north.id}
    assert seen(other.acting, north, south) == {}
    assert [below(each) for each in (network.acting, bound, other.acting)] == [2, 1, 0]
    assert [below(network.acting, TODAY + dt.timedelta(days=days)) for days in (6, 7)] == [2, 0]
