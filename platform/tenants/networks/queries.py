"""Reads of networks and regions."""

import uuid

from sqlalchemy import select

from backbone.db.unit_of_work import current
from tenants.networks.models import Network, Region


def find_network() -> Network | None:
    """The network that the present transaction acts in."""
    return current().scalar(select(Network))


def find_region(name: str) -> Region | None:
    """A region by its name."""
    return current().scalar(select(Region).where(Region.name == name))


def list_regions() -> list[Region]:
    """All regions of the network, by name; a network has a few dozen."""
    return list(current().scalars(select(Region).order_by(Region.name, Region.id)))


def region_and_below(region_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
    """A region and all regions under it: what a person bound to it may see (§13)."""
    children: dict[uuid.UUID | None, list[uuid.UUID]] = {}
    for region in list_regions():
        children.setdefault(region.parent_id, []).append(region.id)
    found, waiting = [region_id], [region_id]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return tuple(found)
