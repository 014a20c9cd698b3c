"""Networks and their regions (HQ-1)."""

import pytest

from backbone.db.unit_of_work import unit_of_work
from tenants.networks.actions import RegionExistsError
from tenants.networks.interface import (
    add_region,
    find_network,
    find_region,
    list_regions,
    region_and_below,
    rename_network,
)
from tests.factories.tenants import MadeNetwork, MadeStore


@pytest.mark.rule("HQ-1")
def test_a_region_and_all_below_it(network: MadeNetwork) -> None:
    with unit_of_work(network.acting):
        top = network.regions["north"]
        below = add_region(name="north-east", by=network.actor, parent_id=top)
        lowest = add_region(name="far north-east", by=network.actor, parent_id=below.id)
        beside = add_region(name="south", by=network.actor)
        assert set(region_and_below(top)) == {top, below.id, lowest.id}
        assert region_and_below(lowest.id) == (lowest.id,)
        assert [region.name for region in list_regions()] == ["far north-east", "north", "north-east", "south"]
        assert find_region("south").id == beside.id


def test_a_region_has_a_name_of_its_own(network: MadeNetwork, other_network: MadeNetwork) -> None:
    with pytest.raises(RegionExistsError), unit_of_work(network.acting):
        add_region(name="north", by=network.actor)
    with unit_of_work(other_network.acting):
        assert find_region("north").id == other_network.regions["north"]


def test_a_region_cannot_hang_below_another_networks(network: MadeNetwork, other_network: MadeNetwork) -> None:
    with pytest.raises(Exception, match="violates foreign key"), unit_of_work(network.acting):
        add_region(name="stolen", by=network.actor, parent_id=other_network.regions["north"])


def test_headquarters_renames_its_network_and_its_stores_see_it(network: MadeNetwork, store: MadeStore) -> None:
    with unit_of_work(network.acting):
        rename_network(find_network(), code="HUAYUE", name="华悦汽车", by=network.actor)
    with unit_of_work(store.acting):
        seen = find_network()
        assert (seen.code, seen.name, seen.made_by_default) == ("HUAYUE", "华悦汽车", False)
