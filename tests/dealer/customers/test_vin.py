"""VINs: written form, length, check digit (CUS-7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer.customers.interface import VinFlaw, normal_vin, vin_flaw

WORTH = dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9], strict=True)
)
WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
ALLOWED = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"


def check_digit(vin: str) -> str:
    """The ninth character by the standard's table, written out slowly."""
    total = sum((int(c) if c.isdigit() else WORTH[c]) * w for c, w in zip(vin, WEIGHTS, strict=True))
    return "X" if total % 11 == 10 else str(total % 11)


@pytest.mark.rule("CUS-7")
@pytest.mark.parametrize(
    ("vin", "flaw"),
    [
        ("1M8GDM9AXKP042788", None),  # the standard's own example
        ("11111111111111112", VinFlaw.CHECK_DIGIT),
        ("LJD2AAZN1P0817187", None),
        ("LJD2AAZN2P0817187", VinFlaw.CHECK_DIGIT),
        ("LJD2AAZN1P081718", VinFlaw.LENGTH),
        ("LJD2AAZN1P08171870", VinFlaw.LENGTH),
        ("LJDIAAZN1P0817187", VinFlaw.CHECK_DIGIT),
        ("LJDOAAZN1P0817187", VinFlaw.CHECK_DIGIT),
        ("LJDQAAZN1P0817187", VinFlaw.CHECK_DIGIT),
        ("0817187", VinFlaw.LENGTH),
    ],
)
def test_flaws(vin: str, flaw: VinFlaw | None) -> None:
    assert vin_flaw(vin) is flaw


@pytest.mark.rule("CUS-7")
@given(st.text(ALLOWED, min_size=17, max_size=17))
def test_exactly_one_check_digit_is_right(vin: str) -> None:
    sound = [digit for digit in "0123456789X" if vin_flaw(vin[:8] + digit + vin[9:]) is None]
    assert sound == [check_digit(vin)]


@pytest.mark.rule("CUS-7")
@pytest.mark.parametrize(
    ("written", "vin"),
    [
        ("ljd9aabu2p0068061", "LJD9AABU2P0068061"),
        (" LJD9AABU2P0068061 ", "LJD9AABU2P0068061"),
        ("ＬＪＤ９ＡＡＢＵ２Ｐ００６８０６１", "LJD9AABU2P0068061"),
        ("LJD9 AABU 2P00 6806 1", "LJD9AABU2P0068061"),
        ("*LJD9AABU2P0068061*", "LJD9AABU2P0068061"),
        ('="LJD9AABU2P0068061"', "LJD9AABU2P0068061"),
        ("LJD9AABU2P\u200b0068061", "LJD9AABU2P0068061"),
        ("0068061", "0068061"),
        ("", ""),
        ("无", ""),
        ("暂无", ""),
        ("-", ""),
        ("/", ""),
        ("N/A", ""),
        ("N·A·", ""),
        ("null", ""),
        ("0", ""),
        ("00000000000000000", ""),
        ("11111111111111111", ""),
        ("待补", ""),
    ],
)
def test_one_written_form(written: str, vin: str) -> None:
    assert normal_vin(written) == vin


@given(st.text())
def test_any_text_ends_as_a_short_plain_word(text: str) -> None:
    vin = normal_vin(text)
    assert vin == "" or (vin.isascii() and vin.isalnum() and len(vin) <= 40)
    assert normal_vin(vin) == vin
