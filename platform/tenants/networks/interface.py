"""The door to networks and regions."""

from tenants.networks.actions import add_region, open_network, rename_network
from tenants.networks.models import Network, Region
from tenants.networks.queries import find_network, find_region, list_regions, region_and_below

__all__ = [
    "Network",
    "Region",
    "add_region",
    "find_network",
    "find_region",
    "list_regions",
    "open_network",
    "region_and_below",
    "rename_network",
]
