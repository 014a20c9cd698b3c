"""Finding the header: the row, or the two rows, whose cells are the most column names."""

import re
from collections.abc import Sequence

from dealer.customers.interface import folded
from dealer.imports.reading.child.headers.guess import Guess, by_names
from dealer.imports.reading.child.headers.words import read_header
from dealer.imports.reading.kinds import VEHICLE_FIELDS, Kind

LOOKED_THROUGH = 60  # rows from the top among which the header must be
_LONGEST_NAME = 40
_BROAD = frozenset(("customer", "vehicle", "info", "service", "name", "number"))
_FEWEST_FIELDS = 3
_AFTER_A_HEADER = 12  # rows below a header in which a better one is still looked for
_CODE = re.compile(r"\d{3}").search  # three digits in a row: a value, not a name
Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]


class HeaderRow:
    """Where the header is: `row` is its last row (from 0), `score` how sure it is.

    `names` say what the columns are, with the group's name in front where there is one; `own` are without it.
    """

    __slots__ = ("names", "own", "row", "score")

    def __init__(self, row: int, own: list[str], names: list[str]) -> None:
        self.row = row
        self.own = own
        self.names = names
        self.score = _score(names)

    def titles(self) -> list[str]:
        """The names to show and to report: without the group above where the name is clear by itself."""
        pairs = zip(self.own, self.names, strict=True)
        return [own if own and self.own.count(own) == 1 else name for own, name in pairs]


def find_header(rows: Sequence[Sequence[object]], merged: Merged = ()) -> HeaderRow | None:
    """The best header among the first rows, for either kind of file; None where no row has enough column names."""
    best: HeaderRow | None = None
    for at in range(min(len(rows), LOOKED_THROUGH)):
        if best and at > best.row + _AFTER_A_HEADER:
            break
        for header in _headers_at(rows, at, merged):
            if header.score and (best is None or header.score > best.score):
                best = header
    return best


def header_at(rows: Sequence[Sequence[object]], at: int, merged: Merged = ()) -> HeaderRow:
    """The header in the row that a person chose."""
    return max(_headers_at(rows, at, merged), key=lambda header: (header.row == at, header.score))


def _headers_at(rows: Sequence[Sequence[object]], at: int, merged: Merged) -> list[HeaderRow]:
    names = [_name(cell) for cell in rows[at]]
    single = HeaderRow(at, names, names)
    if at == 0 or not _is_group_row(rows[at - 1]) or not _could_be_names(rows[at]):
        return [single]
    joined = _joined(_groups(rows, at - 1, names, merged), names)
    double = HeaderRow(at, names, joined)
    if double.score and _has_twins(names) and not _has_twins(joined):
        return [double]
    return [double, single] if double.score > single.score else [single]


def _has_twins(names: list[str]) -> bool:
    """Whether a name that means a field comes twice: only the groups above can tell whose 姓名 it is."""
    fields = (guess for kind in Kind for guess in by_names(names, kind).values())
    return any(names.count(names[guess.column]) > 1 for guess in fields)


def _joined(groups: list[str], names: list[str]) -> list[str]:
    """Names with their group's name in front, where that says more than the name alone.

    A group of a broad kind (客户信息, 车辆) only repeats what a clear name says, and would make the one phone in it the
    owner's; it is needed where names come twice.
    """
    joined = []
    for group, name in zip(groups, names, strict=True):
        broad = read_header(group).concepts <= _BROAD and names.count(name) == 1 and read_header(name).concepts
        joined.append(name if broad and name else "/".join(filter(None, (group, name))))
    return joined


def _could_be_names(row: Sequence[object]) -> bool:
    """Whether a row can be the lower part of a header: texts only, no values."""
    return all(cell in ("", None) or (isinstance(cell, str) and not _CODE(cell)) for cell in row)


def _name(cell: object) -> str:
    if not isinstance(cell, str):
        return ""
    name = folded(cell.replace("\n", " "))
    return name if len(name) <= _LONGEST_NAME and not _CODE(name) else ""


def _score(names: list[str]) -> int:
    """Summed certainty of the fields that the names give, 0 where they are too few for a header."""
    best = 0
    if sum(map(bool, names)) < _FEWEST_FIELDS:
        return best
    if sum(bool(read_header(name).concepts) for name in names if name) < _FEWEST_FIELDS:
        return best
    for kind in Kind:
        mapping = by_names(names, kind)
        names_a_row = any(field in mapping for field in ("number", *VEHICLE_FIELDS))
        if len(mapping) >= _FEWEST_FIELDS and names_a_row:
            best = max(best, _sum(mapping))
    return best


def _sum(mapping: dict[str, Guess]) -> int:
    return sum(guess.score for guess in mapping.values())


def _is_group_row(above: Sequence[object]) -> bool:
    """Whether the row above could name groups of columns: at least two short texts, and more than a title's one."""
    texts = [_name(cell) for cell in above]
    filled = [text for text in texts if text]
    return len(set(filled)) >= 2 and all(len(text) <= 12 and ":" not in text for text in filled)


def _groups(rows: Sequence[Sequence[object]], at: int, names: list[str], merged: Merged) -> list[str]:
    """The group's name for each column; a group reaches over its merged cells, or else over the blanks right of it."""
    texts = [_name(cell) for cell in rows[at]]
    texts += [""] * (len(names) - len(texts))
    spans = {first[1]: last[1] for first, last in merged if first[0] <= at <= last[0]}
    groups, current, reach = [], "", -1
    for column in range(len(names)):
        if texts[column]:
            current, reach = texts[column], spans.get(column, column if merged else len(names))
        elif column > reach or not names[column]:
            current = ""
        groups.append(current)
    return groups
