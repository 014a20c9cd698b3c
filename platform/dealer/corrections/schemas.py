"""What the JSON door of corrections takes and gives."""

from typing import Any

from marshmallow import Schema, fields, validate
from sqlalchemy import Row

from dealer.corrections import may
from dealer.corrections.models import CorrectionKind, Outcome
from dealer.corrections.queries import PAGE
from dealer.corrections.rules import masked
from dealer.handovers.interface import Department
from tenants.access.interface import Actor

DEPARTMENTS = [department.value for department in Department]
PERSONAL = ("wrong", "note", "new_value", "reason")


class CorrectionQuery(Schema):
    """Which tasks."""

    closed = fields.Boolean(load_default=False)
    department = fields.String(validate=validate.OneOf(DEPARTMENTS))
    cursor = fields.String(metadata={"description": "`next_cursor` of the page before."})
    limit = fields.Integer(load_default=PAGE, validate=validate.Range(1, 200))


class CorrectionRead(Schema):
    """One task; numbers are masked for whoever need not put them right, and once it is closed (CUS-9)."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True, validate=validate.OneOf([kind.value for kind in CorrectionKind]))
    department = fields.String(required=True, validate=validate.OneOf(DEPARTMENTS))
    wrong = fields.String(required=True)
    note = fields.String(required=True)
    customer = fields.String(required=True, allow_none=True)
    model = fields.String(required=True, allow_none=True)
    plate = fields.String(required=True, allow_none=True)
    number = fields.String(required=True, allow_none=True, metadata={"description": "Of the repair order or delivery."})
    visit_on = fields.Date(required=True, allow_none=True)
    served_by = fields.String(required=True, allow_none=True)
    opened_at = fields.AwareDateTime(required=True)
    opened_by_name = fields.String(required=True)
    due_at = fields.AwareDateTime(required=True)
    closed_at = fields.AwareDateTime(required=True, allow_none=True)
    closed_by_name = fields.String(required=True, allow_none=True)
    outcome = fields.String(
        required=True, allow_none=True, validate=validate.OneOf([outcome.value for outcome in Outcome])
    )
    new_value = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)


class CorrectionPage(Schema):
    """Some tasks and where the next ones begin."""

    total = fields.Integer(required=True)
    corrections = fields.List(fields.Nested(CorrectionRead), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class ClosingCreate(Schema):
    """How a task is closed: `corrected` by a phone's or a visit's `value`, by an owner's `name` and perhaps number as
    `value`; `none_known` with a `reason`."""

    outcome = fields.String(required=True, validate=validate.OneOf([outcome.value for outcome in Outcome]))
    value = fields.String(load_default="")
    name = fields.String(load_default="")
    reason = fields.String(load_default="")


class ClosingRead(Schema):
    """The task that is closed now."""

    id = fields.UUID(required=True)
    outcome = fields.String(required=True, validate=validate.OneOf([outcome.value for outcome in Outcome]))
    closed_at = fields.AwareDateTime(required=True)


def as_read(row: Row[Any], reader: Actor) -> dict[str, Any]:
    """A row of the list as this reader may see it."""
    whole = row.closed_at is None and may.close(reader, row.department)
    hidden = {} if whole else {name: masked(text) for name in PERSONAL if (text := getattr(row, name)) is not None}
    return dict(row._mapping) | {"kind": row.what} | hidden
