"""QR codes for short texts, drawn by ourselves: a number to dial must not go into an address that somebody logs.

ISO/IEC 18004, bytes, error correction M, versions 2 and 3: one block of up to 26 or 42 letters, which holds every
`tel:` address. Nothing more is needed here, so nothing more is in it.
"""

from collections.abc import Callable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

Grid = list[list[bool | None]]
"""Rows of modules: dark, light, or None where data may go."""

_SIZES = ((25, 28, 16), (29, 44, 26))
"""Modules a side, data codewords, codewords of error correction."""
_MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda y, x: (y + x) % 2 == 0,
    lambda y, x: y % 2 == 0,
    lambda y, x: x % 3 == 0,
    lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0,
    lambda y, x: y * x % 2 + y * x % 3 == 0,
    lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
)
_LIKE_A_FINDER = ([1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0], [0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 1])


class QrCode(NamedTuple):
    """`size` modules a side; `path` draws the dark ones with a stroke of width 1 in a field of that size."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """The code of a short ASCII text. Raises ValueError for one that is too long."""
    rows = qr_rows(text)
    return QrCode(len(rows), "".join(_strokes(row, y) for y, row in enumerate(rows)))


def qr_rows(text: str) -> list[list[bool]]:
    """The modules, dark ones True."""
    content = text.encode("ascii")
    size, data, correction = next((each for each in _SIZES if len(content) <= each[1] - 2), (0, 0, 0))
    if not size:
        raise ValueError("too long for a code of ours")
    codewords = _codewords(content, data)
    bits = [each >> shift & 1 for each in codewords + _correction(codewords, correction) for shift in range(7, -1, -1)]
    return min((_masked(_frame(size), bits, mask) for mask in range(len(_MASKS))), key=_penalty)


def _codewords(content: bytes, count: int) -> list[int]:
    """Mode 'bytes', length, content, end, in whole codewords and filled up."""
    value = (0b0100 << 8 | len(content)) << 8 * len(content) | int.from_bytes(content)
    found = list((value << 4).to_bytes(len(content) + 2))
    return found + [(0xEC, 0x11)[n % 2] for n in range(count - len(found))]


def _times(a: int, b: int) -> int:
    """Multiplication in GF(256) modulo x^8 + x^4 + x^3 + x^2 + 1."""
    product = 0
    for shift in range(7, -1, -1):
        product = product << 1 ^ (product >> 7) * 0x11D
        product ^= (b >> shift & 1) * a
    return product


def _correction(codewords: list[int], count: int) -> list[int]:
    """Reed-Solomon: the remainder by (x - 1)(x - 2)(x - 4) …"""
    divisor, root = [0] * (count - 1) + [1], 1
    for _ in range(count):
        for index in range(count):
            following = divisor[index + 1] if index + 1 < count else 0
            divisor[index] = _times(divisor[index], root) ^ following
        root = _times(root, 2)
    rest = [0] * count
    for each in codewords:
        factor = each ^ rest[0]
        rest = [old ^ _times(coefficient, factor) for old, coefficient in zip([*rest[1:], 0], divisor, strict=True)]
    return rest


def _frame(size: int) -> Grid:
    """The patterns that every code of this size has; places of the format are taken."""
    grid: Grid = [[None] * size for _ in range(size)]
    for y in range(size):
        for x in range(size):
            grid[y][x] = _fixed(y, x, size)
    return grid


def _fixed(y: int, x: int, size: int) -> bool | None:
    for top, left in ((3, 3), (3, size - 4), (size - 4, 3)):
        away = max(abs(y - top), abs(x - left))
        if away <= 4:
            return away not in (2, 4)
    beside = max(abs(y - (size - 7)), abs(x - (size - 7)))
    if beside <= 2:
        return beside != 1
    if 6 in (y, x):
        return (y + x) % 2 == 0
    return False if _is_format(y, x, size) else None


def _is_format(y: int, x: int, size: int) -> bool:
    return (y == 8 and (x <= 8 or x >= size - 8)) or (x == 8 and (y <= 8 or y >= size - 8))


def _masked(grid: Grid, bits: list[int], mask: int) -> list[list[bool]]:
    rest = iter(bits)
    for y, x in _path(len(grid)):
        if grid[y][x] is None:
            grid[y][x] = bool(next(rest, 0)) ^ _MASKS[mask](y, x)
    _write_format(grid, mask)
    return [[bool(module) for module in row] for row in grid]


def _path(size: int) -> Iterator[tuple[int, int]]:
    """Two columns at a time from the right, up and down in turn; column 6 is a pattern's."""
    for turn, right in enumerate([*range(size - 1, 6, -2), 5, 3, 1]):
        for step in range(size):
            y = step if turn % 2 else size - 1 - step
            yield from ((y, right), (y, right - 1))


def _write_format(grid: Grid, mask: int) -> None:
    """Level M and the mask with their own correction, twice; and the module that is always dark."""
    rest = mask
    for _ in range(10):
        rest = rest << 1 ^ (rest >> 9) * 0x537
    bits, size = (mask << 10 | rest) ^ 0x5412, len(grid)
    for index in range(15):
        dark = bool(bits >> index & 1)
        y = index if index < 6 else index + 1 if index < 8 else size - 15 + index
        x = size - 1 - index if index < 8 else 7 if index == 8 else 14 - index
        grid[y][8], grid[8][x] = dark, dark
    grid[size - 8][8] = True


def _penalty(rows: list[list[bool]]) -> int:
    """How hard it is to read: runs, blocks, what looks like a corner, more of one shade."""
    size, columns = len(rows), [list(column) for column in zip(*rows, strict=True)]
    lines = rows + columns
    runs = (len(list(run)) for line in lines for _, run in groupby(line))
    found = sum(length - 2 for length in runs if length >= 5)
    found += 40 * sum(line[at : at + 11] in _LIKE_A_FINDER for line in lines for at in range(size - 10))
    for above, below in pairwise(rows):
        found += 3 * sum(len({*above[x : x + 2], *below[x : x + 2]}) == 1 for x in range(size - 1))
    dark = sum(map(sum, rows))
    return found + 10 * (abs(20 * dark - 10 * size * size) // (size * size))


def _strokes(row: list[bool], y: int) -> str:
    """The dark runs of one row as a path."""
    path, x = "", 0
    for dark, run in groupby(row):
        length = len(list(run))
        path += f"M{x} {y}.5h{length}" if dark else ""
        x += length
    return path
