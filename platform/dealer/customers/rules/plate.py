"""Number plates (CUS-7): one written form, and what kind of plate it is.

Forms by GA 36: ordinary ones have a province, a city's letter and five places; new-energy ones six.
"""

import re
from enum import StrEnum
from functools import cache

from dealer.customers.rules.writing import filled, listed

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SIMPLIFIED = str.maketrans("滬遼魯蘇贛桂晉陝閩貴粵寧瓊雲領學掛臨警", "沪辽鲁苏赣桂晋陕闽贵粤宁琼云领学挂临警")
_LETTERS = "A-HJ-NP-Z"
_LONGEST = 40  # what is longer is no plate
_SEPARATORS = re.compile(r"[\s·•‧・∙⋅●.\-_—–*'\"]+")
# No plate yet, or a temporary one: normal at delivery, and no identity.
_NO_PLATE = listed(
    "临牌 临时牌 临时 临时牌照 临时号牌 临时车牌 临 未上牌 未上 未挂牌 未办 未领 未领牌 无牌 无牌照 无车牌 无号牌 "
    "待上牌 待上 待领 待办 待定 暂无牌 暂无牌照 暂未上牌 还未上牌 没上牌 没牌 没有牌 尚未上牌 上牌中 办理中 "
    "无牌车 新车 新车未上牌 新车无牌 商品车 0 00 000 0000 00000 000000 0000000"
)


class PlateKind(StrEnum):
    """What kind of plate a text is; `UNKNOWN` is kept as it was written."""

    ORDINARY = "ordinary"
    NEW_ENERGY_SMALL = "new_energy_small"
    NEW_ENERGY_LARGE = "new_energy_large"
    POLICE = "police"
    TRAINER = "trainer"
    TRAILER = "trailer"
    HONG_KONG = "hong_kong"
    MACAU = "macau"
    EMBASSY = "embassy"
    CONSULATE = "consulate"
    ARMED_POLICE = "armed_police"
    MILITARY = "military"
    EMERGENCY = "emergency"
    TEMPORARY = "temporary"
    UNKNOWN = "unknown"


_CITY = rf"[{PROVINCES}][A-Z]"
_PATTERNS = (
    (PlateKind.ORDINARY, rf"{_CITY}[{_LETTERS}0-9]{{5}}"),
    (PlateKind.NEW_ENERGY_SMALL, rf"{_CITY}[DABCEFGHJK][{_LETTERS}0-9]\d{{4}}"),
    (PlateKind.NEW_ENERGY_LARGE, rf"{_CITY}\d{{5}}[DABCEFGHJK]"),
    (PlateKind.POLICE, rf"{_CITY}[{_LETTERS}0-9]{{4}}警"),
    (PlateKind.TRAINER, rf"{_CITY}[{_LETTERS}0-9]{{4}}学"),
    (PlateKind.TRAILER, rf"{_CITY}[{_LETTERS}0-9]{{4}}挂"),
    (PlateKind.HONG_KONG, rf"{_CITY}[{_LETTERS}0-9]{{4}}港"),
    (PlateKind.MACAU, rf"{_CITY}[{_LETTERS}0-9]{{4}}澳"),
    (PlateKind.EMBASSY, r"使\d{6}|\d{6}使"),
    (PlateKind.CONSULATE, rf"领\d{{6}}|\d{{6}}领|{_CITY}[{_LETTERS}0-9]{{4}}领|[{PROVINCES}]\d{{5}}领"),
    (PlateKind.ARMED_POLICE, rf"WJ[{PROVINCES}]?[0-9A-Z]{{5,6}}"),
    (PlateKind.MILITARY, r"[VZHKLBJNSEGOQ][A-Z]\d{5}"),
    (PlateKind.EMERGENCY, rf"{_CITY}[SX][{_LETTERS}0-9]{{4}}应急"),
    (PlateKind.TEMPORARY, rf"临(?:{_CITY})?[A-Z0-9]{{4,6}}|{_CITY}(?:临[A-Z0-9]{{4,6}}|[A-Z0-9]{{4,6}}临)"),
)
_USUAL = re.compile(rf"{_CITY}(?:(?!0{{5}})[{_LETTERS}0-9]{{5}}|[DABCEFGHJK][{_LETTERS}0-9]\d{{4}})").fullmatch
# Systems fill in province and city ("苏J") and leave the rest to the advisor.
_ONLY_PREFIX = re.compile(rf"[{PROVINCES}][A-Z]?0*").fullmatch


def normal_plate(text: str) -> str:
    """The plate in half width and capitals without separators; empty where the car has none yet.

    What is no plate by its form is kept as written (folded), since the raw text is all there is to know the car by.
    """
    if _USUAL(text):
        return text
    text = filled(text)[:_LONGEST]
    plate = _SEPARATORS.sub("", text).upper().translate(_SIMPLIFIED)
    if plate in _NO_PLATE or text in _NO_PLATE or _ONLY_PREFIX(plate):
        return ""
    return plate


def plate_kind(plate: str) -> PlateKind:
    """The kind of a normalised plate."""
    return next((kind for kind, form in _forms() if form.fullmatch(plate)), PlateKind.UNKNOWN)


def is_plate(plate: str) -> bool:
    """Whether a normalised text has the form of any plate."""
    return _USUAL(plate) is not None or plate_kind(plate) is not PlateKind.UNKNOWN


@cache
def _forms() -> tuple[tuple[PlateKind, re.Pattern[str]], ...]:
    """Compiled when first needed: the child that reads a file mostly meets the usual ones."""
    return tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)
