"""Phone numbers as dealers' systems write them (CUS-7): mobiles, landlines with area code, several in one cell.

Written by hand for the mainland instead of with phonenumberslite: that takes longer to load than a store's whole
file takes to read, and it takes a number that has lost its last digit for a landline.
"""

import re

from dealer.customers.rules.writing import filled

# Exactly what can be dialled from anywhere in the country.
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(0(?:10|2\d|[3-9]\d{2}))([2-9]\d{6,7})")
_EIGHT_DIGIT_AREAS = ("010", "02")
_SERVICE_LINE = re.compile(r"[48]00\d{7}")
_ABROAD = re.compile(r"\+(?!86)[1-9]\d{6,14}")
_COUNTRY = re.compile(r"^(?:\+86|0086|86(?=1[3-9]\d{9}$|0\d{9,11}$))0*(?=[1-9]\d{9,10}$)")
_EXTENSION = re.compile(r"(?:转|轉|分机|分機|内线|ext\.?|x|#|\*|,)\s*:?\s*(\d{1,6})\s*$", re.IGNORECASE)
_DASHED_EXTENSION = re.compile(r"^(\(?0\d{2,3}\)?[- ]?\d{7,8})-(\d{1,6})$")
_SCIENTIFIC = re.compile(r"^(\d(?:\.\d+)?)e\+?(\d{1,2})$", re.IGNORECASE)
_FLOAT_OF_WHOLE = re.compile(r"^(\d{7,13})\.0+$")
# Dashes, dots and single spaces stand inside a number; these stand between two.
_BETWEEN = re.compile(
    r"[/\\、;,，；|&\n\r\t]+|或者?|和|及|以及|\s+(?='?(?:(?:\+|00)?86[- ]?)?1[3-9]\d{9}(?!\d))|(?<=\d{11})\s+"
)
_INSIDE = re.compile(r"[\s\-—–‐‑−_.·()\[\]]+")
_DIGITS_RUN = re.compile(r"\+?\d[\d\s\-—–‐‑−.·()]*\d")
_TWO_MOBILES = re.compile(r"(1[3-9]\d{9})(1[3-9]\d{9})")
# Text without a digit: said to be absent, or not a phone at all.
_SAID_ABSENT = re.compile(r"^[(\[]?(?:无|没|未|拒|不|暂|空|缺|同上|同车主|保密)")
_DIGIT = re.compile(r"\d")
_LONGEST, _MOST = 300, 10  # characters that are looked at, numbers that one cell can give


class Phones:
    """What a cell says: `numbers` that can be dialled, in order, each once; `given` when it says anything at all."""

    __slots__ = ("given", "numbers")

    def __init__(self, numbers: tuple[str, ...], given: bool) -> None:
        self.numbers = numbers
        self.given = given

    @property
    def is_invalid(self) -> bool:
        """Something was given, and nothing in it can be dialled."""
        return self.given and not self.numbers


NO_PHONE = Phones((), given=False)
_SHOWN, _SHORTEST_TO_SHOW_OF = 4, 7


def read_phones(text: str) -> Phones:
    """The phones of one cell.

    Mobiles become 11 digits, landlines `0515-88383974` (with `-123` for an extension), numbers abroad `+852…`.
    A number in E notation counts only when all its digits are there: `1.38E+10` has lost them.
    """
    if len(text) == 11 and text.isdecimal() and text.isascii() and _MOBILE.fullmatch(text):
        return Phones((text,), given=True)
    text = filled(text)[:_LONGEST]
    if not text or not text.strip("0 -") or (not _DIGIT.search(text) and _SAID_ABSENT.match(text)):
        return NO_PHONE
    whole = _one_number(text)
    if whole:
        return Phones((whole,), given=True)
    found: dict[str, None] = {}
    for part in _BETWEEN.split(text):
        found.update(dict.fromkeys(_numbers_in(part)))
    return Phones(tuple(found)[:_MOST], given=True)


def _numbers_in(part: str) -> list[str]:
    whole = _one_number(part)
    if whole:
        return [whole]
    run_together = _TWO_MOBILES.fullmatch(_INSIDE.sub("", part))
    if run_together:
        return list(run_together.groups())
    return [number for run in _DIGITS_RUN.findall(part) if (number := _one_number(run))]


def _one_number(text: str) -> str:
    """The normal form of a text that is one number; empty where it is not."""
    text = _without_machine_notation(text.strip().rstrip("."))
    dashed = _DASHED_EXTENSION.match(text)
    extension = _EXTENSION.search(text)
    if dashed:
        text, suffix = dashed.group(1), f"-{dashed.group(2)}"
    elif extension:
        text, suffix = text[: extension.start()], f"-{extension.group(1)}"
    else:
        suffix = ""
    return _dialled(_INSIDE.sub("", text), suffix)


def _dialled(digits: str, suffix: str) -> str:
    bare = _COUNTRY.sub("", digits)
    if bare != digits and not bare.startswith("1"):
        bare = f"0{bare}"
    if _MOBILE.fullmatch(bare.removeprefix("0")):
        return bare.removeprefix("0")
    landline = _LANDLINE.fullmatch(bare)
    if landline and (len(landline.group(2)) == 8 or not bare.startswith(_EIGHT_DIGIT_AREAS)):
        return f"{landline.group(1)}-{landline.group(2)}{suffix}"
    if _SERVICE_LINE.fullmatch(bare) or _ABROAD.fullmatch(bare):
        return bare
    return ""


def _without_machine_notation(text: str) -> str:
    """`13812345678.0` and `1.3812345678E+10` as digits; E notation that lost digits stays as it is."""
    whole = _FLOAT_OF_WHOLE.match(text)
    if whole:
        return whole.group(1)
    scientific = _SCIENTIFIC.match(text)
    if scientific:
        mantissa = scientific.group(1).replace(".", "")
        if len(mantissa) == int(scientific.group(2)) + 1:
            return mantissa
    return text


def masked_number(number: str | None) -> str:
    """A number for everybody whose duty does not need it (CUS-9): `139****5033`, `0512-****6630`; none is blank."""
    if not number:
        return ""
    if is_mobile(number):
        return f"{number[:3]}****{number[-_SHOWN:]}"
    area, dash, rest = number.rpartition("-")
    tail = rest[-_SHOWN:] if len(rest) >= _SHORTEST_TO_SHOW_OF else ""
    return f"{area}{dash}****{tail}"


def is_mobile(number: str) -> bool:
    """Can this number, as `read_phones` writes it, get a text message? Landlines and numbers abroad can't."""
    return _MOBILE.fullmatch(number) is not None
