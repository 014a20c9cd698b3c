"""A file's reading with its records, and some columns of them."""

from collections.abc import Sequence
from pathlib import Path

from dealer.imports.reading.kinds import Kind
from dealer.imports.reading.reader import Reading, read_file
from tests.dealer.imports.reading.records import records_of


def read(file: Path, kind: Kind = Kind.REPAIR_ORDERS) -> tuple[Reading, list[dict[str, str | None]]]:
    """A file's reading and records."""
    reading = read_file(file, kind=kind, out=file.parent / "out")
    return reading, records_of(reading.records_file, kind)


def told(records: Sequence[dict[str, str | None]], *names: str) -> list[tuple[str | None, ...]]:
    """Some columns of all records."""
    return [tuple(record[name] for name in names) for record in records]
