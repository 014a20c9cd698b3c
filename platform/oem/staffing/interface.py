"""The door to staffing at headquarters."""

from oem.staffing.actions import hand_over
from oem.staffing.models import StaffingDay
from oem.staffing.queries import count_below, latest_of

__all__ = ["StaffingDay", "count_below", "hand_over", "latest_of"]
