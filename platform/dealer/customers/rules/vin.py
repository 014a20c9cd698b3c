"""Vehicle identification numbers (CUS-7): written form, length and check digit by ISO 3779 / GB 16735."""

from enum import StrEnum
from operator import mul

from dealer.customers.rules.writing import filled, is_blank

VIN_LENGTH = 17
_LONGEST = 40  # what is longer is no VIN, and goes into indexes as little of it as tells rows apart
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
# I, O and Q have no value: they are not allowed in a VIN, so that nobody reads them as 1 and 0.
_NONE = 99
_VALUES = bytearray([_NONE]) * 256
_VALUES[ord("0") : ord("9") + 1] = bytes(range(10))
for _letter, _value in zip("ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789", strict=True):
    _VALUES[ord(_letter)] = int(_value)
_CHECK_POSITION = 8


class VinFlaw(StrEnum):
    """What is wrong with a VIN. A flaw warns and never rejects; a flawed VIN is matched by plate first."""

    LENGTH = "vin_length"
    CHECK_DIGIT = "vin_check_digit"


def normal_vin(text: str) -> str:
    """The VIN in capitals without separators; empty where the cell gives none.

    One character repeated (`00000000000000000`) fills a mandatory field and names no car, though its check digit fits.
    """
    if len(text) == VIN_LENGTH and text.isascii() and text.isalnum():
        return text.upper() if text.count(text[0]) < VIN_LENGTH else ""
    text = filled(text)
    if not (text.isascii() and text.isalnum()):
        text = "".join(character for character in text if character.isascii() and character.isalnum())
    text = text.upper()[:_LONGEST]
    return "" if len(set(text)) <= 1 or is_blank(text) else text


def vin_flaw(vin: str) -> VinFlaw | None:
    """The flaw of a normalised VIN, or None. I, O, Q count as a wrong check digit: none can be computed with them."""
    if len(vin) != VIN_LENGTH:
        return VinFlaw.LENGTH
    values = vin.encode("ascii", "replace").translate(_VALUES)
    if _NONE in values or vin[_CHECK_POSITION] != "0123456789X"[sum(map(mul, values, _WEIGHTS)) % 11]:
        return VinFlaw.CHECK_DIGIT
    return None
