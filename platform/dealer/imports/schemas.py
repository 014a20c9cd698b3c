"""What the JSON door of imports takes and gives."""

from collections.abc import Sequence
from typing import Any

from marshmallow import Schema, fields, validate

from backbone.web.uploads import FileField
from dealer.customers.interface import masked_number
from dealer.imports.models import ImportRun, ImportState
from dealer.imports.queries import PAGE, Conflict
from dealer.imports.reading.child.values import PHONES_JOINT
from dealer.imports.reading.kinds import FIELDS, FieldType, Kind
from dealer.imports.reading.problems import FILE_MESSAGES, FileCode

KINDS = [kind.value for kind in Kind]
_MASKED = {name for known in FIELDS.values() for name, typed in known.items() if typed is FieldType.PHONE}
_MASKED.add("id_number")
FIELD_NAMES = sorted({name for known in FIELDS.values() for name in known})
NOT_IN_FILE = -1
MOST_COLUMNS = 16_384
LAST_ROW = 1_048_576
"""As many as a worksheet can have."""
MOST_DECISIONS = 1000


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


class ConflictDecisions(Schema):
    """Rows of the file that shall count, each for its number; remembered for the files to come (DATA-1)."""

    rows = fields.List(
        fields.Integer(strict=True, validate=validate.Range(1, LAST_ROW)),
        required=True,
        validate=validate.Length(1, MOST_DECISIONS),
        metadata={"description": "Row numbers as in the file, at most one of a number."},
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
    numbers_in_conflict = fields.Integer(
        required=True, allow_none=True, metadata={"description": "None where it was read before they were counted."}
    )
    conflicts_open = fields.Integer(
        required=True, allow_none=True, metadata={"description": "How many of these numbers are still to be decided."}
    )
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


class ConflictContent(Schema):
    """What some rows say of a number, in the fields in which its rows differ; telephone and ID numbers are masked."""

    rows = fields.List(fields.Integer(), required=True)
    counts = fields.Boolean(required=True, metadata={"description": "Whether it counts as the file was read."})
    decided = fields.Boolean(required=True, metadata={"description": "Whether somebody decided for it."})
    fields_ = fields.Dict(keys=fields.String(), values=fields.String(), required=True, data_key="fields")


class NumberInConflict(Schema):
    """A number that stands in the file with different contents; `left_out`: rows with still other ones."""

    number = fields.String(required=True)
    contents = fields.List(fields.Nested(ConflictContent), required=True)
    left_out = fields.Integer(required=True)


class ImportConflicts(Schema):
    """Numbers in conflict, at most 50 that are to be decided, then at most 50 decided ones; totals are not cut."""

    numbers_in_conflict = fields.Integer(required=True, allow_none=True)
    conflicts_open = fields.Integer(required=True, allow_none=True)
    conflicts = fields.List(fields.Nested(NumberInConflict), required=True)


class ImportPage(Schema):
    """Some imports, and where the next ones begin."""

    imports = fields.List(fields.Nested(ImportRead), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


COUNTED_LATER = {"numbers_in_conflict": None, "conflicts_open": None}
"""What reports from before conflicts could be decided do not have."""


def as_conflicts(run: ImportRun, conflicts: Sequence[Conflict]) -> dict[str, Any]:
    """Conflicts as `ImportConflicts` shows them."""
    counts = COUNTED_LATER | (run.report or {})
    told = [
        {
            "number": conflict.number,
            "left_out": conflict.left_out,
            "contents": [
                {
                    "rows": content.rows,
                    "counts": content is conflict.contents[0],
                    "decided": content is conflict.decided,
                    "fields_": {field: _masked(field, content.forms[field]) for field in conflict.differing},
                }
                for content in conflict.contents
            ],
        }
        for conflict in conflicts
    ]
    return {name: counts[name] for name in COUNTED_LATER} | {"conflicts": told}


def _masked(field: str, form: str) -> str:
    """Nobody needs a whole number to see which row is right (CUS-9)."""
    if field in _MASKED:
        return PHONES_JOINT.join(map(masked_number, form.split(PHONES_JOINT)))
    return form


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
        "report": COUNTED_LATER | run.report if run.report else None,
        "error": _error(run),
    }


def _error(run: ImportRun) -> dict[str, str] | None:
    if run.error_code is None:
        return None
    known = FILE_MESSAGES.get(FileCode(run.error_code)) if run.error_code in set(FileCode) else None
    detail = known % (run.error_params or {}) if known else "Reading failed for a reason of ours. Try again later."
    return {"code": run.error_code, "detail": detail}
