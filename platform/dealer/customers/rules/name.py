"""Names of persons and companies (CUS-7): they keep their Chinese form."""

import re

from dealer.customers.rules.writing import filled

# Two-character names are padded to line up under three-character ones: 张　三.
_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff\U00020000-\U0003ffff])\s+(?=[\u3400-\u9fff\U00020000-\U0003ffff])")


def normal_name(text: str) -> str:
    """The name in half width, trimmed, without the spaces between Chinese characters; empty where none is given."""
    text = filled(text)
    return _BETWEEN_HAN.sub("", text) if " " in text else text


def same_name(one: str, other: str) -> bool:
    """Whether two normalised names are written alike: the only sign in a file that sender and owner are one person."""
    return bool(one) and one.casefold() == other.casefold()
