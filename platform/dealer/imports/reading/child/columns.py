"""Normalising column by column, since a block of one column is mostly alike: the cost of a file is here.

A column with few different cells is looked up; one with many is mapped; numbers and moments, which calamine gives as
such, are written down without a detour over text rules.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from dealer.imports.reading.child.dates import FIRST_YEAR, LAST_YEAR, DateReader
from dealer.imports.reading.child.values import NORMALISERS, amount_of_number, cell_text
from dealer.imports.reading.kinds import FieldType

Cells = Sequence[object]
_MOST_KEPT = 100_000
_FIRST, _LAST = str(FIRST_YEAR), str(LAST_YEAR)
_NUMBERS = {int, float}


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
    return list(map(cell_text, cells))


class ColumnReader:
    """Reads the columns of one field: cells and their texts to normal forms."""

    def __init__(self, typed: FieldType, dates: DateReader) -> None:
        self._typed = typed
        self._dates = dates
        self._function = NORMALISERS[typed]
        self._memo = Memo(self._function)

    def of(self, cells: Cells, texts: Sequence[str]) -> list[str]:
        """The normal forms of a block of the column."""
        if self._typed is FieldType.DATE:
            return self._of_dates(cells, texts)
        if self._typed is FieldType.AMOUNT and set(map(type, cells)) <= _NUMBERS:
            return [amount_of_number(number) for number in cells]  # type: ignore[arg-type]
        if 2 * len(set(texts)) < len(texts):
            return self._memo.of(texts)
        return list(map(self._function, texts))

    def _of_dates(self, cells: Cells, texts: Sequence[str]) -> list[str]:
        """A whole second of an ordinary year is written by calamine's moment as it is by us; the rest is read."""
        read = self._dates
        return [
            text
            if cell.__class__ is datetime
            and len(text) == 19
            and _FIRST <= text[:4] <= _LAST
            and text[11:] != "00:00:00"
            else read(cell)
            for cell, text in zip(cells, texts, strict=True)
        ]
