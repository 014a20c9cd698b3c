"""A table read block by block: cells to normal forms, rows to verdicts, records to files."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress

from dealer.imports.reading.child.dates import DateReader, days_first, read_time
from dealer.imports.reading.child.exclusions import never_called
from dealer.imports.reading.child.formats import Row
from dealer.imports.reading.child.judge import Ledger, Phones, Refusal, Refusing, vin_warning
from dealer.imports.reading.child.memo import Memo
from dealer.imports.reading.child.rows import RowSieve, RowType
from dealer.imports.reading.child.values import NORMALISERS, cell_text
from dealer.imports.reading.child.writing import RecordWriter
from dealer.imports.reading.kinds import FIELDS, FieldType, Kind
from dealer.imports.reading.problems import FileCode, UnreadableFile

BLOCK = 4096
_SURE_VIN = 11
_LEARNED = 200
JOINT = "\x1f"


class Plan:
    """What is known of a table before its rows are read: titles, mapping, and how its dates are written."""

    __slots__ = ("clocks", "columns", "first_row", "kind", "since_1904", "status_is_flag", "titles")

    def __init__(
        self,
        kind: Kind,
        titles: list[str],
        columns: dict[str, int],
        clocks: dict[str, int],
        first_row: int,
        *,
        since_1904: bool,
        status_is_flag: bool,
    ) -> None:
        self.kind = kind
        self.titles = titles
        self.columns = columns
        self.clocks = clocks
        self.first_row = first_row
        self.since_1904 = since_1904
        self.status_is_flag = status_is_flag


class Counts:
    """What was found so far, for the report."""

    def __init__(self) -> None:
        self.data_rows = self.records = self.repeated = self.not_picked_up = self.not_called = 0
        self.conflicts: list[dict[str, object]] = []
        self.rejected: list[dict[str, object]] = []
        self.warned: list[tuple[int, str]] = []
        self.skipped: dict[str, int] = {}


class TableReader:
    """Reads all rows below a header."""

    def __init__(self, plan: Plan, writer: RecordWriter, most_rows: int) -> None:
        types = FIELDS[plan.kind]
        self._plan, self._writer, self._most_rows = plan, writer, most_rows
        self._width = len(plan.titles)
        self._sieve = RowSieve(plan.titles, plan.columns, types)
        self._memos = {field: Memo(NORMALISERS[types[field]]) for field in plan.columns if types[field] in NORMALISERS}
        self._refusing = Refusing(plan.kind, plan.columns)
        self._phones = Phones(plan.kind, plan.columns)
        self._exclusions: dict[tuple[str, str, str], str] = {}
        self._vin_warnings = Memo(vin_warning)
        self._ledger = Ledger()
        self._learned = 0
        self._in_file_order = sorted(plan.columns, key=lambda field: plan.columns[field])
        self._places = {field: at for at, field in enumerate(types)}
        self.counts = Counts()

    def read(self, rows: Iterable[Row], head: Sequence[Row]) -> Counts:
        """Read all rows; `head` are the first ones, by which the columns' ways of writing dates are settled."""
        self._settle_dates(head)
        block: list[Row] = []
        numbers: list[int] = []
        for number, row in enumerate(rows, self._plan.first_row):
            if any(row):
                block.append(row)
                numbers.append(number)
                if len(block) == BLOCK:
                    self._take(numbers, block)
                    block, numbers = [], []
        if block:
            self._take(numbers, block)
        return self.counts

    def _settle_dates(self, head: Sequence[Row]) -> None:
        dates = [field for field in self._plan.columns if FIELDS[self._plan.kind][field] is FieldType.DATE]
        cells = [
            row[self._plan.columns[field]] for row in head for field in dates if len(row) > self._plan.columns[field]
        ]
        reader = DateReader(day_first=days_first(cells), since_1904=self._plan.since_1904)
        self._memos |= {field: Memo(reader) for field in dates}

    def _take(self, numbers: list[int], rows: list[Row]) -> None:
        columns = self._columns(rows)
        forms = {field: memo.of(columns[self._plan.columns[field]]) for field, memo in self._memos.items()}
        is_data = self._data_rows(columns, forms, len(rows))
        if not all(is_data):
            numbers = list(compress(numbers, is_data))
            columns = [list(compress(column, is_data)) for column in columns]
            forms = {field: list(compress(form, is_data)) for field, form in forms.items()}
        if not numbers:
            return
        self.counts.data_rows += len(numbers)
        if self.counts.data_rows > self._most_rows:
            raise UnreadableFile(FileCode.TOO_MANY_ROWS, limit=self._most_rows)
        for field, column in self._plan.clocks.items():
            forms[field] = [_with_clock(date, cell) for date, cell in zip(forms[field], columns[column], strict=True)]
        self._judge(numbers, columns, forms)

    def _columns(self, rows: list[Row]) -> list[Sequence[object]]:
        """The block turned, every row cut or filled to the header's width, truth values as text."""
        width = self._width
        if any(len(row) != width for row in rows):
            rows = [[*row[:width], *[""] * (width - len(row))] for row in rows]
        columns: list[Sequence[object]] = list(zip(*rows, strict=True))
        return [_without_truth(column) if bool in set(map(type, column)) else column for column in columns]

    def _data_rows(self, columns: list[Sequence[object]], forms: Mapping[str, list[str]], size: int) -> list[bool]:
        numbers = forms["number"]
        vins = forms.get("vin") or [""] * size
        sure = [bool(number) and len(vin) >= _SURE_VIN for number, vin in zip(numbers, vins, strict=True)]
        if self._learned < _LEARNED:
            for number in list(compress(numbers, sure))[:_LEARNED]:
                self._sieve.learn(number)
                self._learned += 1
        return [known or self._is_data([column[at] for column in columns]) for at, known in enumerate(sure)]

    def _is_data(self, row: list[object]) -> bool:
        what = self._sieve.type_of(row)
        if what is not RowType.DATA:
            self.counts.skipped[what] = self.counts.skipped.get(what, 0) + 1
        return what is RowType.DATA

    def _judge(self, rows: list[int], columns: list[Sequence[object]], forms: dict[str, list[str]]) -> None:
        size = len(rows)
        nothing = [""] * size
        said = list(map(JOINT.join, zip(*(forms.get(field, nothing) for field in self._places), strict=True)))
        refusals = self._refusing.of_block(forms, size)
        accepted = self._accepted(rows, columns, forms["number"], said, refusals)
        phones, whose, phone_warnings = self._phones.of_block(forms, size)
        flaws = self._vin_warnings.of(forms.get("vin", nothing))
        warnings = [
            "" if not (phone or flaw) else ",".join(filter(None, (phone, flaw)))
            for phone, flaw in zip(phone_warnings, flaws, strict=True)
        ]
        exclusions = self._excluded(forms, nothing)
        self._count(rows, forms, accepted, warnings, exclusions)
        extras = (flaws, phones, whose, exclusions, warnings)
        self._writer.write(accepted, rows, said, forms, extras, columns)

    def _accepted(
        self,
        rows: list[int],
        columns: list[Sequence[object]],
        numbers: list[str],
        said: list[str],
        refusals: list[Refusal | None],
    ) -> list[bool]:
        """Which rows become records; the others are noted as rejected, repeated or in conflict."""
        accepted = [True] * len(rows)
        for at, (row, number, refusal) in enumerate(zip(rows, numbers, refusals, strict=True)):
            if refusal is not None:
                accepted[at] = False
                self._reject(row, [column[at] for column in columns], refusal)
                continue
            first = self._ledger.claim(number, row, said[at])
            if first is not None:
                accepted[at] = False
                self._note_other(row, number, [column[at] for column in columns], first, said[at])
        return accepted

    def _reject(self, row: int, cells: list[object], refusal: Refusal) -> None:
        column = self._plan.columns[refusal.field]
        value = cell_text(cells[column])
        title = self._plan.titles[column]
        self.counts.rejected.append({"row": row, "column": title, "value": value, "code": refusal.code})
        self._writer.reject(row, title, value, refusal.code, cells)

    def _note_other(self, row: int, number: str, cells: list[object], first: tuple[int, str], said: str) -> None:
        """A later row of a claimed number: repeated when it says the same, else a conflict at the first difference."""
        first_row, first_said = first
        if said == first_said:
            self.counts.repeated += 1
            return
        one, other = first_said.split(JOINT), said.split(JOINT)
        field = next(field for field in self._in_file_order if one[self._places[field]] != other[self._places[field]])
        column = self._plan.columns[field]
        title, value = self._plan.titles[column], cell_text(cells[column])
        self.counts.conflicts.append({"row": row, "column": title, "value": value})
        self._writer.conflict(row, title, value, number, first_row, cells)

    def _excluded(self, forms: Mapping[str, list[str]], nothing: list[str]) -> list[str]:
        if self._plan.kind is not Kind.REPAIR_ORDERS:
            return nothing
        told = zip(*(forms.get(field, nothing) for field in ("kind_of_work", "charge_kind", "status")), strict=True)
        return [self._exclusion(one) for one in told]

    def _exclusion(self, told: tuple[str, ...]) -> str:
        kind_of_work, charge_kind, status = key = (told[0], told[1], told[2])
        if key not in self._exclusions:
            code = never_called(kind_of_work, charge_kind, status, status_is_flag=self._plan.status_is_flag)
            self._exclusions[key] = code or ""
        return self._exclusions[key]

    def _count(
        self,
        rows: list[int],
        forms: Mapping[str, list[str]],
        accepted: list[bool],
        warnings: list[str],
        exclusions: list[str],
    ) -> None:
        counts = self.counts
        counts.records += sum(accepted)
        for row, codes in compress(zip(rows, warnings, strict=True), accepted):
            if codes:
                counts.warned += [(row, code) for code in codes.split(",")]
        if self._plan.kind is Kind.REPAIR_ORDERS:
            pickups = list(compress(forms["pickup"], accepted))
            counts.not_picked_up += pickups.count("")
            told = zip(pickups, compress(exclusions, accepted), strict=True)
            counts.not_called += sum(bool(pickup and exclusion) for pickup, exclusion in told)


def _with_clock(date: str, cell: object) -> str:
    """A day and the time of day that the file gives in a column of its own."""
    clock = read_time(cell) if len(date) == 10 else ""
    return f"{date} {clock}" if clock and clock != "00:00:00" else date


def _without_truth(column: Sequence[object]) -> list[object]:
    return [cell_text(cell) if cell.__class__ is bool else cell for cell in column]
