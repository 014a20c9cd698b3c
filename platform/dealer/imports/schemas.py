"""What the JSON door of imports takes and gives."""

from typing import Any

from marshmallow import Schema, fields, validate

from backbone.web.uploads import FileField
from dealer.imports.models import ImportRun, ImportState
from dealer.imports.queries import PAGE
from dealer.imports.reading.kinds import FIELDS, Kind
from dealer.imports.reading.problems import FILE_MESSAGES, FileCode

KINDS = [kind.value for kind in Kind]
FIELD_NAMES = sorted({name for known in FIELDS.values() for name in known})
NOT_IN_FILE = -1
MOST_COLUMNS = 16_384
"""As many as a worksheet can have."""


class ImportCreate(Schema):
    """A file from a DMS and what its rows are."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    file = FileField()


class ImportTyped(Schema):
    """Visits typed in while the DMS is down; they become a file."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    rows = fields.List(
        fields.Dict(keys=fields.String(), values=fields.String()),
        required=True,
        metadata={"description": "One object a visit, field → text as it stands on paper; 100 at most."},
    )


class ImportQuery(Schema):
    """Which imports; the newest first."""

    cursor = fields.String(metadata={"description": "`next_cursor` of the page before."})
    limit = fields.Integer(load_default=PAGE, validate=validate.Range(1, 100))


class ImportColumns(Schema):
    """Columns chosen by a person; fields that are not named are guessed."""

    columns = fields.Dict(
        keys=fields.String(validate=validate.OneOf(FIELD_NAMES)),
        values=fields.Integer(strict=True, validate=validate.Range(NOT_IN_FILE, MOST_COLUMNS - 1)),
        required=True,
        metadata={"description": "Field → column, counted from 0; -1: the file does not have it."},
    )


class ImportFile(Schema):
    """The file that was handed in."""

    name = fields.String(required=True)
    size = fields.Integer(required=True, metadata={"description": "Bytes."})


class RowFault(Schema):
    """A row that was left out, the column to blame and its value there; without a code for a conflict."""

    row = fields.Integer(required=True)
    column = fields.String(required=True)
    value = fields.String(required=True)
    code = fields.String()


class RowWarnings(Schema):
    """Accepted rows with one flaw; `rows` are the first of them."""

    code = fields.String(required=True)
    count = fields.Integer(required=True)
    rows = fields.List(fields.Integer(), required=True)


class ReadColumn(Schema):
    """A column of the file that was taken for a field; `confidence` from 0 to 1."""

    field = fields.String(required=True)
    column = fields.Integer(required=True)
    how = fields.String(required=True)
    confidence = fields.Float(required=True)


class ImportReport(Schema):
    """What the dry run found (DATA-1). Lists are cut, totals are not."""

    data_rows = fields.Integer(required=True)
    new = fields.Integer(required=True)
    changed = fields.Integer(required=True)
    unchanged = fields.Integer(required=True)
    repeated = fields.Integer(required=True)
    rejected_total = fields.Integer(required=True)
    rejected = fields.List(fields.Nested(RowFault), required=True)
    conflicts_total = fields.Integer(required=True)
    conflicts = fields.List(fields.Nested(RowFault), required=True)
    warned_total = fields.Integer(required=True)
    warnings = fields.List(fields.Nested(RowWarnings), required=True)
    not_picked_up = fields.Integer(required=True, allow_none=True)
    not_called = fields.Integer(required=True, allow_none=True)
    titles = fields.List(fields.String(), required=True)
    columns = fields.List(fields.Nested(ReadColumn), required=True)


class ImportFault(Schema):
    """Why the file can't be read: a stable code, and a sentence with what to do."""

    code = fields.String(required=True)
    detail = fields.String(required=True)


class ImportRead(Schema):
    """One import in whatever state it is."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    state = fields.String(required=True, validate=validate.OneOf([state.value for state in ImportState]))
    file = fields.Nested(ImportFile, required=True)
    requested_by = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    finished_at = fields.AwareDateTime(required=True, allow_none=True)
    report = fields.Nested(ImportReport, required=True, allow_none=True)
    error = fields.Nested(ImportFault, required=True, allow_none=True)


class ImportPage(Schema):
    """Some imports, and where the next ones begin."""

    imports = fields.List(fields.Nested(ImportRead), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


def as_read(run: ImportRun) -> dict[str, Any]:
    """An import as `ImportRead` shows it."""
    return {
        "id": run.id,
        "kind": run.what,
        "state": run.state,
        "file": run.file,
        "requested_by": run.requested_by_name,
        "created_at": run.created_at,
        "finished_at": run.finished_at,
        "report": run.report,
        "error": _error(run),
    }


def _error(run: ImportRun) -> dict[str, str] | None:
    if run.error_code is None:
        return None
    known = FILE_MESSAGES.get(FileCode(run.error_code)) if run.error_code in set(FileCode) else None
    detail = known % (run.error_params or {}) if known else "Reading failed for a reason of ours. Try again later."
    return {"code": run.error_code, "detail": detail}
