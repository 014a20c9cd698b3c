"""Building a network (HQ-1)."""

import uuid

from backbone.db.unit_of_work import current
from backbone.errors import ConflictError
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record
from tenants.networks.models import Network, Region
from tenants.networks.queries import find_region

NETWORK_OPENED = event_type("network.opened", "code", "name")
NETWORK_RENAMED = event_type("network.renamed", "code", "name")
REGION_ADDED = event_type("region.added", "name")


class RegionExistsError(ConflictError):
    """Two regions of one network would have one name."""

    code = "region_exists"
    message = _l("There is a region %(name)s already.")


def open_network(*, code: str, name: str, by: Actor, made_by_default: bool = False) -> Network:
    """A new network; `by` acts as the headquarters whose network id it is to be."""
    network = Network(network_id=by.network_id, id=by.network_id, code=code, name=name, made_by_default=made_by_default)
    current().add(network)
    current().flush()
    record(NETWORK_OPENED, by=by, about="network", about_id=network.id, code=code, name=name)
    return network


def rename_network(network: Network, *, code: str, name: str, by: Actor) -> None:
    """Give a network its own code and name."""
    network.code, network.name, network.made_by_default = code, name, False
    record(NETWORK_RENAMED, by=by, about="network", about_id=network.id, code=code, name=name)


def add_region(*, name: str, by: Actor, parent_id: uuid.UUID | None = None) -> Region:
    """A new region below `parent_id`, or at the top. Raises RegionExistsError."""
    if find_region(name):
        raise RegionExistsError(name=name)
    region = Region(network_id=by.network_id, id=uuid7(), name=name, parent_id=parent_id)
    current().add(region)
    current().flush()
    record(REGION_ADDED, by=by, about="region", about_id=region.id, name=name)
    return region
