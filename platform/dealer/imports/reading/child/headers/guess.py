"""From column names and cells to a mapping: field → column (DATA-1: guessed, shown, corrected)."""

from collections.abc import Mapping, Sequence

from dealer.imports.reading.child.dates import UNREADABLE, DateReader, is_before, read_time
from dealer.imports.reading.child.headers.evidence import adjustment, filled_cells, looks_like, looks_like_numbers
from dealer.imports.reading.child.headers.rules import CLEARLY_OTHER, ENOUGH, SIGNS, scores
from dealer.imports.reading.child.headers.words import read_header
from dealer.imports.reading.kinds import CALLED_PHONE, FIELDS, REQUIRED, VEHICLE_FIELDS, FieldType, Kind
from dealer.imports.reading.problems import FileCode, UnreadableFile

# Nice to have: where such a column comes twice the file is read without it, instead of being refused.
_NEEDLESS = frozenset(("status", "charge_kind", "work", "series", "other_phone", "finished", "settled", "received"))
# What a date may stand in for when a file has no better one: no pick-up column, but the settlement's.
_STAND_INS = {"pickup": ("settled",), "arrival": ()}
_CLEAR_LEAD = 3  # other kind's signs per own sign, before a file is taken for the other kind's


class Guess:
    """One column taken for a field: `how` is header, content, stand_in or chosen; `score` 0 to 100."""

    __slots__ = ("column", "how", "score")

    def __init__(self, column: int, score: int, how: str) -> None:
        self.column = column
        self.score = min(score, 100)
        self.how = how


def by_names(names: Sequence[str], kind: Kind) -> dict[str, Guess]:
    """The mapping that the names alone suggest: how header rows are recognised."""
    return _assigned([(score, column, field) for column, field, score in _named(names, kind)])


def guess_columns(
    names: Sequence[str], columns: Sequence[Sequence[object]], kind: Kind, chosen: Mapping[str, int]
) -> dict[str, Guess]:
    """The whole mapping for a file.

    `columns` are the first cells below the header. `chosen` fixes fields (-1: the file has none). Raises
    UnreadableFile: duplicate_header, wrong_kind, missing_column.
    """
    cells = [filled_cells(column) for column in columns]
    fixed = {field: Guess(column, 100, "chosen") for field, column in chosen.items() if column >= 0}
    taken = {guess.column for guess in fixed.values()}
    candidates = [
        (score + adjustment(FIELDS[kind][field], cells[column]), column, field)
        for column, field, score in _named(names, kind)
        if column not in taken and field not in chosen
    ]
    mapping = fixed | _assigned(candidates)
    if not chosen:
        refuse_other_kind(names, kind)
    _refuse_twins(names, candidates, mapping)
    _drop_needless_twins(names, mapping)
    _prefer_plausible_pickup(candidates, mapping, columns)
    _fill_gaps(mapping, names, cells, kind, chosen)
    _refuse_gaps(mapping, kind)
    return mapping


def clock_columns(
    names: Sequence[str], columns: Sequence[Sequence[object]], mapping: dict[str, Guess], kind: Kind
) -> dict[str, int]:
    """Date field → the column that gives its time of day, where a file has 进厂日期 and 进厂时间 apart."""
    free = set(_free(mapping, len(names)))
    clocks: dict[str, int] = {}
    for column, field, _ in _named(names, kind):
        if column in free and field in mapping and field not in clocks and FIELDS[kind][field] is FieldType.DATE:
            cells = filled_cells(columns[column])
            if cells and sum(bool(read_time(cell)) for cell in cells) >= 0.7 * len(cells):
                clocks[field] = column
    return clocks


def refuse_other_kind(names: Sequence[str], kind: Kind) -> None:
    """Raise wrong_kind where the names are clearly those of the other kind of file."""
    other = Kind.DELIVERIES if kind is Kind.REPAIR_ORDERS else Kind.REPAIR_ORDERS
    own_signs, other_signs = _signs(names, kind), _signs(names, other)
    if other_signs >= 2 and other_signs >= _CLEAR_LEAD * own_signs:
        raise UnreadableFile(FileCode.WRONG_KIND, found=other.value, said=kind.value)


def _signs(names: Sequence[str], kind: Kind) -> int:
    found = [read_header(name).concepts for name in names]
    return sum(any(sign <= concepts for concepts in found) for sign in SIGNS[kind])


def _named(names: Sequence[str], kind: Kind) -> list[tuple[int, str, int]]:
    return [
        (column, field, score)
        for column, name in enumerate(names)
        if name
        for field, score in scores(read_header(name), kind).items()
    ]


def _assigned(candidates: list[tuple[int, int, str]]) -> dict[str, Guess]:
    """Best score first; each column and each field once; of equals the column further left."""
    mapping: dict[str, Guess] = {}
    taken: set[int] = set()
    for score, column, field in sorted(candidates, key=lambda candidate: (-candidate[0], candidate[1])):
        if score >= ENOUGH and field not in mapping and column not in taken:
            mapping[field] = Guess(column, score, "header")
            taken.add(column)
    return mapping


def _refuse_twins(names: Sequence[str], candidates: list[tuple[int, int, str]], mapping: dict[str, Guess]) -> None:
    """Raise duplicate_header where a column that counts has a namesake that could count as well."""
    same = ["".join(name.split()) for name in names]
    for field, guess in mapping.items():
        if guess.how != "header" or field in _NEEDLESS:
            continue
        twins = [
            column
            for score, column, named in candidates
            if named == field and column != guess.column and same[column] == same[guess.column] and score >= ENOUGH
        ]
        if twins:
            letters = ", ".join(column_letters(column) for column in sorted([guess.column, *twins]))
            raise UnreadableFile(FileCode.DUPLICATE_HEADER, header=names[guess.column], columns=letters, field=field)


def _drop_needless_twins(names: Sequence[str], mapping: dict[str, Guess]) -> None:
    for field in _NEEDLESS & mapping.keys():
        if mapping[field].how == "header" and names.count(names[mapping[field].column]) > 1:
            del mapping[field]


def _prefer_plausible_pickup(
    candidates: list[tuple[int, int, str]], mapping: dict[str, Guess], columns: Sequence[Sequence[object]]
) -> None:
    """出厂日期 can be the pick-up, or the day the car was made: a pick-up lies at the arrival or some weeks after."""
    arrival, pickup = mapping.get("arrival"), mapping.get("pickup")
    rivals = [(score, column) for score, column, field in candidates if field == "pickup" and score >= ENOUGH]
    if arrival is None or pickup is None or pickup.how != "header" or len(rivals) < 2:
        return
    taken = {guess.column for field, guess in mapping.items() if field != "pickup"}
    plausible = {
        column: _share_after(columns[arrival.column], columns[column]) for _, column in rivals if column not in taken
    }
    best = max(plausible, key=lambda column: plausible[column])
    if plausible[pickup.column] < 0.3 and plausible[best] >= 0.6:
        mapping["pickup"] = Guess(best, max(score for score, column in rivals if column == best), "content")


def _share_after(arrivals: Sequence[object], pickups: Sequence[object]) -> float:
    read = DateReader()
    pairs = [(read(a), read(p)) for a, p in zip(arrivals, pickups, strict=True)]
    told = [(a, p) for a, p in pairs if a and p and not a.startswith(UNREADABLE) and not p.startswith(UNREADABLE)]
    near = sum(not is_before(p, a) and int(p[:4]) - int(a[:4]) <= 1 for a, p in told)
    return near / len(told) if told else 0.0


def _fill_gaps(
    mapping: dict[str, Guess], names: Sequence[str], cells: list[list[object]], kind: Kind, chosen: Mapping[str, int]
) -> None:
    """Fields that no name gave: another date that stands in, or a column whose cells speak for themselves."""
    width = len(names)
    for field, stand_ins in _STAND_INS.items():
        for other in stand_ins:
            if field in FIELDS[kind] and field not in mapping and field not in chosen and other in mapping:
                mapping[field] = Guess(mapping.pop(other).column, 60, "stand_in")
    _take_owners_second_phone(mapping, names, chosen)
    for field in (*VEHICLE_FIELDS, CALLED_PHONE[kind]):
        if field not in mapping and field not in chosen and not _has_phone(mapping, field):
            _take_by_content(mapping, names, cells, field, FIELDS[kind][field])
    if "delivered" in FIELDS[kind] and not {"delivered", "promised"} & mapping.keys() and "delivered" not in chosen:
        _take_by_content(mapping, names, cells, "delivered", FieldType.DATE)
    if "number" not in mapping and "number" not in chosen:
        free = _free(mapping, width)
        codes = [column for column in free if looks_like_numbers(cells[column])]
        if len(codes) == 1:
            mapping["number"] = Guess(codes[0], 40, "content")


def _take_owners_second_phone(mapping: dict[str, Guess], names: Sequence[str], chosen: Mapping[str, int]) -> None:
    """车主电话 beside 车主手机 is one more number to try, in a file that knows nobody but the owner."""
    if {"sender", "sender_phone", "other_phone"} & (mapping.keys() | chosen.keys()) or "owner_phone" not in mapping:
        return
    for column in _free(mapping, len(names)):
        concepts = read_header(names[column]).concepts
        if (
            "phone" in concepts
            and concepts & {"owner", "customer"}
            and "owner_phone" in scores(read_header(names[column]), Kind.REPAIR_ORDERS)
        ):
            mapping["other_phone"] = Guess(column, 50, "header")
            return


def _has_phone(mapping: dict[str, Guess], field: str) -> bool:
    return field.endswith("phone") and any(name.endswith("phone") for name in mapping)


def _take_by_content(
    mapping: dict[str, Guess], names: Sequence[str], cells: list[list[object]], field: str, typed: FieldType
) -> None:
    """The one free column whose cells are such, unless its name says whose they are (顾问手机, 置换车架号)."""
    alike = [
        column
        for column in _free(mapping, len(names))
        if looks_like(typed, cells[column]) and not read_header(names[column]).concepts & CLEARLY_OTHER[typed]
    ]
    if len(alike) == 1:
        mapping[field] = Guess(alike[0], 60, "content")


def _free(mapping: dict[str, Guess], width: int) -> list[int]:
    taken = {guess.column for guess in mapping.values()}
    return [column for column in range(width) if column not in taken]


def _refuse_gaps(mapping: dict[str, Guess], kind: Kind) -> None:
    missing = [field for field in REQUIRED[kind] if field not in mapping]
    if not any(field in mapping for field in VEHICLE_FIELDS):
        missing.append(VEHICLE_FIELDS[0])
    if missing:
        raise UnreadableFile(FileCode.MISSING_COLUMN, fields=", ".join(missing))


def column_letters(column: int) -> str:
    """A column's name in Excel: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
