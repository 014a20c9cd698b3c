"""The door to staffing."""

from tenants.staffing.actions.changing import HAND_OVER_STAFFING, staffing_changed
from tenants.staffing.actions.choosing import choose_plan
from tenants.staffing.models import Delegation, StaffingPlan
from tenants.staffing.queries.staffing import StoreStaffing, get_store_staffing
from tenants.staffing.rules.chart import Box, chart_on
from tenants.staffing.rules.minimum import MINIMUM, Lack, Standing, standing_on
from tenants.staffing.rules.route import RouteMark, Step, may_sign, route_on
from tenants.staffing.rules.staffing import Staffing

__all__ = [
    "HAND_OVER_STAFFING",
    "MINIMUM",
    "Box",
    "Delegation",
    "Lack",
    "RouteMark",
    "Staffing",
    "StaffingPlan",
    "Standing",
    "Step",
    "StoreStaffing",
    "chart_on",
    "choose_plan",
    "get_store_staffing",
    "may_sign",
    "route_on",
    "staffing_changed",
    "standing_on",
]
