"""Normalising column by column, since a block of one column is mostly alike: the cost of a file is here.

A column with few different cells is looked up; one with many is mapped; numbers and moments, which calamine gives as
such, are written down without a detour over text rules.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from dealer.customers.interface import filled
from dealer.imports.reading.child.dates import FIRST_YEAR, LAST_YEAR, UNREADABLE, DateReader
from dealer.imports.reading.child.values import NORMALISERS, amount_of, amount_of_number, cell_text
from dealer.imports.reading.kinds import FieldType

Cells = Sequence[object]
_MOST_KEPT = 100_000
_FIRST, _LAST = str(FIRST_YEAR), str(LAST_YEAR)
_DAY = len("2026-10-01")
_NUMBERS = {int, float}
_NOT_YET = ("未", "尚未", "还未", "没", "在厂", "在修", "在店", "维修中", "待交", "待取", "待提", "待出")


class Memo(dict[str, str]):
    """A function of a text that remembers its answers."""

    def __init__(self, function: Callable[[str], str]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> str:
        if len(self) > _MOST_KEPT:
            self.clear()
        answer = self[text] = self._function(text)
        return answer

    def of(self, texts: Iterable[str]) -> list[str]:
        """The function of each text."""
        return list(map(self.__getitem__, texts))


def texts_of(cells: Cells) -> Sequence[str]:
    """A column as text, as a person sees it."""
    types = set(map(type, cells))
    if types == {str}:
        return cells  # type: ignore[return-value]
    if types <= {datetime, date}:
        return list(map(str, cells))
    if types == {float}:
        texts = list(map(repr, cells))
        if "e" not in "".join(texts):  # neither 1e+16 nor inf
            return [text.removesuffix(".0") for text in texts]
    return list(map(cell_text, cells))


class ColumnReader:
    """Reads the columns of one field: cells and their texts to normal forms."""

    def __init__(self, typed: FieldType, dates: DateReader, *, title: str = "", field: str = "") -> None:
        self._typed = typed
        self._dates = dates
        self._not_yet = field == "pickup"
        self._function = NORMALISERS[typed]
        if "万" in title and typed in (FieldType.AMOUNT, FieldType.COUNT):
            self._function = _in_ten_thousands(NORMALISERS[typed])
        self._memo = Memo(self._function)
        self._days, self._clocks = Memo(dates.of_text), Memo(_clock)

    def of(self, cells: Cells, texts: Sequence[str]) -> list[str]:
        """The normal forms of a block of the column."""
        if self._typed is FieldType.DATE:
            return self._of_dates(cells, texts)
        if self._function is amount_of and set(map(type, cells)) <= _NUMBERS:
            return [amount_of_number(number) for number in cells]  # type: ignore[arg-type]
        if 2 * len(set(texts)) < len(texts):
            return self._memo.of(texts)
        return list(map(self._function, texts))

    def _of_dates(self, cells: Cells, texts: Sequence[str]) -> list[str]:
        """A whole second of an ordinary year is written by calamine's moment as it is by us; the rest is read."""
        read = self._read_pickup if self._not_yet else self._dates
        if cells is texts:
            return self._of_printed(texts, read)
        return [
            text
            if cell.__class__ is datetime
            and len(text) == 19
            and _FIRST <= text[:4] <= _LAST
            and text[11:] != "00:00:00"
            else read(cell)
            for cell, text in zip(cells, texts, strict=True)
        ]

    def _of_printed(self, texts: Sequence[str], read: Callable[[str], str]) -> list[str]:
        """Printed moments have few different days and few different clocks: both halves are looked up."""
        days, clocks = self._days, self._clocks
        forms = []
        for text in texts:
            day, space, clock = text.partition(" ")
            whole_day, whole_clock = days[day], clocks[clock] if space else ""
            if whole_clock and len(whole_day) == _DAY:
                forms.append(f"{whole_day} {whole_clock}")
            else:
                forms.append(whole_day if not space and whole_day[:1] != UNREADABLE else read(text))
        return forms

    def _read_pickup(self, cell: object) -> str:
        """A pick-up that is said not to have happened (未取车, 在厂) is blank, not unreadable."""
        form = self._dates(cell)
        return "" if form[:1] == UNREADABLE and form[1:].startswith(_NOT_YET) else form


def _in_ten_thousands(function: Callable[[str], str]) -> Callable[[str], str]:
    """For a column whose name says 万: 12.2 under 成交价(万元) is 122000."""

    def read(text: str) -> str:
        bare = filled(text)
        return function(bare if not bare or "万" in bare else f"{bare.rstrip('元圆公里')}万")

    return read


def _clock(text: str) -> str:
    """`8:05` as `08:05:00`; empty where it is no such time, or midnight, which counts as no time."""
    match = re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59 or int(match[3] or 0) > 59:
        return ""
    clock = f"{match[1]:0>2}:{match[2]}:{match[3] or '00'}"
    return "" if clock == "00:00:00" else clock
