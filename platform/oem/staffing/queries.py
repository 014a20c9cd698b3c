"""Reads of how stores stand."""

import datetime as dt
import uuid
from collections.abc import Collection

from sqlalchemy import func, select

from backbone.db.unit_of_work import acting, current
from backbone.isolation.acting import DbRole
from oem.staffing.models import StaffingDay

RECENT = dt.timedelta(days=7)
"""Each store hands over every night; one that has been silent for a week is no longer known to stand so."""


def latest_of(store_ids: Collection[uuid.UUID], day: dt.date) -> dict[uuid.UUID, StaffingDay]:
    """What each of these stores handed over last, by `day`; headquarters sees its network, a bound reader regions."""
    mine = [StaffingDay.network_id == acting().network_id, StaffingDay.tenant_id.in_(store_ids)]
    if acting().role is DbRole.REGION:
        mine.append(StaffingDay.region_id.in_(acting().region_ids))
    newest = (
        select(StaffingDay.tenant_id, func.max(StaffingDay.day).label("day"))
        .where(*mine, StaffingDay.day <= day)
        .group_by(StaffingDay.tenant_id)
        .subquery()
    )
    joined = (newest.c.tenant_id == StaffingDay.tenant_id) & (newest.c.day == StaffingDay.day)
    rows = current().scalars(select(StaffingDay).join(newest, joined).where(*mine))
    return {row.tenant_id: row for row in rows}
