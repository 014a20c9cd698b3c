"""The door to the workshop."""

from dealer.workshop.actions import ORDERS, take_in_orders
from dealer.workshop.models import RepairOrder

__all__ = ["ORDERS", "RepairOrder", "take_in_orders"]
