"""The door to corrections for other slices."""

from dealer.corrections.actions import CorrectionWanted, open_correction
from dealer.corrections.may import departments_of
from dealer.corrections.models import Correction, CorrectionKind
from dealer.corrections.queries import (
    WAITING_CORRECTIONS,
    OpenCorrection,
    count_corrections,
    list_open_of,
    waiting_for,
)

__all__ = [
    "WAITING_CORRECTIONS",
    "Correction",
    "CorrectionKind",
    "CorrectionWanted",
    "OpenCorrection",
    "count_corrections",
    "departments_of",
    "list_open_of",
    "open_correction",
    "waiting_for",
]
