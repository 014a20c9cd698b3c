"""The door to handovers."""

from dealer.handovers.actions import record_handover
from dealer.handovers.models import Department, Handover
from dealer.handovers.queries import MissingHandover, missing_handovers
from dealer.handovers.rules import DUE_AT

__all__ = ["DUE_AT", "Department", "Handover", "MissingHandover", "missing_handovers", "record_handover"]
