"""Reads of stores."""

from dataclasses import dataclass

from sqlalchemy import Select, and_, func, select

from backbone.clock import today
from backbone.db.unit_of_work import current
from backbone.errors import NotFoundError
from tenants.networks.interface import Region
from tenants.staffing.interface import StaffingPlan
from tenants.stores.models import Store


@dataclass(frozen=True)
class StoreLine:
    """One store as a list shows it; `plan` is the staffing plan in force today."""

    store: Store
    region: Region
    plan: int | None


def get_own_store() -> Store:
    """The store that the present transaction acts as. Raises NotFoundError."""
    store: Store | None = current().scalar(select(Store))
    if store is None:
        raise NotFoundError
    return store


def find_store(code: str) -> Store | None:
    """A store of the present network by its code."""
    return current().scalar(select(Store).where(Store.code == code))


def get_own_store_line() -> StoreLine:
    """The store that the present transaction acts as, with region and plan. Raises NotFoundError."""
    row = current().execute(_lines()).one_or_none()
    if row is None:
        raise NotFoundError
    return StoreLine(*row)


def list_stores(*, after: str | None = None, limit: int = 100) -> list[StoreLine]:
    """Stores with region and plan, by code, after the code `after`."""
    query = _lines().order_by(Store.code).limit(limit)
    if after is not None:
        query = query.where(Store.code > after)
    return [StoreLine(*row) for row in current().execute(query)]


def _lines() -> Select[Store, Region, int]:
    newest = (
        select(StaffingPlan.tenant_id, func.max(StaffingPlan.valid_from).label("since"))
        .where(StaffingPlan.valid_from <= today())
        .group_by(StaffingPlan.tenant_id)
        .subquery()
    )
    in_force = and_(StaffingPlan.tenant_id == newest.c.tenant_id, StaffingPlan.valid_from == newest.c.since)
    return (
        select(Store, Region, StaffingPlan.plan)
        .join(Region, and_(Region.network_id == Store.network_id, Region.id == Store.region_id))
        .outerjoin(newest, newest.c.tenant_id == Store.tenant_id)
        .outerjoin(StaffingPlan, in_force)
    )
