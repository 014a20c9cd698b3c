"""Cells to normal forms: what a record stores, and what decides whether two rows say the same (DATA-1).

A normal form is a string: empty for a blank cell, and `UNREADABLE` + text where something is given but not understood,
so that two different unreadable cells still differ.
"""

import re
from collections.abc import Callable
from datetime import date

from dealer.customers.interface import filled, listed, normal_name, normal_plate, normal_vin, read_phones
from dealer.imports.reading.child.dates import UNREADABLE
from dealer.imports.reading.kinds import FieldType

PHONES_JOINT = ","
_SPACES = re.compile(r"\s+")
_MONEY = re.compile(
    r"^(?P<open>\()?(?P<sign>[-+−])?\s*(?:[¥$]|rmb|cny|人民币)?\s*(?P<sign2>[-+−])?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+)\s*(?P<wan>万)?\s*(?:元|圆|块|rmb|cny)?整?\)?$",
    re.IGNORECASE,
)
_DISTANCE = re.compile(r"^(\d{1,3}(?:[, ]\d{3})+|\d+)(\.\d+)?\s*(万)?\s*(?:公里|千米|里|km|kms)?$", re.IGNORECASE)
_YES = listed("是 y yes true t 1 1.0 √ ✓ ✔ 有 已 对 v 预约 已预约 返修 返工 on")
_NO = listed("否 n no false f 0 0.0 × ✗ ✘ x 未 不是 非 不 未预约 非预约 off")


def cell_text(cell: object) -> str:
    """A cell as a person sees it: the raw text that is kept and shown."""
    if cell.__class__ is str:
        return cell
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, date):
        return str(cell)
    return "" if cell is None else str(cell)


def number_of(cell: object) -> str:
    """The number of an order: half width, capitals, no spaces. Only zeros, or a word for 'none', is no number."""
    text = _SPACES.sub("", filled(cell_text(cell))).upper()
    return text if text.strip("0") else ""


def text_of(cell: object) -> str:
    """Any text, folded; empty where it says nothing."""
    return filled(cell_text(cell))


def amount_of(cell: object) -> str:
    """Yuan with two decimals: `1201.00`. Reads ¥, 元, thousands, 万, a minus or accountants' parentheses."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _fixed(cell)
    text = filled(cell_text(cell))
    if not text:
        return ""
    match = _MONEY.match(text)
    if not match:
        return UNREADABLE + text
    value = float(match["number"].replace(",", "")) * (10_000 if match["wan"] else 1)
    negative = match["open"] or "-" in (match["sign"] or match["sign2"] or "").replace("−", "-")
    return _fixed(-value if negative else value)


def count_of(cell: object) -> str:
    """Kilometres as a whole number: `70153` from `70,153公里`."""
    text = filled(cell_text(cell))
    match = _DISTANCE.match(text)
    if not match:
        return UNREADABLE + text if text else ""
    whole = re.sub("[, ]", "", match[1])
    return f"{float(whole + (match[2] or '')) * 10_000:.0f}" if match[3] else str(int(whole))


def flag_of(cell: object) -> str:
    """`t`, `f`, or empty where the cell says neither; other words are kept apart as unreadable."""
    text = filled(cell_text(cell)).lower()
    if text in _YES:
        return "t"
    if text in _NO:
        return "f"
    return UNREADABLE + text if text else ""


def phones_of(cell: object) -> str:
    """The dialled forms, joined by a comma; unreadable where none can be dialled."""
    text = cell_text(cell)
    phones = read_phones(text)
    if phones.is_invalid:
        return UNREADABLE + filled(text)
    return PHONES_JOINT.join(phones.numbers)


def vin_of(cell: object) -> str:
    """The normalised VIN."""
    return normal_vin(cell_text(cell))


def plate_of(cell: object) -> str:
    """The normalised plate."""
    return normal_plate(cell_text(cell))


def name_of(cell: object) -> str:
    """The normalised name."""
    return normal_name(cell_text(cell))


NORMALISERS: dict[FieldType, Callable[[object], str]] = {
    FieldType.NUMBER: number_of,
    FieldType.VIN: vin_of,
    FieldType.PLATE: plate_of,
    FieldType.NAME: name_of,
    FieldType.PHONE: phones_of,
    FieldType.AMOUNT: amount_of,
    FieldType.COUNT: count_of,
    FieldType.FLAG: flag_of,
    FieldType.TEXT: text_of,
}


def _fixed(value: float) -> str:
    if not -1e10 < value < 1e10:  # more than numeric(12,2) holds, or not a number at all
        return f"{UNREADABLE}{value}"
    return f"{value + 0.0:.2f}" if round(value, 2) else "0.00"
