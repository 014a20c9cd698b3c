"""The door to customers for other slices.

Kept light on purpose: the child process that reads a dealer's file imports it, and starts in a few milliseconds.
What needs the database goes below a function, or into a module of its own (a test of the reading watches this).
"""

from dealer.customers.rules.name import normal_name, same_name
from dealer.customers.rules.phone import NO_PHONE, Phones, read_phones
from dealer.customers.rules.plate import PlateKind, is_plate, normal_plate, plate_kind
from dealer.customers.rules.vin import VIN_LENGTH, VinFlaw, normal_vin, vin_flaw
from dealer.customers.rules.writing import BLANK_WORDS, filled, folded, is_blank, listed

__all__ = [
    "BLANK_WORDS",
    "NO_PHONE",
    "VIN_LENGTH",
    "Phones",
    "PlateKind",
    "VinFlaw",
    "filled",
    "folded",
    "is_blank",
    "is_plate",
    "listed",
    "normal_name",
    "normal_plate",
    "normal_vin",
    "plate_kind",
    "read_phones",
    "same_name",
    "vin_flaw",
]
