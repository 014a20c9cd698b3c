"""A table read block by block: cells to normal forms, rows to verdicts, records to files."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, islice

from dealer.customers.interface import is_plate
from dealer.imports.reading.child.columns import Cells, ColumnReader, Memo, texts_of
from dealer.imports.reading.child.dates import DateReader, days_first, read_time
from dealer.imports.reading.child.exclusions import never_called
from dealer.imports.reading.child.formats import Row
from dealer.imports.reading.child.judge import Ledger, Phones, Refusal, Refusing, vin_warning
from dealer.imports.reading.child.rows import RowSieve, RowType
from dealer.imports.reading.child.writing import Extras, RecordWriter, accepted_only, fingerprint
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
        self.numbers_in_conflict = self.conflicts_open = 0
        self.conflicts: list[dict[str, object]] = []
        self.rejected: list[dict[str, object]] = []
        self.warned: list[tuple[int, str]] = []
        self.skipped: dict[str, int] = {}

    def in_row_order(self) -> None:
        """As if no row had been held back."""
        self.conflicts.sort(key=lambda conflict: int(str(conflict["row"])))
        self.warned.sort(key=lambda warned: warned[0])


class Block:
    """Rows of a table, turned: each row's number in the file, the columns' texts, the fields' normal forms."""

    __slots__ = ("forms", "rows", "texts")

    def __init__(self, rows: list[int], texts: list[Sequence[str]], forms: dict[str, list[str]]) -> None:
        self.rows = rows
        self.texts = texts
        self.forms = forms

    def of(self, field: str) -> Sequence[str]:
        """A field's normal forms, blank where the file has no such column."""
        return self.forms.get(field) or [""] * len(self.rows)

    def row(self, at: int) -> list[str]:
        """One row's texts."""
        return [column[at] for column in self.texts]

    def only(self, wanted: list[bool]) -> "Block":
        """The block of the wanted rows."""
        return Block(
            list(compress(self.rows, wanted)),
            accepted_only(wanted, self.texts),
            {field: list(compress(form, wanted)) for field, form in self.forms.items()},
        )


class TableReader:
    """Reads all rows below a header. `decided`: number → fingerprint of the content that counts, where it comes."""

    def __init__(self, plan: Plan, writer: RecordWriter, most_rows: int, decided: Mapping[str, str]) -> None:
        self._plan, self._writer, self._most_rows, self._decided = plan, writer, most_rows, decided
        self._sieve = RowSieve(plan.titles, plan.columns, plan.kind)
        self._readers: dict[str, ColumnReader] = {}
        self._refusing = Refusing(plan.kind, plan.columns)
        self._phones = Phones(plan.kind, plan.columns)
        self._vin_warnings = Memo(vin_warning)
        self._exclusions = Memo(self._exclusion)
        self._ledger = Ledger()
        self._held: list[tuple[Block, list[str]]] = []
        self._in_conflict: dict[str, list[tuple[int, str]]] = {}
        self._learned = 0
        self._in_file_order = sorted(plan.columns, key=lambda field: plan.columns[field])
        self._places = {field: at for at, field in enumerate(FIELDS[plan.kind])}
        self.counts = Counts()

    def read(self, rows: Iterable[Row], head: Sequence[Row]) -> Counts:
        """Read all rows; `head` are the first ones, by which the columns' ways of writing dates are settled."""
        self._settle_readers(head)
        rows, at = iter(rows), self._plan.first_row
        while block := list(islice(rows, BLOCK)):
            filled = list(map(any, block))
            if any(filled):
                self._take(list(compress(range(at, at + len(block)), filled)), list(compress(block, filled)))
            at += len(block)
        if self._held:
            self._let_go()
        self._write_conflicts()
        return self.counts

    def _settle_readers(self, head: Sequence[Row]) -> None:
        columns, types = self._plan.columns, FIELDS[self._plan.kind]
        dates = [columns[field] for field in columns if types[field] is FieldType.DATE]
        cells = [row[column] for row in head for column in dates]
        reader = DateReader(day_first=days_first(cells), since_1904=self._plan.since_1904)
        self._readers = {
            field: ColumnReader(types[field], reader, title=self._plan.titles[column], field=field)
            for field, column in columns.items()
        }

    def _take(self, numbers: list[int], rows: list[Row]) -> None:
        cells = self._turned(rows)
        texts = [texts_of(column) for column in cells]
        places = self._plan.columns
        forms = {
            field: reader.of(cells[places[field]], texts[places[field]]) for field, reader in self._readers.items()
        }
        for field, column in self._plan.clocks.items():
            forms[field] = [_with_clock(date, cell) for date, cell in zip(forms[field], cells[column], strict=True)]
        block = Block(numbers, texts, forms)
        is_data = self._data_rows(block, cells)
        if not all(is_data):
            block = block.only(is_data)
        self.counts.data_rows += len(block.rows)
        if self.counts.data_rows > self._most_rows:
            raise UnreadableFile(FileCode.TOO_MANY_ROWS, limit=self._most_rows)
        if block.rows:
            self._judge(block)

    def _turned(self, rows: list[Row]) -> list[Cells]:
        """The block's columns, every row cut or filled to the header's width."""
        width = len(self._plan.titles)
        if set(map(len, rows)) != {width}:
            rows = [[*row[:width], *[""] * (width - len(row))] for row in rows]
        return list(zip(*rows, strict=True))

    def _data_rows(self, block: Block, cells: list[Cells]) -> list[bool]:
        numbers = block.of("number")
        sure = [
            number != "" and (len(vin) >= _SURE_VIN or (plate != "" and is_plate(plate)))
            for number, vin, plate in zip(numbers, block.of("vin"), block.of("plate"), strict=True)
        ]
        if self._learned < _LEARNED:
            for number in list(compress(numbers, sure))[:_LEARNED]:
                self._sieve.learn(number)
                self._learned += 1
        return [known or self._is_data([column[at] for column in cells]) for at, known in enumerate(sure)]

    def _is_data(self, row: list[object]) -> bool:
        what = self._sieve.type_of(row)
        if what is not RowType.DATA:
            self.counts.skipped[what] = self.counts.skipped.get(what, 0) + 1
        return what is RowType.DATA

    def _judge(self, block: Block) -> None:
        size = len(block.rows)
        said = list(map(JOINT.join, zip(*(block.of(field) for field in self._places), strict=True)))
        refusals = self._refusing.of_block(block.forms, size)
        if self._decided:
            block, said, refusals = self._hold_back(block, said, refusals)
        self._settle(block, said, refusals)

    def _hold_back(
        self, block: Block, said: list[str], refusals: list[Refusal | None]
    ) -> tuple[Block, list[str], list[Refusal | None]]:
        """Keep the accepted rows that a decision speaks against until it is known whether the decided one comes."""
        decided = self._decided
        held = [
            refusal is None and number in decided and decided[number] != fingerprint(words)
            for number, words, refusal in zip(block.of("number"), said, refusals, strict=True)
        ]
        if not any(held):
            return block, said, refusals
        self._held.append((block.only(held), list(compress(said, held))))
        others = [not each for each in held]
        return block.only(others), list(compress(said, others)), list(compress(refusals, others))

    def _let_go(self) -> None:
        """Judge what was held back as ever: by now the decided rows have claimed their numbers."""
        for block, said in self._held:
            self._settle(block, said, [None] * len(said))
        self.counts.in_row_order()
        self._writer.preview.sort(key=lambda line: int(str(line["row"])))

    def _settle(self, block: Block, said: list[str], refusals: list[Refusal | None]) -> None:
        accepted = self._accepted(block, said, refusals)
        if not all(accepted):
            said = list(compress(said, accepted))
            block = block.only(accepted)
        if not block.rows:
            return
        phones, whose, phone_warnings = self._phones.of_block(block.forms, len(block.rows))
        flaws = self._vin_warnings.of(block.of("vin"))
        warnings = [
            f"{phone},{flaw}" if phone and flaw else phone or flaw
            for phone, flaw in zip(phone_warnings, flaws, strict=True)
        ]
        exclusions = self._excluded(block)
        self._count(block, warnings, exclusions)
        self._writer.write(
            block.rows, said, block.forms, Extras(flaws, phones, whose, exclusions, warnings), block.texts
        )

    def _accepted(self, block: Block, said: list[str], refusals: list[Refusal | None]) -> list[bool]:
        """Which rows become records; the others are noted as rejected, repeated or in conflict."""
        accepted = [True] * len(said)
        claim = self._ledger.claim
        for at, (row, number, refusal) in enumerate(zip(block.rows, block.of("number"), refusals, strict=True)):
            if refusal is not None:
                accepted[at] = False
                self._reject(row, block.row(at), refusal)
                continue
            first = claim(number, row, said[at])
            if first is not None:
                accepted[at] = False
                self._note_other(row, number, block.row(at), first, said[at])
        return accepted

    def _reject(self, row: int, texts: list[str], refusal: Refusal) -> None:
        column = self._plan.columns[refusal.field]
        title, value = self._plan.titles[column], texts[column]
        self.counts.rejected.append({"row": row, "column": title, "value": value, "code": refusal.code})
        self._writer.reject(row, title, value, refusal.code, texts)

    def _note_other(self, row: int, number: str, texts: list[str], first: tuple[int, str], said: str) -> None:
        """A later row of a claimed number: repeated when it says the same, else a conflict at the first difference."""
        first_said = first[1]
        if said == first_said:
            self.counts.repeated += 1
            return
        one, other = first_said.split(JOINT), said.split(JOINT)
        field = next(field for field in self._in_file_order if one[self._places[field]] != other[self._places[field]])
        column = self._plan.columns[field]
        title, value = self._plan.titles[column], texts[column]
        self.counts.conflicts.append({"row": row, "column": title, "value": value})
        self._in_conflict.setdefault(number, [first]).append((row, said))

    def _write_conflicts(self) -> None:
        """Number by number: first those to be decided, as their first rows stand in the file."""
        groups = [
            (self._decided.get(number) == fingerprint(rows[0][1]) if self._decided else False, number, rows)
            for number, rows in self._in_conflict.items()
        ]
        for decided, number, rows in sorted(groups, key=lambda group: (group[0], group[2][0][0])):
            self._writer.conflict(number, rows, decided=decided)
        self.counts.numbers_in_conflict = len(groups)
        self.counts.conflicts_open = sum(not decided for decided, _, _ in groups)

    def _excluded(self, block: Block) -> list[str]:
        if self._plan.kind is not Kind.REPAIR_ORDERS:
            return [""] * len(block.rows)
        told = zip(*(block.of(field) for field in ("kind_of_work", "charge_kind", "status")), strict=True)
        return self._exclusions.of(map(JOINT.join, told))

    def _exclusion(self, told: str) -> str:
        kind_of_work, charge_kind, status = told.split(JOINT)
        return never_called(kind_of_work, charge_kind, status, status_is_flag=self._plan.status_is_flag) or ""

    def _count(self, block: Block, warnings: list[str], exclusions: list[str]) -> None:
        counts = self.counts
        counts.records += len(block.rows)
        for row, codes in zip(block.rows, warnings, strict=True):
            if codes:
                counts.warned += [(row, code) for code in codes.split(",")]
        if self._plan.kind is Kind.REPAIR_ORDERS:
            pickups = block.of("pickup")
            counts.not_picked_up += pickups.count("")
            counts.not_called += sum(exclusion != "" for exclusion in compress(exclusions, pickups))


def _with_clock(date: str, cell: object) -> str:
    """A day and the time of day that the file gives in a column of its own."""
    clock = read_time(cell) if len(date) == 10 else ""
    return f"{date} {clock}" if clock and clock != "00:00:00" else date
