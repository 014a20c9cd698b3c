"""The door to today's picture."""

from oem.today.actions import hand_over
from oem.today.models import DayTotal
from oem.today.queries import Picture, Place, list_store_totals, picture_of
from oem.today.rules import (
    Count,
    Figure,
    Level,
    Totals,
    duty_days_late,
    group_levels,
    shows_percentage,
    store_levels,
)

__all__ = [
    "Count",
    "DayTotal",
    "Figure",
    "Level",
    "Picture",
    "Place",
    "Totals",
    "duty_days_late",
    "group_levels",
    "hand_over",
    "list_store_totals",
    "picture_of",
    "shows_percentage",
    "store_levels",
]
