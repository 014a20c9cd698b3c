"""The door to figures."""

from dealer.figures.actions import day_changed, hand_over_day_totals

__all__ = ["day_changed", "hand_over_day_totals"]
