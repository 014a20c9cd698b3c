"""The door to vehicle deliveries."""

from dealer.vehicle_deliveries.actions import DELIVERIES, take_in_deliveries
from dealer.vehicle_deliveries.models import VehicleDelivery

__all__ = ["DELIVERIES", "VehicleDelivery", "take_in_deliveries"]
