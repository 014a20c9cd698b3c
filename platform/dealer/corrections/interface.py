"""The door to corrections for other slices."""

from dealer.corrections.actions import CorrectionWanted, open_correction
from dealer.corrections.models import Correction, CorrectionKind
from dealer.corrections.queries import OpenCorrection, list_open_of

__all__ = [
    "Correction",
    "CorrectionKind",
    "CorrectionWanted",
    "OpenCorrection",
    "list_open_of",
    "open_correction",
]
