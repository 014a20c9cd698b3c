"""The door to day plans."""

from dealer.day_plans.actions import close, mark, take_out, write_line
from dealer.day_plans.models import DayPlan, DayPlanLine, LineKind, LineState
from dealer.day_plans.queries import PlannedDay, get_planned_day

__all__ = [
    "DayPlan",
    "DayPlanLine",
    "LineKind",
    "LineState",
    "PlannedDay",
    "close",
    "get_planned_day",
    "mark",
    "take_out",
    "write_line",
]
