"""Reads of imports."""

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import joinedload

from backbone.db.unit_of_work import current
from backbone.errors import NotFoundError
from backbone.files.models import StoredFile
from backbone.files.store import folder_of
from backbone.web.paging import Page, cut, decode
from dealer.imports.models import ColumnChoice, DecidedConflict, ImportRun
from dealer.imports.reading.child.dates import UNREADABLE
from dealer.imports.reading.child.table import JOINT
from dealer.imports.reading.child.writing import CONFLICTS, REJECTED, fingerprint
from dealer.imports.reading.kinds import FIELDS, Kind

PAGE = 30
MOST_CONFLICTS = 50
"""As many numbers in conflict are shown at once, of those to be decided and of those decided."""
_MOST_LINES = 2000
_MOST_CONTENTS = 10
"""A number with more different contents is no number: somebody took the wrong column for it."""


def get_import(import_id: uuid.UUID) -> ImportRun:
    """An import with its file. Raises NotFoundError."""
    query = select(ImportRun).where(ImportRun.id == import_id).options(joinedload(ImportRun.file))
    run: ImportRun | None = current().scalar(query)
    if run is None:
        raise NotFoundError
    return run


def get_import_to_change(import_id: uuid.UUID) -> ImportRun:
    """An import with its file, locked until the transaction ends (rows may go on referring to it)."""
    run = get_import(import_id)
    current().refresh(run, with_for_update={"of": ImportRun, "key_share": True})
    return run


def reading_folder(file: StoredFile, started_at: dt.datetime) -> Path:
    """Where the reading that began at that moment lies: one that was cancelled never writes into the next one's."""
    return folder_of(file) / f"reading-{started_at.astimezone(dt.UTC):%Y%m%dT%H%M%S%f}"


def get_rejected_file(run: ImportRun) -> Path:
    """The rows that the reading refused, one JSON object a line. Raises NotFoundError where no reading stands."""
    if run.report is None or run.started_at is None:
        raise NotFoundError
    return reading_folder(run.file, run.started_at) / REJECTED


def list_imports(cursor: str | None = None, limit: int = PAGE) -> Page[ImportRun]:
    """Imports with their files, the newest first. Raises InvalidError for a cursor that isn't ours."""
    query = (
        select(ImportRun)
        .options(joinedload(ImportRun.file))
        .order_by(ImportRun.created_at.desc(), ImportRun.id.desc())
        .limit(limit + 1)
    )
    if cursor:
        after = decode(cursor, (dt.datetime.fromisoformat, uuid.UUID))
        query = query.where(tuple_(ImportRun.created_at, ImportRun.id) < after)
    rows = list(current().scalars(query))
    return cut(rows, limit=limit, key=lambda run: (run.created_at.isoformat(), str(run.id)))


def count_imports() -> int:
    """How many files were ever handed in."""
    return current().scalar(select(func.count()).select_from(ImportRun)) or 0


def find_columns_for(kind: Kind, header_fingerprint: str) -> dict[str, int] | None:
    """The columns somebody chose for files with this header (DATA-1: kept for next time)."""
    query = select(ColumnChoice.columns).where(
        ColumnChoice.what == kind, ColumnChoice.header_fingerprint == header_fingerprint
    )
    return current().scalar(query)


@dataclass(frozen=True)
class RowInConflict:
    """A row whose number another row has, with other content. `said`: its normal forms, joined."""

    number: str
    row: int
    said: str

    @property
    def fingerprint(self) -> str:
        """By what its content is known again."""
        return fingerprint(self.said)


@dataclass(frozen=True)
class Content:
    """What one or more rows of a number say: field → normal form, also of what could not be read."""

    rows: tuple[int, ...]
    forms: Mapping[str, str]
    fingerprint: str


@dataclass(frozen=True)
class Conflict:
    """A number and its different contents, first the one that counts; `left_out` are rows with still other ones.

    `decision` stands where somebody decided for one of these contents, `decided` is that one.
    """

    number: str
    contents: tuple[Content, ...]
    left_out: int
    decision: DecidedConflict | None

    @property
    def decided(self) -> Content | None:
        """The content that somebody decided for."""
        mark = self.decision.fingerprint if self.decision else ""
        return next((content for content in self.contents if content.fingerprint == mark), None)

    @property
    def differing(self) -> tuple[str, ...]:
        """The fields in which the contents differ."""
        return tuple(f for f in self.contents[0].forms if len({content.forms[f] for content in self.contents}) > 1)


def find_decisions(kind: Kind) -> dict[str, str]:
    """Number → fingerprint of the content that somebody decided for (DATA-1: remembered)."""
    query = select(DecidedConflict.number, DecidedConflict.fingerprint).where(DecidedConflict.what == kind)
    return dict(list(current().execute(query)))


def rows_in_conflict(run: ImportRun) -> Iterator[RowInConflict]:
    """All rows of the numbers in conflict, a number's together, first the one that counts.

    None where no reading stands, or one from before conflicts could be decided.
    """
    if run.started_at is None or "conflicts_open" not in (run.report or {}):
        return
    with (
        suppress(FileNotFoundError),
        (reading_folder(run.file, run.started_at) / CONFLICTS).open(encoding="utf-8") as lines,
    ):
        for line in lines:
            told = json.loads(line)
            yield RowInConflict(told["number"], told["row"], told["said"])


def list_conflicts(run: ImportRun) -> list[Conflict]:
    """A file's numbers in conflict, at most MOST_CONFLICTS to be decided, then as many decided ones."""
    lines = islice(rows_in_conflict(run), _MOST_LINES)
    by_number = {number: list(rows) for number, rows in groupby(lines, key=lambda line: line.number)}
    decisions = _decisions_of(run, by_number)
    whole = {number: rows for number, rows in by_number.items() if len(rows) > 1}
    found = [_conflict(Kind(run.what), rows, decisions.get(number)) for number, rows in whole.items()]
    to_decide = [conflict for conflict in found if conflict.decided is None]
    decided = [conflict for conflict in found if conflict.decided]
    return to_decide[:MOST_CONFLICTS] + decided[:MOST_CONFLICTS]


def _decisions_of(run: ImportRun, numbers: Iterable[str]) -> dict[str, DecidedConflict]:
    if not (wanted := list(numbers)):
        return {}
    query = select(DecidedConflict).where(DecidedConflict.what == run.what, DecidedConflict.number.in_(wanted))
    return {decision.number: decision for decision in current().scalars(query)}


def _conflict(kind: Kind, rows: list[RowInConflict], decision: DecidedConflict | None) -> Conflict:
    """The decided content is always among those that are told."""
    by_content: dict[str, list[int]] = {}
    for line in rows:
        by_content.setdefault(line.said, []).append(line.row)
    contents = [Content(tuple(at), _forms(kind, said), fingerprint(said)) for said, at in by_content.items()]
    if decision is not None and all(content.fingerprint != decision.fingerprint for content in contents):
        decision = None
    mark = decision.fingerprint if decision else ""
    told = [content for at, content in enumerate(contents) if at < _MOST_CONTENTS or content.fingerprint == mark]
    left_out = len(rows) - sum(len(content.rows) for content in told)
    return Conflict(rows[0].number, tuple(told), left_out, decision)


def _forms(kind: Kind, said: str) -> dict[str, str]:
    return dict(zip(FIELDS[kind], said.replace(UNREADABLE, "").split(JOINT), strict=True))
