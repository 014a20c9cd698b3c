"""Choosing a staffing plan (ORG-2)."""

import datetime as dt
import uuid

from backbone.db.unit_of_work import current
from backbone.ids import uuid7
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record
from tenants.staffing.models import StaffingPlan

PLAN_CHOSEN = event_type("staffing.plan_chosen", "plan", "valid_from")


def choose_plan(*, plan: int, valid_from: dt.date, region_id: uuid.UUID, by: Actor) -> StaffingPlan:
    """From `valid_from` on the store works under `plan` (1 or 2); earlier rows stay as history."""
    chosen = StaffingPlan(
        tenant_id=by.tenant_id,
        id=uuid7(),
        network_id=by.network_id,
        region_id=region_id,
        plan=plan,
        valid_from=valid_from,
    )
    current().add(chosen)
    current().flush()
    record(PLAN_CHOSEN, by=by, about="staffing_plan", about_id=chosen.id, plan=plan, valid_from=valid_from.isoformat())
    return chosen
