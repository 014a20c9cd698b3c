"""The path of a QR code draws exactly the encoder's dark modules (CB-6)."""

import re

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from frontend.qr import qr_code

STROKE = re.compile(r"M(\d+) (\d+)\.5h(\d+)")


@pytest.mark.rule("CB-6")
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=60))
def test_the_path_draws_the_dark_modules(text: str) -> None:
    code = qr_code(text)
    drawn = {(int(x) + step, int(y)) for x, y, length in STROKE.findall(code.path) for step in range(int(length))}
    rows = segno.make(text, error="m", boost_error=False, micro=False).matrix
    assert code.size == len(rows)
    assert drawn == {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}


@pytest.mark.rule("CB-6")
@pytest.mark.parametrize("number", ["tel:13900005033", "tel:0515-88383974;ext=8001", "tel:+85291234567"])
def test_a_number_to_dial_makes_a_small_code(number: str) -> None:
    assert qr_code(number).size <= 29
