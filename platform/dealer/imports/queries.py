"""Reads of imports."""

import datetime as dt
import uuid
from pathlib import Path

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import joinedload

from backbone.db.unit_of_work import current
from backbone.errors import NotFoundError
from backbone.files.models import StoredFile
from backbone.files.store import folder_of
from backbone.web.paging import Page, cut, decode
from dealer.imports.models import ColumnChoice, ImportRun
from dealer.imports.reading.child.writing import REJECTED
from dealer.imports.reading.kinds import Kind

PAGE = 30


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
