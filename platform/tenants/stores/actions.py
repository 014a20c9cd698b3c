"""Opening stores (HQ-1)."""

import datetime as dt

from backbone.db.unit_of_work import current
from backbone.ids import uuid7
from tenants.access.interface import Actor, Side
from tenants.audit_trail.interface import event_type, record
from tenants.networks.interface import Region
from tenants.signin.interface import CodeTakenError, open_way_in
from tenants.stores.models import Store
from tenants.stores.queries import find_store

STORE_OPENED = event_type("store.opened", "code", "name", "region", "start_date")


def open_store(*, code: str, name: str, region: Region, start_date: dt.date, by: Actor) -> Store:
    """A new store with its way in. `start_date`: visits before it are history (CB-16). Raises CodeTakenError."""
    if find_store(code) is not None:
        raise CodeTakenError(value=code)
    identity = uuid7()
    store = Store(
        tenant_id=identity,
        id=identity,
        network_id=by.network_id,
        region_id=region.id,
        code=code,
        name=name,
        start_date=start_date,
    )
    current().add(store)
    current().flush()
    open_way_in(code=code, side=Side.STORE, tenant_id=identity, network_id=by.network_id, place=name)
    record(
        STORE_OPENED,
        by=by,
        about="store",
        about_id=identity,
        code=code,
        name=name,
        region=region.name,
        start_date=start_date.isoformat(),
    )
    return store
