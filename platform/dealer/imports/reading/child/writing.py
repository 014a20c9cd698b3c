"""The files that reading leaves: records for COPY, rejected rows and conflicts as JSON lines."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from io import TextIOWrapper
from itertools import compress
from json.encoder import encode_basestring
from pathlib import Path

from dealer.imports.reading.child.dates import UNREADABLE
from dealer.imports.reading.child.memo import Memo, quoted_for_copy
from dealer.imports.reading.child.values import cell_text
from dealer.imports.reading.kinds import FIELDS, FieldType, Kind
from dealer.imports.reading.problems import RowCode

RECORDS, REJECTED, CONFLICTS = "records.copy", "rejected.jsonl", "conflicts.jsonl"
PREVIEWED = 10
Copy = Callable[[object], str]


def _typed_copy(form: object) -> str:
    text = str(form)
    return "\\N" if not text or text[0] == UNREADABLE else text


def _array_copy(form: object) -> str:
    """Numbers joined by commas as an array literal; they hold digits, + and - only."""
    text = str(form)
    return "\\N" if not text or text[0] == UNREADABLE else f"{{{text}}}"


def _codes_copy(codes: object) -> str:
    return f"{{{codes}}}"


def _has_time_copy(form: object) -> str:
    text = str(form)
    return "\\N" if not text or text[0] == UNREADABLE else ("t" if len(text) > 10 else "f")


def _text_copy(form: object) -> str:
    return quoted_for_copy(str(form))


class RecordWriter:
    """Writes a table's records column by column, and its refused rows one by one."""

    def __init__(self, kind: Kind, titles: Sequence[str], out: Path) -> None:
        self._kind = kind
        self._records = _new(out / RECORDS)
        self._rejected = _new(out / REJECTED)
        self._conflicts = _new(out / CONFLICTS)
        self._raw = [Memo(_raw_cell(title)) for title in titles]
        self._copies: dict[str, Memo] = {}
        for field, typed in FIELDS[kind].items():
            self._copies[field] = Memo(_copy_of(typed))
            if typed is FieldType.DATE:
                self._copies[f"{field}_has_time"] = Memo(_has_time_copy)
        self._extras = [Memo(each) for each in (_typed_copy, _array_copy, _typed_copy, _typed_copy, _codes_copy)]
        self.preview: list[dict[str, object]] = []

    def write(
        self,
        accepted: list[bool],
        rows: list[int],
        said: list[str],
        forms: Mapping[str, list[str]],
        extras: tuple[list[str], ...],
        columns: Sequence[Sequence[object]],
    ) -> None:
        """Write the accepted rows of a block, as `RECORD_COLUMNS` says."""
        whole = all(accepted)
        numbers = rows if whole else list(compress(rows, accepted))
        parts: list[Sequence[str]] = [
            list(map(str, numbers)),
            _fingerprints(said if whole else compress(said, accepted)),
        ]
        null = ["\\N"] * len(numbers)
        for name, memo in self._copies.items():
            form = forms.get(name.removesuffix("_has_time"))
            parts.append(null if form is None else memo.of(form if whole else compress(form, accepted)))
        for memo, extra in zip(self._extras, extras, strict=True):
            parts.append(memo.of(extra if whole else compress(extra, accepted)))
        parts.append(self._raw_of(columns if whole else [list(compress(column, accepted)) for column in columns]))
        lines = list(map("\t".join, zip(*parts, strict=True)))
        if lines:
            self._records.write("\n".join(lines) + "\n")
        self._show(numbers, forms, accepted)

    def reject(self, row: int, column: str, value: str, code: RowCode, cells: Sequence[object]) -> None:
        """Write a rejected row with all its cells, for the download."""
        self._rejected.write(_line(row=row, code=str(code), column=column, value=value, cells=cells))

    def conflict(self, row: int, column: str, value: str, number: str, first_row: int, cells: Sequence[object]) -> None:
        """Write a row in conflict with the first one of its number."""
        self._conflicts.write(
            _line(row=row, column=column, value=value, number=number, first_row=first_row, cells=cells)
        )

    def close(self) -> None:
        """Flush and close all files."""
        for file in (self._records, self._rejected, self._conflicts):
            file.close()

    def _raw_of(self, columns: Sequence[Sequence[object]]) -> list[str]:
        encoded = [memo.of(column) for memo, column in zip(self._raw, columns, strict=True)]
        return ["{" + ",".join(filter(None, cells)) + "}" for cells in zip(*encoded, strict=True)]

    def _show(self, numbers: list[int], forms: Mapping[str, list[str]], accepted: list[bool]) -> None:
        missing = PREVIEWED - len(self.preview)
        if missing <= 0:
            return
        places = list(compress(range(len(accepted)), accepted))[:missing]
        for row, at in zip(numbers, places, strict=False):
            told = {field: form[at].replace(UNREADABLE, "") for field, form in forms.items()}
            self.preview.append({"row": row, "fields": told})


def _new(path: Path) -> TextIOWrapper:
    return path.open("w", encoding="utf-8", errors="replace", newline="\n")


def _copy_of(typed: FieldType) -> Copy:
    if typed is FieldType.PHONE:
        return _array_copy
    return _typed_copy if typed in (FieldType.DATE, FieldType.AMOUNT, FieldType.COUNT, FieldType.FLAG) else _text_copy


def _fingerprints(said: Iterable[str]) -> list[str]:
    return [sha256(each.encode("utf-8", "replace")).hexdigest() for each in said]


def _raw_cell(title: str) -> Copy:
    """`"header":"text"` of a cell, ready for COPY; empty for an empty cell. NUL is dropped: jsonb refuses it."""
    key = encode_basestring(title)

    def encode(cell: object) -> str:
        text = cell_text(cell)
        if not text:
            return ""
        pair = f"{key}:{encode_basestring(text.replace(chr(0), ''))}"
        return pair.replace("\\", "\\\\") if "\\" in pair else pair

    return encode


def _line(cells: Sequence[object], **told: object) -> str:
    texts = [cell_text(cell) for cell in cells]
    parts = [f"{encode_basestring(key)}: {_json(value)}" for key, value in told.items()]
    return "{" + ", ".join(parts) + ', "cells": [' + ", ".join(map(encode_basestring, texts)) + "]}\n"


def _json(value: object) -> str:
    return str(value) if isinstance(value, int) else encode_basestring(str(value))
