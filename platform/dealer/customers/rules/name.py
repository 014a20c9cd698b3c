"""Names of persons and companies (CUS-7): they keep their Chinese form."""

from dealer.customers.rules.writing import filled

_LONGEST = 200
_FIRST_HAN = "\u2e80"  # from here on: radicals, Han of all planes, and nothing that is spelled with spaces


def normal_name(text: str) -> str:
    """The name in half width and trimmed; empty where none is given.

    Spaces inside a name of Chinese characters go: two-character names are padded to line up under three-character ones
    (张　三).
    """
    text = filled(text)[:_LONGEST]
    if " " in text:
        letters = text.replace(" ", "")
        return letters if min(letters) >= _FIRST_HAN else text
    return text


def same_name(one: str, other: str) -> bool:
    """Whether two normalised names are written alike: the only sign in a file that sender and owner are one person."""
    return bool(one) and one.casefold() == other.casefold()
