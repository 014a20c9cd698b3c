"""The door to staffing at headquarters."""

from oem.staffing.actions import hand_over
from oem.staffing.models import StaffingDay
from oem.staffing.queries import RECENT, latest_of

__all__ = ["RECENT", "StaffingDay", "hand_over", "latest_of"]
