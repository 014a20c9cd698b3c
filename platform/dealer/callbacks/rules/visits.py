"""The two kinds of visit that are called after: which programmes follow each."""

from enum import StrEnum

from dealer.callbacks.rules.programmes import Programme


class VisitKind(StrEnum):
    """What a DMS file holds."""

    REPAIR_ORDERS = "repair_orders"
    DELIVERIES = "deliveries"

    @property
    def programmes(self) -> tuple[Programme, ...]:
        """3DC and service_14 follow a pick-up, 7DC a delivery (CB-1)."""
        if self is VisitKind.DELIVERIES:
            return (Programme.SEVEN_DC,)
        return (Programme.THREE_DC, Programme.SERVICE_14)
