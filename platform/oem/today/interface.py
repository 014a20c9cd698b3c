"""The door to today's picture."""

from oem.today.actions import hand_over
from oem.today.models import DayTotal

__all__ = ["DayTotal", "hand_over"]
