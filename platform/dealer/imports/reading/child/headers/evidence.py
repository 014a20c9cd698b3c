"""What the cells of a column say about it: the tie-breaker between names, and the guess where a name says nothing."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from dealer.customers.interface import is_plate, normal_plate, normal_vin
from dealer.imports.reading.child.dates import UNREADABLE, DateReader
from dealer.imports.reading.child.values import NORMALISERS, cell_text, number_of
from dealer.imports.reading.kinds import FieldType

SAMPLE = 60  # cells of a column that are looked at
_FEW = 4  # below this many filled cells nothing is concluded from them
AGAINST, IN_FAVOUR = -55, 3
OF_SEVERAL = -15  # numbers that several rows share, like the contract of a fleet: any other number is better
_ONE_EACH = 0.8

_read_date = DateReader()
_VIN_LIKE = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Z0-9]{11,20}").fullmatch
_WHOLE_VIN = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-HJ-NPR-Z0-9]{17}").fullmatch
_CODE = re.compile(r"(?=.*\d)[A-Z0-9\-_/\u4e00-\u9fff]{3,40}").fullmatch
_DIGITS = re.compile(r"\d")


def filled_cells(column: Sequence[object]) -> list[object]:
    """The first cells of a column that hold anything."""
    return [cell for cell in column if cell not in ("", None)][:SAMPLE]


def adjustment(typed: FieldType, cells: list[object]) -> int:
    """What the cells add to the score of a column as a field of this type, or take from it."""
    if len(cells) < _FEW or typed not in _FITS:
        return 0
    share = _share(cells, _FITS[typed])
    if typed is FieldType.NUMBER and _counts_up(cells):
        return AGAINST
    if typed is FieldType.NUMBER and len(set(cells)) < _ONE_EACH * len(cells):
        return OF_SEVERAL
    return IN_FAVOUR if share >= 0.6 else (AGAINST if share < 0.2 else 0)


def looks_like(typed: FieldType, cells: list[object]) -> bool:
    """Whether the cells alone, under a name that says nothing, make a column a VIN, a plate, a phone or a date."""
    return len(cells) >= _FEW and _share(cells, _SURE[typed]) >= 0.7


def looks_like_numbers(cells: list[object]) -> bool:
    """Whether the cells alone could be the numbers of orders: codes, each its own, not just counting up."""
    texts = [number_of(cell_text(cell)) for cell in cells]
    each_its_own = len(set(texts)) >= 0.9 * len(texts)
    return len(cells) >= _FEW and each_its_own and not _counts_up(cells) and _share(cells, _is_code) >= 0.9


def _share(cells: list[object], fits: Callable[[object], bool]) -> float:
    return sum(map(fits, cells)) / len(cells)


def _counts_up(cells: list[object]) -> bool:
    """1, 2, 3 …: a row counter, whatever its name."""
    texts = [cell_text(cell).strip() for cell in cells]
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 8]
    if len(numbers) < 0.8 * len(texts) or numbers[0] > 2:
        return False
    return sum(b == a + 1 for a, b in pairwise(numbers)) >= 0.7 * (len(numbers) - 1)


def _is_vin_like(cell: object) -> bool:
    return _VIN_LIKE(normal_vin(cell_text(cell))) is not None


def _is_plate_like(cell: object) -> bool:
    text = cell_text(cell)
    plate = normal_plate(text)
    return is_plate(plate) if plate else bool(text.strip())


def _is_date(cell: object) -> bool:
    return not _read_date(cell).startswith(UNREADABLE)


def _is_phone_like(cell: object) -> bool:
    return len(_DIGITS.findall(cell_text(cell))) >= 7


def _is_code(cell: object) -> bool:
    return _CODE(number_of(cell_text(cell))) is not None


def _reads(typed: FieldType) -> Callable[[object], bool]:
    return lambda cell: not NORMALISERS[typed](cell_text(cell)).startswith(UNREADABLE)


_FITS: dict[FieldType, Callable[[object], bool]] = {
    FieldType.NUMBER: lambda cell: _DIGITS.search(cell_text(cell)) is not None,
    FieldType.VIN: _is_vin_like,
    FieldType.PLATE: _is_plate_like,
    FieldType.PHONE: _is_phone_like,
    FieldType.DATE: _is_date,
    FieldType.AMOUNT: _reads(FieldType.AMOUNT),
    FieldType.COUNT: _reads(FieldType.COUNT),
    FieldType.FLAG: _reads(FieldType.FLAG),
}
_SURE: dict[FieldType, Callable[[object], bool]] = {
    FieldType.VIN: lambda cell: _WHOLE_VIN(normal_vin(cell_text(cell))) is not None,
    FieldType.PLATE: lambda cell: is_plate(normal_plate(cell_text(cell))),
    FieldType.PHONE: lambda cell: not NORMALISERS[FieldType.PHONE](cell_text(cell)).startswith(UNREADABLE),
    FieldType.DATE: _is_date,
}
