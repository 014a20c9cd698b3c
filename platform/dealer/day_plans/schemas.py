"""What the JSON door of day plans takes and gives."""

from typing import Any

from marshmallow import Schema, fields, validate

from dealer.day_plans.actions import LONGEST
from dealer.day_plans.models import LineKind, LineState
from dealer.day_plans.queries import PlannedDay

KINDS = [kind.value for kind in LineKind]


class DayQuery(Schema):
    """Which day; today without one."""

    day = fields.Date(load_default=None)


class LineCreate(Schema):
    """A line of a day's plan; `who` null: the centre."""

    day = fields.Date(required=True)
    at = fields.Time(load_default=None, allow_none=True, format="%H:%M")
    about = fields.String(required=True, validate=validate.OneOf(KINDS))
    what = fields.String(required=True, validate=validate.Length(1, LONGEST))
    who = fields.UUID(load_default=None, allow_none=True)


class LineMark(Schema):
    """Done, or not done and why."""

    done = fields.Boolean(required=True)
    note = fields.String(load_default="", validate=validate.Length(0, LONGEST))


class DayClose(Schema):
    """The day that is closed."""

    day = fields.Date(required=True)


class LineRead(Schema):
    """A line."""

    id = fields.UUID(required=True)
    at = fields.Time(required=True, allow_none=True, format="%H:%M")
    about = fields.String(required=True, validate=validate.OneOf(KINDS))
    what = fields.String(required=True)
    who = fields.UUID(required=True, allow_none=True, attribute="account_id")
    state = fields.String(required=True, validate=validate.OneOf([state.value for state in LineState]))
    note = fields.String(required=True)


class DayRead(Schema):
    """A day's plan."""

    day = fields.Date(required=True)
    closed = fields.Boolean(required=True)
    closed_by_name = fields.String(required=True, allow_none=True)
    lines = fields.List(fields.Nested(LineRead), required=True)


def as_read(planned: PlannedDay) -> dict[str, Any]:
    """A day's plan as `DayRead` shows it."""
    by = planned.plan.closed_by_name if planned.plan else None
    return {"day": planned.day, "closed": planned.is_closed, "closed_by_name": by, "lines": planned.lines}
