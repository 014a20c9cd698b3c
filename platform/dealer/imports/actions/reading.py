"""The dry run: read a file, compare it with what is there, change nothing (DATA-1)."""

import datetime as dt
import hashlib
import shutil
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from backbone.clock import now
from backbone.db.unit_of_work import acting, acting_as, current
from backbone.files.models import StoredFile
from backbone.files.store import folder_of, path_of
from backbone.ids import uuid7
from dealer.callbacks.interface import would_be_planned
from dealer.imports.actions.staging import VISIT_KINDS, compare_with_imported, fresh_visits_by_day, load_staging
from dealer.imports.models import ColumnChoice, ImportRun, ImportState
from dealer.imports.queries import find_columns_for, find_decisions, get_import, get_import_to_change, reading_folder
from dealer.imports.reading.child.main import REPORT
from dealer.imports.reading.kinds import Kind
from dealer.imports.reading.problems import UnreadableFile
from dealer.imports.reading.reader import read_file
from dealer.imports.reading.result import Reading
from tenants.stores.interface import get_own_store

KEPT_LINES = 200
"""How many rejected, conflicting and warned rows a page keeps; all of them are in the download."""


@dataclass(frozen=True)
class DryRun:
    """What a file holds and what importing it would do."""

    reading: Reading
    new: int
    changed: int
    unchanged: int
    kept_columns: bool
    callbacks: int

    def as_json(self) -> dict[str, Any]:
        """The object that `sanqi import --json` prints."""
        counts = self.reading.as_json_counts()
        ordered = {"data_rows": counts.pop("data_rows"), "new": self.new, "changed": self.changed}
        return ordered | {"unchanged": self.unchanged} | counts | {"callbacks_planned": self.callbacks}


def dry_run(
    path: Path, *, kind: Kind, out: Path, columns: Mapping[str, int] | None = None, header_row: int | None = None
) -> DryRun:
    """Read `path` into the folder `out` and compare it with the present store's visits. Raises UnreadableFile."""
    decided = find_decisions(kind)
    reading = read_file(path, kind=kind, out=out, columns=columns, header_row=header_row, decided=decided)
    kept = None if columns else find_columns_for(kind, header_fingerprint(reading.titles))
    if kept and kept != columns_of(reading):
        reading = read_file(path, kind=kind, out=out, columns=kept, header_row=header_row, decided=decided)
    load_staging(kind, reading.records_file)
    planned = would_be_planned(VISIT_KINDS[kind], fresh_visits_by_day(kind), get_own_store().start_date, now())
    return DryRun(reading=reading, kept_columns=bool(kept), callbacks=planned, **compare_with_imported(kind))


def header_fingerprint(titles: tuple[str, ...]) -> str:
    """By what a header is known again."""
    return hashlib.sha256("\x1f".join(titles).encode()).hexdigest()


def columns_of(reading: Reading) -> dict[str, int]:
    """field -> position, as a person would choose it."""
    return {mapped.field: mapped.column for mapped in reading.columns}


def read(import_id: uuid.UUID) -> None:
    """Read a handed-in file and leave the result in its import. Runs in a job; a second run does no harm.

    Nothing is locked while the file is read: whoever cancels does not wait, and this reading is thrown away.
    """
    who = acting()
    with acting_as(who):
        started = _begin(get_import_to_change(import_id))
    if started is None:
        return
    result = _read(get_import(import_id), started)
    run = get_import_to_change(import_id)
    if run.state != ImportState.READING or run.started_at != started:
        shutil.rmtree(reading_folder(run.file, started), ignore_errors=True)
        return
    _forget_former_readings(run.file, started)
    if isinstance(result, UnreadableFile):
        # What the file has to choose from, where the person can mend it by choosing columns.
        _fail(run, result.code, result.params | {"titles": list(result.titles), "columns": dict(result.columns)})
    else:
        _succeed(run, result)


def _read(run: ImportRun, started: dt.datetime) -> DryRun | UnreadableFile:
    try:
        return dry_run(
            path_of(run.file),
            kind=Kind(run.what),
            out=reading_folder(run.file, started),
            columns=run.columns,
            header_row=run.header_row,
        )
    except UnreadableFile as error:
        return error


def _forget_former_readings(file: StoredFile, started: dt.datetime) -> None:
    """What came to its end before and nobody will look at again; one that is still at it clears up by itself."""
    own = reading_folder(file, started)
    for ended in folder_of(file).glob(f"reading-*/{REPORT}"):
        if ended.parent != own:
            shutil.rmtree(ended.parent, ignore_errors=True)


def give_up(import_id: uuid.UUID) -> None:
    """Tell the person that reading failed again and again for a reason of ours."""
    run = get_import_to_change(import_id)
    if run.state in {ImportState.WAITING, ImportState.READING}:
        _fail(run, "reader_failed", {})


def _begin(run: ImportRun) -> dt.datetime | None:
    if run.state not in {ImportState.WAITING, ImportState.READING}:
        return None
    run.state, run.started_at = ImportState.READING, now()
    return run.started_at


def _fail(run: ImportRun, code: str, params: Mapping[str, Any]) -> None:
    run.state, run.finished_at = ImportState.FAILED, now()
    run.error_code, run.error_params = code, dict(params)
    current().flush()


def _succeed(run: ImportRun, result: DryRun) -> None:
    run.state, run.finished_at, run.report = ImportState.READY, now(), report_of(result)
    if run.columns and not run.is_typed:
        _keep_choice(run, result.reading)
    current().flush()


def _keep_choice(run: ImportRun, reading: Reading) -> None:
    """Remember a person's columns for the next file with this header."""
    mark = header_fingerprint(reading.titles)
    choice = current().query(ColumnChoice).filter_by(what=run.what, header_fingerprint=mark).one_or_none()
    if choice is None:
        choice = ColumnChoice(tenant_id=run.tenant_id, id=uuid7(), what=run.what, header_fingerprint=mark)
        current().add(choice)
    choice.columns, choice.chosen_at = dict(run.columns or {}), now()


def report_of(result: DryRun) -> dict[str, Any]:
    """The reading as the page shows it; long lists are cut, their totals are not."""
    reading, counts = result.reading, result.reading.as_json_counts()
    return {
        "data_rows": reading.data_rows,
        "new": result.new,
        "changed": result.changed,
        "unchanged": result.unchanged,
        "repeated": reading.repeated,
        "rejected": counts["rejected"][:KEPT_LINES],
        "rejected_total": len(reading.rejected),
        "conflicts": counts["conflicts"][:KEPT_LINES],
        "conflicts_total": len(reading.conflicts),
        "numbers_in_conflict": reading.numbers_in_conflict,
        "conflicts_open": reading.conflicts_open,
        "warnings": _warnings(reading),
        "warned_total": len({warned.row for warned in reading.warned}),
        "not_picked_up": counts.get("not_picked_up"),
        "not_called": counts.get("picked_up_but_not_called"),
        "callbacks": result.callbacks,
        "titles": list(reading.titles),
        "columns": [
            {"field": c.field, "column": c.column, "how": c.how, "confidence": c.confidence} for c in reading.columns
        ],
        "kept_columns": result.kept_columns,
        "preview": [{"row": line.row, "fields": dict(line.fields)} for line in reading.preview],
        "header_row": reading.header_row,
        "sheet": reading.sheet,
        "notes": list(reading.notes),
    }


def _warnings(reading: Reading) -> list[dict[str, Any]]:
    by_code = sorted(reading.warned, key=lambda warned: (warned.code, warned.row))
    groups = []
    for code, warned in groupby(by_code, key=lambda one: one.code):
        rows = [one.row for one in warned]
        groups.append({"code": code, "count": len(rows), "rows": rows[:KEPT_LINES]})
    return groups
