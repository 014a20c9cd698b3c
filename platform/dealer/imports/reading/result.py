"""What reading a file gives: counts, verdicts, the guessed columns, and where the records lie."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dealer.imports.reading.kinds import Kind
from dealer.imports.reading.problems import RowCode


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column of the file that was taken for a field.

    `column` counts from 0 over the file's own columns (0 is A). `how`: header (by its name), content (by its cells),
    stand_in (another date for a missing one), chosen (by a person). `confidence` is 0 to 1.
    """

    field: str
    column: int
    header: str
    how: str
    confidence: float


@dataclass(frozen=True, slots=True)
class UnmappedColumn:
    """A column that was taken for no field."""

    column: int
    header: str


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that is refused: its number in the file, the column to blame, its raw value there, and why."""

    row: int
    column: str
    value: str
    code: RowCode


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A row of a number that another row has, with other content: the first column that differs, and its raw value."""

    row: int
    column: str
    value: str


@dataclass(frozen=True, slots=True)
class WarnedRow:
    """An accepted row with a flaw; a row with two flaws is there twice."""

    row: int
    code: RowCode


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One of the first accepted rows: field → normal form, empty where blank."""

    row: int
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A file, read and judged (DATA-1). `data_rows` = records + repeated + conflicts + rejected.

    `records_file` is in PostgreSQL's COPY text format with the columns `RECORD_COLUMNS[kind]`. `rejected_file` holds a
    JSON object a line, with all cells of the row as text in the order of `titles`; `conflicts_file` one for each row of
    a number in conflict: number, decided (whether the content that counts is the one somebody decided for), row, and
    said, its normal forms joined. A number's rows stand together, first the one that counts; open numbers come first.
    `conflicts_open` of the `numbers_in_conflict` are still to be decided.
    `skipped` counts rows that are no data by what they are (total, header, note); `notes` are short codes about the
    file (`other_sheet:<name>`, `unreadable_characters`, `unusual_encoding`).
    """

    kind: Kind
    sheet: str
    header_row: int
    titles: tuple[str, ...]
    columns: tuple[MappedColumn, ...]
    clocks: Mapping[str, int]
    unmapped: tuple[UnmappedColumn, ...]
    data_rows: int
    records: int
    repeated: int
    conflicts: tuple[ConflictRow, ...]
    numbers_in_conflict: int
    conflicts_open: int
    rejected: tuple[RejectedRow, ...]
    warned: tuple[WarnedRow, ...]
    skipped: Mapping[str, int]
    not_picked_up: int
    picked_up_but_not_called: int
    preview: tuple[PreviewRow, ...]
    notes: tuple[str, ...]
    records_file: Path
    rejected_file: Path
    conflicts_file: Path

    def as_json_counts(self) -> dict[str, Any]:
        """The keys of `sanqi import --json` that reading alone knows; the last two for repair orders only."""
        counts: dict[str, Any] = {
            "data_rows": self.data_rows,
            "repeated": self.repeated,
            "conflicts": [{"row": c.row, "column": c.column, "value": c.value} for c in self.conflicts],
            "rejected": [
                {"row": r.row, "column": r.column, "value": r.value, "code": r.code.value} for r in self.rejected
            ],
            "warned": [{"row": w.row, "code": w.code.value} for w in self.warned],
        }
        if self.kind is Kind.REPAIR_ORDERS:
            counts["not_picked_up"] = self.not_picked_up
            counts["picked_up_but_not_called"] = self.picked_up_but_not_called
        return counts
