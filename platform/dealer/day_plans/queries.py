"""Reads of the plans of the day."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import select

from backbone.db.unit_of_work import acting, current
from backbone.errors import NotFoundError
from dealer.day_plans.models import DayPlan, DayPlanLine


@dataclass(frozen=True)
class PlannedDay:
    """A day with its lines, those with a time first; `plan` is None when nothing was written yet."""

    day: dt.date
    plan: DayPlan | None
    lines: list[DayPlanLine]

    @property
    def is_closed(self) -> bool:
        """Done and not done stand for good."""
        return self.plan is not None and self.plan.closed_at is not None


def get_planned_day(day: dt.date) -> PlannedDay:
    """The centre's plan of a day; an empty one when there is none."""
    mine = (DayPlan.tenant_id == acting().tenant_id, DayPlan.day == day)
    plan = current().scalar(select(DayPlan).where(*mine))
    return PlannedDay(day, plan, list_lines(plan.id) if plan else [])


def list_lines(plan_id: uuid.UUID) -> list[DayPlanLine]:
    """A plan's lines."""
    mine = (DayPlanLine.tenant_id == acting().tenant_id, DayPlanLine.plan_id == plan_id)
    order = (DayPlanLine.at.nulls_last(), DayPlanLine.written_at, DayPlanLine.id)
    return list(current().scalars(select(DayPlanLine).where(*mine).order_by(*order)))


def get_plan_to_change(day: dt.date) -> DayPlan:
    """A day's plan, locked. Raises NotFoundError."""
    mine = (DayPlan.tenant_id == acting().tenant_id, DayPlan.day == day)
    if (found := current().scalar(select(DayPlan).where(*mine).with_for_update())) is None:
        raise NotFoundError
    return found


def day_of_line(line_id: uuid.UUID) -> dt.date:
    """Whose line it is. Raises NotFoundError."""
    joined = (DayPlan.tenant_id == DayPlanLine.tenant_id) & (DayPlan.id == DayPlanLine.plan_id)
    mine = (DayPlanLine.tenant_id == acting().tenant_id, DayPlanLine.id == line_id)
    if (day := current().scalar(select(DayPlan.day).join(DayPlanLine, joined).where(*mine))) is None:
        raise NotFoundError
    return day


def get_line_to_change(line_id: uuid.UUID) -> tuple[DayPlan, DayPlanLine]:
    """A line and its plan, both locked, the plan first. Raises NotFoundError."""
    plan_of = select(DayPlanLine.plan_id).where(DayPlanLine.tenant_id == acting().tenant_id, DayPlanLine.id == line_id)
    plan_id = current().scalar(plan_of)
    mine = (DayPlan.tenant_id == acting().tenant_id, DayPlan.id == plan_id)
    plan = current().scalar(select(DayPlan).where(*mine).with_for_update())
    own = (DayPlanLine.tenant_id == acting().tenant_id, DayPlanLine.id == line_id)
    line = current().scalar(select(DayPlanLine).where(*own).with_for_update())
    if plan is None or line is None:
        raise NotFoundError
    return plan, line
