"""The files that reading leaves: records for COPY, rejected rows and conflicts as JSON lines."""

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from io import TextIOWrapper
from itertools import compress
from json.encoder import encode_basestring

from dealer.imports.reading.child.dates import UNREADABLE
from dealer.imports.reading.kinds import FIELDS, FieldType, Kind
from dealer.imports.reading.problems import RowCode

RECORDS, REJECTED, CONFLICTS = "records.copy", "rejected.jsonl", "conflicts.jsonl"
PREVIEWED = 10
NULL = "\\N"
_TYPED = {FieldType.DATE, FieldType.AMOUNT, FieldType.COUNT, FieldType.FLAG}
_NEEDS_ESCAPE = re.compile(r'["\\\x00-\x1f]').search
Texts = Sequence[str]


class Extras:
    """What the verdicts add to each row: flaw of the VIN, phones to call and whose, exclusion, warnings."""

    __slots__ = ("exclusions", "flaws", "phones", "warnings", "whose")

    def __init__(self, flaws: Texts, phones: Texts, whose: Texts, exclusions: Texts, warnings: Texts) -> None:
        self.flaws = flaws
        self.phones = phones
        self.whose = whose
        self.exclusions = exclusions
        self.warnings = warnings


class RecordWriter:
    """Writes a table's records column by column, and its refused rows one by one."""

    def __init__(self, kind: Kind, titles: Texts, out: str) -> None:
        self._kind = kind
        self._records = _new(out, RECORDS)
        self._rejected = _new(out, REJECTED)
        self._conflicts = _new(out, CONFLICTS)
        pairs = (f'{_copied(encode_basestring(title)).replace("%", "%%")}:"%s"' for title in titles)
        self._raw = ("{" + ",".join(pairs) + "}").__mod__
        self.preview: list[dict[str, object]] = []

    def write(
        self, rows: list[int], said: Texts, forms: Mapping[str, Texts], extras: Extras, texts: Sequence[Texts]
    ) -> None:
        """Write accepted rows, as `RECORD_COLUMNS` says."""
        parts: list[Iterable[str]] = [map(str, rows), _fingerprints(said)]
        for field, typed in FIELDS[self._kind].items():
            parts += _columns_of(typed, forms.get(field), len(rows))
        parts += [_nullable(extras.flaws), _arrays(extras.phones), _nullable(extras.whose)]
        parts += [_nullable(extras.exclusions), [f"{{{codes}}}" for codes in extras.warnings]]
        parts.append(map(self._raw, zip(*map(_in_json, texts), strict=True)))
        lines = list(map("\t".join, zip(*parts, strict=True)))
        if lines:
            self._records.write("\n".join(lines) + "\n")
        for at, row in enumerate(rows[: PREVIEWED - len(self.preview)]):
            told = {field: form[at].replace(UNREADABLE, "") for field, form in forms.items()}
            self.preview.append({"row": row, "fields": told})

    def reject(self, row: int, column: str, value: str, code: RowCode, texts: Texts) -> None:
        """Write a rejected row with all its cells, for the download."""
        self._rejected.write(_line(texts, row=row, code=code.value, column=column, value=value))

    def conflict(self, number: str, rows: Iterable[tuple[int, str]], *, decided: bool) -> None:
        """Write what the rows of one number say (row, its normal forms joined), the one that counts first."""
        head = f'{{"number": {encode_basestring(number)}, "decided": {"true" if decided else "false"}, '
        self._conflicts.writelines(f'{head}"row": {row}, "said": {encode_basestring(said)}}}\n' for row, said in rows)

    def close(self) -> None:
        """Flush and close all files."""
        for file in (self._records, self._rejected, self._conflicts):
            file.close()


def accepted_only(accepted: list[bool], columns: Iterable[Texts]) -> list[Texts]:
    """The accepted rows of each column."""
    if all(accepted):
        return list(columns)
    return [list(compress(column, accepted)) for column in columns]


def _new(folder: str, name: str) -> TextIOWrapper:
    return open(f"{folder}/{name}", "w", encoding="utf-8", errors="replace", newline="\n")  # noqa: PTH123 - pathlib is slow to load


def fingerprint(said: str) -> str:
    """By what a row's content is known again: a hash of its normal forms, joined."""
    return _fingerprints([said])[0]


def _fingerprints(said: Texts) -> list[str]:
    return [sha256(each.encode("utf-8", "replace")).hexdigest() for each in said]


def _columns_of(typed: FieldType, form: Texts | None, size: int) -> list[Iterable[str]]:
    """The one or two columns of a field."""
    if form is None:
        return [[NULL] * size] * (2 if typed is FieldType.DATE else 1)
    if typed is FieldType.PHONE:
        return [_arrays(form)]
    if typed not in _TYPED:
        return [[_copied(text) if "\\" in text else text or NULL for text in form]]
    read = [NULL if not text or text[0] == UNREADABLE else text for text in form]
    if typed is not FieldType.DATE:
        return [read]
    return [read, [NULL if text is NULL else "t" if len(text) > 10 else "f" for text in read]]


def _nullable(texts: Texts) -> list[str]:
    return [text or NULL for text in texts]


def _arrays(phones: Texts) -> list[str]:
    """Numbers joined by commas as array literals; they hold digits, + and - only."""
    return [NULL if not phone or phone[0] == UNREADABLE else f"{{{phone}}}" for phone in phones]


def _copied(text: str) -> str:
    """A text without tabs and line breaks as a field of PostgreSQL's COPY text format."""
    return text.replace("\\", "\\\\")


def _in_json(texts: Texts) -> Texts:
    """A column of texts as the insides of JSON strings in a COPY field. NUL is dropped: jsonb refuses it."""
    if not _NEEDS_ESCAPE("".join(texts)):
        return texts
    return [_copied(encode_basestring(text.replace("\0", ""))[1:-1]) if _NEEDS_ESCAPE(text) else text for text in texts]


def _line(cells: Texts, **told: str | int) -> str:
    parts = [f"{encode_basestring(key)}: {_json(value)}" for key, value in told.items()]
    return "{" + ", ".join(parts) + ', "cells": [' + ", ".join(map(encode_basestring, cells)) + "]}\n"


def _json(value: str | int) -> str:
    return str(value) if isinstance(value, int) else encode_basestring(value)
