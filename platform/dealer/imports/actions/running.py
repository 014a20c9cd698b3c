"""From a dry run to the real thing: by a job with progress, or at once from the command line."""

import datetime as dt
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backbone.clock import now
from backbone.db.unit_of_work import acting, acting_as, current
from backbone.errors import ConflictError
from backbone.files.models import StoredFile
from backbone.files.store import forget, keep, path_of
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from backbone.outbox.actions import must_happen
from dealer.figures.interface import day_changed
from dealer.handovers.interface import Department, record_handover
from dealer.imports import may
from dealer.imports.actions.handing_in import HANDED_IN, MAX_FILE
from dealer.imports.actions.reading import DryRun, dry_run, report_of
from dealer.imports.actions.staging import load_staging
from dealer.imports.actions.writing import STEPS, Written, write_staged
from dealer.imports.models import ImportRun, ImportState
from dealer.imports.queries import get_import, get_import_to_change, reading_folder
from dealer.imports.reading.child.writing import RECORDS
from dealer.imports.reading.kinds import Kind
from tenants.access.interface import Actor, platform_actor
from tenants.audit_trail.interface import event_type, record

WRITE_JOB = "imports.write"
DEPARTMENTS = {Kind.DELIVERIES: Department.SALES, Kind.REPAIR_ORDERS: Department.AFTER_SALES}

STARTED = event_type("import.started")
IMPORTED = event_type("import.done", "new", "changed", "unchanged")


class NotReadyError(ConflictError):
    """There is no dry run to make real."""

    code = "import_not_ready"
    message = _l("Only a file that has been read can be imported, and only once.")


class CancelledError(Exception):
    """Somebody cancelled while the import was under way."""


@dataclass(frozen=True)
class RealImport:
    """What reading found and what writing did."""

    found: DryRun
    written: Written

    def as_json(self) -> dict[str, Any]:
        """The object that `sanqi import --json` prints."""
        counts = {"new": self.written.new, "changed": self.written.changed, "unchanged": self.written.unchanged}
        return self.found.as_json() | counts | {"callbacks_planned": self.written.plan.planned}


def start_writing(run: ImportRun, *, by: Actor) -> None:
    """Have a read file imported for real. Raises NotReadyError."""
    if not may.write(run):
        raise NotReadyError
    run.state, run.progress_done, run.progress_total = ImportState.WRITING, 0, len(STEPS)
    current().flush()
    record(STARTED, by=by, about="import", about_id=run.id)
    must_happen(WRITE_JOB, import_id=str(run.id))


def write(import_id: uuid.UUID) -> None:
    """Import a read file for real. Runs in a job; a second run finds it done. Cancelled: as if it had never been."""
    run = get_import(import_id)
    if run.state != ImportState.WRITING:
        return
    try:
        with current().begin_nested():
            _write(run)
    except CancelledError:
        return


def _write(run: ImportRun) -> None:
    who, kind, started = acting(), Kind(run.what), run.started_at

    def step(name: str) -> None:
        """Progress is a unit of work of its own: the import's is invisible until its end."""
        with acting_as(who):
            _still_wanted(seen := get_import_to_change(run.id), started)
            seen.progress_done = STEPS.index(name)

    load_staging(kind, _records_of(run))
    written = write_staged(kind, at=now(), step=step)
    _still_wanted(get_import_to_change(run.id), started)
    actor = platform_actor(run.requested_by_name, who)
    _finish(run, written, by=actor)


def _records_of(run: ImportRun) -> Path:
    if run.started_at is None:
        raise NotReadyError
    return reading_folder(run.file, run.started_at) / RECORDS


def _still_wanted(run: ImportRun, started: dt.datetime | None) -> None:
    """Raises CancelledError; also where the file was cancelled, read again, and is being written from that reading."""
    if run.state != ImportState.WRITING or run.started_at != started:
        raise CancelledError


def _finish(run: ImportRun, written: Written, *, by: Actor) -> None:
    run.state, run.finished_at, run.result = ImportState.DONE, now(), written.as_json()
    run.progress_done = run.progress_total = len(STEPS)
    current().flush()
    rows = written.new + written.changed
    record_handover(DEPARTMENTS[Kind(run.what)], rows=rows, by=by, at=now(), import_id=run.id)
    day_changed()
    counts = {"new": written.new, "changed": written.changed, "unchanged": written.unchanged}
    record(IMPORTED, by=by, about="import", about_id=run.id, **counts)


def give_up_writing(import_id: uuid.UUID) -> None:
    """Tell the person that importing failed again and again for a reason of ours; nothing was taken over."""
    run = get_import_to_change(import_id)
    if run.state == ImportState.WRITING:
        run.state, run.finished_at, run.error_code, run.error_params = ImportState.FAILED, now(), "writer_failed", {}


def import_now(path: Path, *, kind: Kind, by: Actor) -> RealImport:
    """Read and import a file in the present transaction, as the command line does. Raises UnreadableFile.

    A file that comes to nothing leaves nothing behind: customers' names must not lie where no row knows of them.
    """
    with path.open("rb") as stream:
        file = keep(stream, name=path.name, limit=MAX_FILE)
    try:
        return _import_kept(file, kind=kind, by=by)
    except BaseException:
        forget(file)
        raise


def _import_kept(file: StoredFile, *, kind: Kind, by: Actor) -> RealImport:
    started = now()
    found = dry_run(path_of(file), kind=kind, out=reading_folder(file, started))
    run = ImportRun(tenant_id=by.tenant_id, id=uuid7(), what=kind, file_id=file.id, requested_by_name=by.name)
    run.report, run.started_at = report_of(found), started
    current().add(run)
    current().flush()
    record(HANDED_IN, by=by, about="import", about_id=run.id, kind=kind, file_name=file.name, size=file.size)
    written = write_staged(kind, at=now())
    _finish(run, written, by=by)
    return RealImport(found, written)
