"""Handing in a file, having it read again with other columns, cancelling."""

from collections.abc import Mapping
from typing import IO

from backbone.clock import now
from backbone.db.unit_of_work import current
from backbone.errors import ConflictError, InvalidError
from backbone.files.store import keep
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from backbone.outbox.actions import must_happen
from dealer.imports import may
from dealer.imports.models import ImportRun, ImportState
from dealer.imports.reading.kinds import Kind
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record

MAX_FILE = 50 * 1024 * 1024
READ_JOB = "imports.read"

HANDED_IN = event_type("import.handed_in", "kind", "file_name", "size")
READ_AGAIN = event_type("import.read_again", "columns")
CANCELLED = event_type("import.cancelled")
REJECTED_DOWNLOADED = event_type("import.rejected_downloaded", "rows")


class UnderWayError(ConflictError):
    """The file is being read; what was asked for has to wait."""

    code = "import_under_way"
    message = _l("This file is being read. Wait until that has ended, or cancel it.")


class NothingToCancelError(ConflictError):
    """The import has ended already."""

    code = "nothing_to_cancel"
    message = _l("This import has ended already; there is nothing to cancel.")


def hand_in(
    stream: IO[bytes],
    *,
    name: str,
    kind: Kind,
    by: Actor,
    columns: Mapping[str, int] | None = None,
    header_row: int | None = None,
) -> ImportRun:
    """Keep a file and have it read; `columns` and `header_row` (from 1) where nothing is to be guessed.

    Raises InvalidError (no file), FileTooLargeError.
    """
    if not name:
        raise InvalidError(fields={"file": [_l("Choose a file.")]})
    file = keep(stream, name=name, limit=MAX_FILE)
    run = ImportRun(
        tenant_id=by.tenant_id,
        id=uuid7(),
        what=kind,
        file_id=file.id,
        columns=dict(columns) if columns else None,
        header_row=header_row,
        requested_by=by.account_id,
        requested_by_name=by.name,
    )
    current().add(run)
    current().flush()
    record(HANDED_IN, by=by, about="import", about_id=run.id, kind=kind, file_name=file.name, size=file.size)
    must_happen(READ_JOB, import_id=str(run.id))
    return run


def read_again(run: ImportRun, columns: Mapping[str, int], *, by: Actor) -> None:
    """Have the file read with the columns a person chose (field -> position from 0). Raises UnderWayError."""
    if not may.read_again(run):
        raise UnderWayError
    run.columns = dict(columns)
    record(READ_AGAIN, by=by, about="import", about_id=run.id, columns=dict(columns))
    wait_for_reader(run)


def wait_for_reader(run: ImportRun) -> None:
    """Have the file read once more with the columns it has; what was found in it is forgotten."""
    run.state, run.report, run.error_code, run.error_params = ImportState.WAITING, None, None, None
    run.started_at = run.finished_at = None
    current().flush()
    must_happen(READ_JOB, import_id=str(run.id))


def cancel(run: ImportRun, *, by: Actor) -> None:
    """Stop what is under way; a reader that finds this state throws its result away. Raises NothingToCancelError."""
    if not may.cancel(run):
        raise NothingToCancelError
    run.state, run.finished_at = ImportState.CANCELLED, now()
    current().flush()
    record(CANCELLED, by=by, about="import", about_id=run.id)


def record_download(run: ImportRun, *, by: Actor) -> None:
    """Put on record who took rejected rows out: they hold customers' names and phones (CUS-9)."""
    rows = run.report["rejected_total"] if run.report else 0
    record(REJECTED_DOWNLOADED, by=by, about="import", about_id=run.id, rows=rows)
