"""The door to staffing plans."""

from tenants.staffing.actions import choose_plan
from tenants.staffing.models import StaffingPlan

__all__ = ["StaffingPlan", "choose_plan"]
