"""Taking over how stores stand (HQ-4)."""

import uuid
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from backbone.clock import now
from backbone.db.unit_of_work import acting, current
from backbone.ids import uuid7
from oem.staffing.models import StaffingDay
from tenants.staffing.interface import Lack, Standing


def hand_over(standing: Standing, *, region_id: uuid.UUID) -> None:
    """Write how the present store stands on a day over what stood there. No names: positions and days."""
    said = {
        "region_id": region_id,
        "plan": standing.plan,
        "met": standing.met,
        "below_since": standing.below_since,
        "lacks": [_lack(each) for each in standing.lacks],
        "gaps": [_lack(each) for each in standing.gaps],
        "delegated": [{"position": each.position, "until": each.last.isoformat()} for each in standing.delegated],
        "as_of": now(),
    }
    key = {"tenant_id": acting().tenant_id, "id": uuid7(), "network_id": acting().network_id, "day": standing.day}
    fresh = insert(StaffingDay).values(key | said)
    current().execute(fresh.on_conflict_do_update(index_elements=["tenant_id", "day"], set_=said))


def _lack(lack: Lack) -> dict[str, Any]:
    return {"position": lack.position, "since": lack.since.isoformat(), "people": lack.people}
