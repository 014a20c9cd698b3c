"""The records file, read back the way PostgreSQL's COPY does."""

import re
from pathlib import Path

from dealer.imports.reading.kinds import RECORD_COLUMNS, Kind

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}


def records_of(file: Path, kind: Kind) -> list[dict[str, str | None]]:
    """Column → text of each record, None for NULL."""
    names = [name for name, _ in RECORD_COLUMNS[kind]]
    lines = file.read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    return [dict(zip(names, map(_field, line.split("\t")), strict=True)) for line in lines]


def _field(text: str) -> str | None:
    if text == r"\N":
        return None
    return re.sub(r"\\(.)", lambda escape: _ESCAPES.get(escape.group(1), escape.group(1)), text)
