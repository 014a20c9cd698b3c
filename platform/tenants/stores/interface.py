"""The door to stores."""

from tenants.stores.actions import open_store
from tenants.stores.models import Store, StoreState
from tenants.stores.queries import StoreLine, find_store, get_own_store, get_own_store_line, list_stores

__all__ = [
    "Store",
    "StoreLine",
    "StoreState",
    "find_store",
    "get_own_store",
    "get_own_store_line",
    "list_stores",
    "open_store",
]
