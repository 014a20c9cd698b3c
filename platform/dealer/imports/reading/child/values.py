"""Cells to normal forms: what a record stores, and what decides whether two rows say the same (DATA-1).

A normal form is a string: empty for a blank cell, and `UNREADABLE` + text where something is given but not understood,
so that two different unreadable cells still differ.
"""

import re
from collections.abc import Callable
from datetime import date

from dealer.customers.interface import BLANK_WORDS, filled, listed, normal_name, normal_plate, normal_vin, read_phones
from dealer.imports.reading.child.dates import UNREADABLE, DateReader
from dealer.imports.reading.kinds import FieldType

PHONES_JOINT = ","
_SPACES = re.compile(r"\s+")
_LONGEST, _LONGEST_NUMBER = 200, 100  # characters; what is longer is no such thing
_FARTHEST = 1e9
_LOST_DIGITS = r"\d(?:\.\d+)?[Ee]\+?\d{1,2}"
_FLOAT_OF_WHOLE = r"(\d+)\.0+"
_MONEY = re.compile(
    r"^(?P<open>\()?(?P<sign>[-+−])?\s*(?:[¥$]|rmb|cny|人民币)?\s*(?P<sign2>[-+−])?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+)\s*(?P<wan>万)?\s*(?:元|圆|块|rmb|cny)?整?\)?$",
    re.IGNORECASE,
)
_PLAIN_MONEY = re.compile(r"[¥￥]?(\d{1,9}(?:\.\d+)?|\d{1,3}(?:,\d{3}){1,2}(?:\.\d+)?)").fullmatch
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


def number_of(text: str) -> str:
    """The number of an order: half width, capitals, no spaces.

    Only zeros, or a word for 'none', is no number; nor is 2.0261E+11, under which a spreadsheet made many numbers one.
    """
    if not (text.isascii() and text.isalnum()):
        text = _SPACES.sub("", filled(text))
        if re.fullmatch(_LOST_DIGITS, text):
            return ""
        whole = re.fullmatch(_FLOAT_OF_WHOLE, text)
        text = whole.group(1) if whole else text
    elif text.lower() in BLANK_WORDS:
        return ""
    return text.upper() if text.strip("0") and len(text) <= _LONGEST_NUMBER else ""


def text_of(text: str) -> str:
    """Any text, folded; empty where it says nothing."""
    return filled(text)


def amount_of_number(number: float) -> str:
    """Yuan with two decimals, from a cell that is a number."""
    return f"{number:.2f}" if 0 < number < 1e9 else _fixed(number)


def amount_of(text: str) -> str:
    """Yuan with two decimals: `1201.00`. Reads ¥, 元, thousands, 万, a minus or accountants' parentheses."""
    plain = _PLAIN_MONEY(text)
    if plain:
        return _fixed(float(plain[1].replace(",", "")))
    text = filled(text)[:_LONGEST]
    if not text:
        return ""
    match = _MONEY.match(text)
    if not match:
        return UNREADABLE + text
    value = float(match["number"].replace(",", "")) * (10_000 if match["wan"] else 1)
    negative = match["open"] or "-" in (match["sign"] or match["sign2"] or "").replace("−", "-")
    amount = _fixed(-value if negative else value)
    return amount if amount[0] != UNREADABLE else UNREADABLE + text


def count_of(text: str) -> str:
    """Kilometres as a whole number: `70153` from `70,153公里`."""
    if text.isdecimal() and text.isascii() and len(text) < 10:
        return text.lstrip("0") or "0"
    text = filled(text)[:_LONGEST]
    match = _DISTANCE.match(text)
    if not match:
        return UNREADABLE + text if text else ""
    kilometres = float(re.sub("[, ]", "", match[1]) + (match[2] or "")) * (10_000 if match[3] else 1)
    return str(int(kilometres)) if kilometres < _FARTHEST else UNREADABLE + text


def flag_of(text: str) -> str:
    """`t`, `f`, or empty where the cell says neither; other words are kept apart as unreadable."""
    text = filled(text)[:_LONGEST].lower()
    if text in _YES:
        return "t"
    if text in _NO:
        return "f"
    return UNREADABLE + text if text else ""


def phones_of(text: str) -> str:
    """The dialled forms, joined by a comma; unreadable where none can be dialled."""
    phones = read_phones(text)
    if phones.is_invalid:
        return UNREADABLE + filled(text)[:_LONGEST]
    return PHONES_JOINT.join(phones.numbers)


_read_date = DateReader()
NORMALISERS: dict[FieldType, Callable[[str], str]] = {
    FieldType.NUMBER: number_of,
    FieldType.VIN: normal_vin,
    FieldType.PLATE: normal_plate,
    FieldType.NAME: normal_name,
    FieldType.PHONE: phones_of,
    FieldType.DATE: _read_date.of_text,
    FieldType.AMOUNT: amount_of,
    FieldType.COUNT: count_of,
    FieldType.FLAG: flag_of,
    FieldType.TEXT: text_of,
}


def _fixed(value: float) -> str:
    if not -1e10 < round(value, 2) < 1e10:  # more than numeric(12,2) holds, or not a number at all
        return f"{UNREADABLE}{value}"
    return f"{value + 0.0:.2f}" if round(value, 2) else "0.00"
