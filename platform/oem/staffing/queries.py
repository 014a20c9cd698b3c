"""Reads of how stores stand."""

import datetime as dt
import uuid
from collections.abc import Collection

from sqlalchemy import func, select

from backbone.db.unit_of_work import acting, current
from backbone.isolation.acting import DbRole
from oem.staffing.models import StaffingDay


def latest_of(store_ids: Collection[uuid.UUID], day: dt.date) -> dict[uuid.UUID, StaffingDay]:
    """What each of these stores handed over last, by `day`; headquarters sees its network, a bound reader regions."""
    seen = [StaffingDay.network_id == acting().network_id, StaffingDay.tenant_id.in_(store_ids)]
    if acting().role is DbRole.REGION:
        seen.append(StaffingDay.region_id.in_(acting().region_ids))
    newest = (
        select(StaffingDay.tenant_id, func.max(StaffingDay.day).label("day"))
        .where(*seen, StaffingDay.day <= day)
        .group_by(StaffingDay.tenant_id)
        .subquery()
    )
    joined = (newest.c.tenant_id == StaffingDay.tenant_id) & (newest.c.day == StaffingDay.day)
    rows = current().scalars(select(StaffingDay).join(newest, joined).where(*seen))
    return {row.tenant_id: row for row in rows}
