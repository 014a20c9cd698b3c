"""QR codes as a path in the page: a number to dial or a secret must not go into an address that somebody logs."""

from itertools import groupby
from typing import NamedTuple

import segno


class QrCode(NamedTuple):
    """`size` modules a side; `path` draws the dark ones with a stroke of width 1 in a field of that size."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """The code of a text."""
    rows = segno.make(text, error="m", boost_error=False, micro=False).matrix
    return QrCode(len(rows), "".join(_strokes(bytes(row), y) for y, row in enumerate(rows)))


def _strokes(row: bytes, y: int) -> str:
    """The dark runs of one row as a path."""
    path, x = "", 0
    for dark, run in groupby(row):
        length = len(list(run))
        path += f"M{x} {y}.5h{length}" if dark else ""
        x += length
    return path
