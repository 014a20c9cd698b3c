"""Choosing a staffing plan (ORG-2)."""

import datetime as dt
import uuid

from sqlalchemy import Uuid, column, select, table

from backbone.clock import today
from backbone.db.unit_of_work import acting, current
from backbone.errors import ForbiddenError, InvalidError
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record
from tenants.staffing import may
from tenants.staffing.actions.changing import staffing_changed
from tenants.staffing.models import StaffingPlan
from tenants.staffing.queries.staffing import list_plans, lock_staffing

PLAN_CHOSEN = event_type("staffing.plan_chosen", "plan", "valid_from")
PLAN_CHANGED = event_type("staffing.plan_changed", "plan", "from", "valid_from", "why")

FURTHEST = dt.timedelta(days=366)

# The slice of stores lies above this one.
_STORES = table("stores", column("tenant_id", Uuid()), column("region_id", Uuid()), schema="app")


def choose_plan(*, plan: int, valid_from: dt.date, region_id: uuid.UUID, by: Actor) -> StaffingPlan:
    """A new store works under `plan` (1 or 2) from `valid_from` on."""
    chosen = _add(plan, valid_from, region_id, why="", by=by)
    record(PLAN_CHOSEN, by=by, about="staffing_plan", about_id=chosen.id, plan=plan, valid_from=valid_from.isoformat())
    return chosen


def change_plan(*, plan: int, valid_from: dt.date, why: str, by: Actor) -> StaffingPlan:
    """From `valid_from` on, today at the earliest, the store works under `plan`; earlier plans stay as history.

    A change that has not come into force yet is replaced by one for the same day. Raises ForbiddenError, InvalidError.
    """
    if not may.change(by):
        raise ForbiddenError
    why = why.strip()
    lock_staffing()
    plans = list_plans()
    there = next((each for each in plans if each.valid_from == valid_from), None)
    before = next((each for each in plans if each.valid_from < valid_from), None)
    present = there or before
    _check(plan, valid_from, why, present)
    former = present.plan if present else plan
    if there is not None and valid_from > today():
        there.plan, there.why, there.chosen_by_name = plan, why, by.name
        current().flush()
    else:
        there = _add(plan, valid_from, _own_region(), why=why, by=by)
    details = {"plan": plan, "from": former, "valid_from": valid_from.isoformat(), "why": why}
    record(PLAN_CHANGED, by=by, about="staffing_plan", about_id=there.id, **details)
    staffing_changed()
    return there


def _check(plan: int, valid_from: dt.date, why: str, present: StaffingPlan | None) -> None:
    wrong = {}
    if plan not in {1, 2}:
        wrong["plan"] = [_l("There are plan 1 and plan 2.")]
    elif present is not None and present.plan == plan:
        wrong["plan"] = [_l("Plan %(number)s is what holds on that day already.", number=plan)]
    if valid_from < today():
        wrong["valid_from"] = [_l("Today at the earliest: reports of the past keep their route.")]
    elif valid_from > today() + FURTHEST:
        wrong["valid_from"] = [_l("A year ahead at most.")]
    elif present is not None and present.valid_from == valid_from == today():
        wrong["valid_from"] = [_l("A plan begins today already. Tomorrow at the earliest.")]
    if not why:
        wrong["why"] = [_l("Say why the plan changes.")]
    if wrong:
        raise InvalidError(fields=wrong)


def _add(plan: int, valid_from: dt.date, region_id: uuid.UUID, *, why: str, by: Actor) -> StaffingPlan:
    chosen = StaffingPlan(
        tenant_id=by.tenant_id,
        id=uuid7(),
        network_id=by.network_id,
        region_id=region_id,
        plan=plan,
        valid_from=valid_from,
        why=why,
        chosen_by_name=by.name if by.account_id else "",
    )
    current().add(chosen)
    current().flush()
    return chosen


def _own_region() -> uuid.UUID:
    query = select(_STORES.c.region_id).where(_STORES.c.tenant_id == acting().tenant_id)
    region_id: uuid.UUID = current().execute(query).scalar_one()
    return region_id
