"""QR codes: read back by a reader written from the standard, and compared with a code that another program made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.qr import qr_code, qr_rows

# `tel:13988885033` as made by another encoder (version 2, M).
SIDE = {25: (28, 16), 29: (44, 26)}


def function_pattern(y: int, x: int, size: int) -> bool:
    corners = (y < 9 and x < 9) or (y < 9 and x >= size - 8) or (y >= size - 8 and x < 9)
    alignment = size - 9 <= y <= size - 5 and size - 9 <= x <= size - 5
    return corners or alignment or y == 6 or x == 6


MASKS = [
    "(y + x) % 2",
    "y % 2",
    "x % 3",
    "(y + x) % 3",
    "(y // 2 + x // 3) % 2",
    "(y * x) % 2 + (y * x) % 3",
    "((y * x) % 2 + (y * x) % 3) % 2",
    "((y + x) % 2 + (y * x) % 3) % 2",
]
EXP = [1]
for _ in range(254):
    EXP.append(EXP[-1] << 1 if EXP[-1] < 128 else EXP[-1] << 1 ^ 0x11D)


def read(rows: list[list[bool]]) -> str:
    """What a phone's camera reads: level and mask, codewords without an error, the text."""
    size = len(rows)
    told = [rows[8][x] for x in (0, 1, 2, 3, 4, 5, 7, 8)] + [rows[y][8] for y in (7, 5, 4, 3, 2, 1, 0)]
    again = [rows[size - 1 - n][8] for n in range(7)] + [rows[8][size - 8 + n] for n in range(8)]
    assert told == again
    said = int("".join("01"[bit] for bit in told), 2) ^ 0x5412
    assert said >> 13 == 0, "level M"
    mask = MASKS[said >> 10 & 7]
    bits, x, up = [], size - 1, True
    while x > 0:
        x -= x == 6
        for y in range(size - 1, -1, -1) if up else range(size):
            for here in (x, x - 1):
                if not function_pattern(y, here, size):
                    bits.append(rows[y][here] ^ (eval(mask, {"y": y, "x": here}) == 0))
        x, up = x - 2, not up
    data, correction = SIDE[size]
    words = [int("".join("01"[bit] for bit in bits[n : n + 8]), 2) for n in range(0, (data + correction) * 8, 8)]
    for power in range(correction):
        total = 0
        for place, word in enumerate(reversed(words)):
            total ^= EXP[(EXP.index(word) + power * place) % 255] if word else 0
        assert total == 0, "an error"
    stream = "".join(f"{word:08b}" for word in words[:data])
    assert stream[:4] == "0100"
    length = int(stream[4:12], 2)
    return bytes(int(stream[12 + 8 * n : 20 + 8 * n], 2) for n in range(length)).decode("ascii")


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=42))
def test_what_is_written_is_read(text: str) -> None:
    assert read(qr_rows(text)) == text


@pytest.mark.rule("CB-6")
@pytest.mark.parametrize("number", ["tel:13900005033", "tel:0515-88383974;ext=8001", "tel:+85291234567"])
def test_a_number_to_dial_fits(number: str) -> None:
    code = qr_code(number)
    assert code.size == (25 if len(number) <= 26 else 29)
    assert code.path.startswith("M0 0.5h7M")


def test_what_is_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        qr_code("x" * 43)
