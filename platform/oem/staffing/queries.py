"""Reads of how stores stand."""

import datetime as dt
import uuid
from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, func, select

from backbone.db.unit_of_work import acting, current
from backbone.isolation.acting import DbRole
from oem.staffing.models import StaffingDay
from tenants.stores.interface import Store, StoreState

RECENT = dt.timedelta(days=7)
"""Each store hands over every night; one that has been silent for a week is no longer known to stand so."""


def count_below(day: dt.date) -> int:
    """How many active stores stood below the minimum when they last handed over, as far as the reader may see."""
    stores = select(Store.tenant_id).where(*_seen(Store), Store.state == StoreState.ACTIVE)
    latest = _latest(day, StaffingDay.day > day - RECENT, StaffingDay.tenant_id.in_(stores))
    return current().scalar(select(func.count()).select_from(latest.where(StaffingDay.met.is_(False)).subquery())) or 0


def latest_of(store_ids: Collection[uuid.UUID], day: dt.date) -> dict[uuid.UUID, StaffingDay]:
    """What each of these stores handed over last, by `day`; headquarters sees its network, a bound reader regions."""
    rows = current().scalars(_latest(day, StaffingDay.tenant_id.in_(store_ids)))
    return {row.tenant_id: row for row in rows}


def _latest(day: dt.date, *narrowed: ColumnElement[bool]) -> Select[StaffingDay]:
    """Each store's last row by `day`."""
    mine = [*_seen(StaffingDay), *narrowed]
    newest = (
        select(StaffingDay.tenant_id, func.max(StaffingDay.day).label("day"))
        .where(*mine, StaffingDay.day <= day)
        .group_by(StaffingDay.tenant_id)
        .subquery()
    )
    joined = (newest.c.tenant_id == StaffingDay.tenant_id) & (newest.c.day == StaffingDay.day)
    return select(StaffingDay).join(newest, joined).where(*mine)


def _seen(kind: type[StaffingDay] | type[Store]) -> list[ColumnElement[bool]]:
    """Headquarters sees its network, who is bound to regions those."""
    seen = [kind.network_id == acting().network_id]
    return [*seen, kind.region_id.in_(acting().region_ids)] if acting().role is DbRole.REGION else seen
