"""Normalising column by column: what was read once is looked up after."""

from collections.abc import Callable, Iterable

_MOST_KEPT = 200_000


class Memo(dict[object, str]):
    """A function of one cell that remembers its answers; `of` takes a column.

    1, 1.0 and True are one key to a dict: a column with truth values must be turned to text before.
    """

    def __init__(self, function: Callable[[object], str]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, cell: object) -> str:
        if len(self) > _MOST_KEPT:
            self.clear()
        answer = self[cell] = self._function(cell)
        return answer

    def of(self, column: Iterable[object]) -> list[str]:
        """The function of each cell."""
        return list(map(self.__getitem__, column))


def quoted_for_copy(text: str) -> str:
    """A normal form as a field of PostgreSQL's COPY text format; blank is NULL. Normal forms hold no line breaks."""
    return text.replace("\\", "\\\\") if text else "\\N"
