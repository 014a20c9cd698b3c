"""Stores: opening, finding, listing (HQ-1)."""

import datetime as dt

import pytest
import time_machine

from backbone.db.unit_of_work import unit_of_work
from backbone.errors import NotFoundError
from backbone.isolation.acting import Acting
from tenants.networks.interface import list_regions
from tenants.signin.interface import CodeTakenError
from tenants.staffing.interface import choose_plan
from tenants.stores.interface import find_store, get_own_store, get_own_store_line, list_stores, open_store
from tests.factories import tenants
from tests.factories.tenants import START, MadeNetwork, MadeStore


@pytest.mark.rule("HQ-1", "CB-16")
def test_a_store_is_opened_with_its_start_date(network: MadeNetwork) -> None:
    made = tenants.store(network, code="SZ-WZ01", start_date=dt.date(2026, 8, 1), plan=2)
    with unit_of_work(made.acting):
        own = get_own_store()
        line = get_own_store_line()
    assert (own.code, own.start_date, own.state) == ("SZ-WZ01", dt.date(2026, 8, 1), "active")
    assert (line.store.id, line.region.name, line.plan) == (own.id, "north", 2)


def test_a_code_is_one_stores(network: MadeNetwork, store: MadeStore, foreign_store: MadeStore) -> None:
    with unit_of_work(network.acting):
        region = list_regions()[0]
    for taken in (store.code, foreign_store.code, network.code):
        with pytest.raises(CodeTakenError), unit_of_work(network.acting):
            open_store(code=taken, name="again", region=region, start_date=START, by=network.actor)
    with unit_of_work(network.acting):
        assert find_store(foreign_store.code) is None
        assert [line.store.code for line in list_stores()] == [store.code]


def test_headquarters_lists_its_stores_and_no_other(
    network: MadeNetwork, foreign_store: MadeStore, other_network: MadeNetwork
) -> None:
    made = sorted(tenants.store(network).code for _ in range(5))
    with unit_of_work(network.acting):
        assert [line.store.code for line in list_stores()] == made
        assert [line.store.code for line in list_stores(after=made[1], limit=2)] == made[2:4]
    with unit_of_work(other_network.acting):
        assert [line.store.code for line in list_stores()] == [foreign_store.code]


def test_a_network_without_stores_has_none_of_its_own(network: MadeNetwork) -> None:
    with unit_of_work(network.acting):
        assert list_stores() == []
        for ask in (get_own_store, get_own_store_line):
            with pytest.raises(NotFoundError):
                ask()


@pytest.mark.usefixtures("database")
def test_who_is_bound_to_a_region_lists_that_regions_stores() -> None:
    both = tenants.network(regions=("north", "south"))
    north, south = tenants.store(both), tenants.store(both, region="south")
    for region, codes in (("north", [north.code]), ("south", [south.code])):
        with unit_of_work(Acting.region(both.id, (both.regions[region],))):
            assert [line.store.code for line in list_stores()] == codes
    with unit_of_work(Acting.region(both.id, ())):
        assert list_stores() == []


@pytest.mark.rule("ORG-2")
def test_the_plan_in_force_is_the_newest_that_has_begun(store: MadeStore) -> None:
    with unit_of_work(store.acting):
        choose_plan(plan=2, valid_from=dt.date(2026, 12, 1), region_id=store.region_id, by=store.actor)
    for hour, plan in ((15, 1), (16, 2)):  # Shanghai's midnight lies between
        moment = dt.datetime(2026, 11, 30, hour, tzinfo=dt.UTC)
        with time_machine.travel(moment, tick=False), unit_of_work(store.acting):
            assert get_own_store_line().plan == plan
