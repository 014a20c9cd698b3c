"""What the JSON door of daily reports takes and gives."""

from typing import Any

from marshmallow import Schema, fields, validate

from backbone.web.uploads import FileField
from dealer.customers.interface import masked_number
from dealer.reports.actions.instructing import LONGEST, StepOf
from dealer.reports.actions.returning import LONGEST_WHY
from dealer.reports.models import DailyReport
from dealer.reports.queries.lists import PAGE
from dealer.reports.rules.content import Content, Line
from dealer.reports.rules.signing import SignatureLine
from oem.questionnaires.interface import Department

LINES = [line.value for line in SignatureLine]
DEPARTMENTS = [department.value for department in Department]


class ReportQuery(Schema):
    """Which reports: all of the store, the newest first."""

    cursor = fields.String()
    limit = fields.Integer(load_default=PAGE, validate=validate.Range(1, 200))


class ReportRead(Schema):
    """One report's place on its route. `turn` is the line that is signed next, null when all are."""

    id = fields.UUID(required=True)
    programme = fields.String(required=True)
    day = fields.Date(required=True)
    plan = fields.Integer(required=True)
    state = fields.String(required=True, validate=validate.OneOf(["open", "sealed"]))
    cut_off = fields.AwareDateTime(required=True)
    edition = fields.Integer(required=True)
    planned = fields.Integer(required=True)
    turn = fields.String(required=True, allow_none=True, validate=validate.OneOf(LINES))
    turn_due_at = fields.AwareDateTime(required=True, allow_none=True)
    number = fields.Integer(required=True, allow_none=True)
    hash = fields.String(required=True, allow_none=True)
    sealed_at = fields.AwareDateTime(required=True, allow_none=True)


class ReportPageRead(Schema):
    """Some reports, and where the older ones begin."""

    reports = fields.List(fields.Nested(ReportRead), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class TotalsRead(Schema):
    """The day's counts (REP-1)."""

    planned = fields.Integer(required=True)
    done = fields.Integer(required=True)
    reached = fields.Integer(required=True)
    effective = fields.Integer(required=True)
    satisfied = fields.Integer(required=True)
    opinions = fields.Integer(required=True)
    complaints = fields.Integer(required=True)
    needs = fields.Integer(required=True)
    late = fields.Integer(required=True)


class ReportLineRead(Schema):
    """One line; phones are masked here as on paper, names and words go when a person is erased."""

    number = fields.Integer(required=True)
    callback_id = fields.UUID(required=True)
    customer = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    plate = fields.String(required=True, allow_none=True)
    said = fields.String(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True)
    overall = fields.Integer(required=True, allow_none=True)
    state = fields.String(required=True)
    flag = fields.String(required=True, allow_none=True)
    department = fields.String(required=True)
    person = fields.String(required=True)


class ReportContentRead(ReportRead):
    """A report with what it says."""

    totals = fields.Nested(TotalsRead, required=True)
    lines = fields.List(fields.Nested(ReportLineRead), required=True)


class SignatureCreate(Schema):
    """The password, or the code of one's device, asked anew."""

    password = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=200))
    code = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=20))


class ScanCreate(Schema):
    """A printed copy that was signed by hand: PDF, JPEG or PNG."""

    file = FileField()


class ScanRead(Schema):
    """One scan; its bytes are at `/reports/scans/<id>`."""

    id = fields.UUID(required=True)
    form = fields.String(required=True, validate=validate.OneOf(["pdf", "jpeg", "png"]))
    at = fields.AwareDateTime(required=True)
    by_name = fields.String(required=True)


class ScanList(Schema):
    """A report's scans, the oldest first."""

    scans = fields.List(fields.Nested(ScanRead), required=True)


class ReturnCreate(Schema):
    """To which line it is sent back, and why."""

    to_line = fields.String(required=True, validate=validate.OneOf(LINES))
    why = fields.String(required=True, validate=validate.Length(1, LONGEST_WHY))


class InstructionCreate(Schema):
    """An order on a line (its number) or, null, on the whole report."""

    line_number = fields.Integer(load_default=None, allow_none=True, strict=True, validate=validate.Range(1, 100_000))
    words = fields.String(required=True, validate=validate.Length(1, LONGEST))
    department = fields.String(required=True, validate=validate.OneOf(DEPARTMENTS))
    due_at = fields.AwareDateTime(required=True)


class InstructionRead(Schema):
    """An instruction as it stands."""

    id = fields.UUID(required=True)
    line_number = fields.Integer(required=True, allow_none=True)
    words = fields.String(required=True)
    department = fields.String(required=True)
    due_at = fields.AwareDateTime(required=True)
    state = fields.String(required=True, validate=validate.OneOf(["draft", "open", "answered", "rectified"]))


class StepCreate(Schema):
    """One step of following an instruction."""

    what = fields.String(required=True, validate=validate.OneOf([step.value for step in StepOf]))
    words = fields.String(required=True, validate=validate.Length(1, LONGEST))


def as_read(report: DailyReport, content: Content) -> dict[str, Any]:
    """A report with its content as `ReportContentRead` shows it."""
    shown = {name: getattr(report, name) for name in ReportRead._declared_fields}
    return shown | {"totals": content.totals, "lines": [_line(line) for line in content.lines]}


def _line(line: Line) -> dict[str, Any]:
    said = line.personal
    return {
        "number": line.number,
        "callback_id": line.callback_id,
        "customer": said.customer if said else None,
        "phone": masked_number(said.phone) or None if said else None,
        "plate": said.plate if said else None,
        "said": said.said if said else None,
        "outcome": line.outcome,
        "overall": line.overall,
        "state": line.state,
        "flag": line.flag,
        "department": line.department,
        "person": line.person,
    }
