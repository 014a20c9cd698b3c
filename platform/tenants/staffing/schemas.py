"""What the JSON door of staffing takes and gives."""

from typing import Any

from marshmallow import Schema, fields, validate

from tenants.access.interface import Position, Side
from tenants.staffing.models import Delegation
from tenants.staffing.queries.staffing import StoreStaffing
from tenants.staffing.rules.minimum import Standing
from tenants.staffing.rules.route import RouteMark, Step

POSITIONS = [position.value for position in Position if position.side is Side.STORE]
LONGEST_WHY = 200


def _why() -> fields.String:
    return fields.String(required=True, validate=validate.Length(1, LONGEST_WHY))


def _position() -> fields.String:
    return fields.String(required=True, validate=validate.OneOf(POSITIONS))


class PlanCreate(Schema):
    """From a day on the store works under another plan."""

    plan = fields.Integer(required=True, validate=validate.OneOf([1, 2]))
    valid_from = fields.Date(required=True)
    why = _why()


class PersonCreate(Schema):
    """Somebody new, with a first position from a day on (today unless given)."""

    username = fields.String(required=True, validate=validate.Length(1, 40))
    name = fields.String(required=True, validate=validate.Length(1, 40))
    position = _position()
    starts_on = fields.Date(load_default=None, allow_none=True)


class PositionCreate(Schema):
    """A further position for somebody."""

    position = _position()
    starts_on = fields.Date(load_default=None, allow_none=True)


class PositionEnd(Schema):
    """The last day in a position."""

    last_day = fields.Date(required=True)


class LeavingCreate(Schema):
    """Who takes over the open work of somebody who leaves."""

    successor = fields.UUID(required=True)


class DelegationCreate(Schema):
    """Who stands in for whom (null: for nobody, the position is vacant), from when to when, and why."""

    position = _position()
    from_ = fields.UUID(data_key="from", load_default=None, allow_none=True)
    to = fields.UUID(required=True)
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)
    why = _why()


class RouteQuery(Schema):
    """The report's day; today without one."""

    day = fields.Date(load_default=None)


class PlanRead(Schema):
    """A plan and from when it holds."""

    plan = fields.Integer(required=True)
    valid_from = fields.Date(required=True)
    why = fields.String(required=True)
    chosen_by_name = fields.String(required=True)


class HoldingRead(Schema):
    """Somebody in a position; open without a last day."""

    id = fields.UUID(required=True)
    position = fields.String(required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True, allow_none=True)


class PersonRead(Schema):
    """Somebody who works or worked here."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    has_left = fields.Boolean(required=True)
    positions = fields.List(fields.Nested(HoldingRead), required=True)


class TakenOn(Schema):
    """An account and its one-time password, said here once: null when the request is repeated by its key."""

    id = fields.UUID(required=True)
    username = fields.String(required=True)
    one_time_password = fields.String(required=True, allow_none=True)


class DelegationRead(Schema):
    """A delegation; `until` is its last day in truth, before `first_day` when it never came to hold."""

    id = fields.UUID(required=True)
    position = fields.String(required=True)
    from_ = fields.UUID(required=True, allow_none=True, data_key="from")
    to = fields.UUID(required=True)
    first_day = fields.Date(required=True)
    until = fields.Date(required=True)
    why = fields.String(required=True)


class LackRead(Schema):
    """A position, or (null) so many further people, missing since a day."""

    position = fields.String(required=True, allow_none=True)
    since = fields.Date(required=True)
    people = fields.Integer(required=True)


class StaffingRead(Schema):
    """How the store stands today (ORG-3), and everything it follows from."""

    day = fields.Date(required=True)
    plan = fields.Integer(required=True)
    met = fields.Boolean(required=True)
    below_since = fields.Date(required=True, allow_none=True)
    lacks = fields.List(fields.Nested(LackRead), required=True)
    gaps = fields.List(fields.Nested(LackRead), required=True)
    plans = fields.List(fields.Nested(PlanRead), required=True)
    people = fields.List(fields.Nested(PersonRead), required=True)
    delegations = fields.List(fields.Nested(DelegationRead), required=True)


class StepRead(Schema):
    """One line of the sign-off route (ORG-4)."""

    position = fields.String(required=True)
    holders = fields.List(fields.UUID(), required=True)
    delegate = fields.UUID(required=True, allow_none=True)
    signers = fields.List(fields.UUID(), required=True)
    passes_to = fields.String(required=True, allow_none=True)
    marks = fields.List(fields.String(validate=validate.OneOf([mark.value for mark in RouteMark])), required=True)


class RouteRead(Schema):
    """The route of a day's report, with the people of today."""

    day = fields.Date(required=True)
    steps = fields.List(fields.Nested(StepRead), required=True)


def as_read(staffing: StoreStaffing, standing: Standing) -> dict[str, Any]:
    """A store's staffing as `StaffingRead` shows it."""
    return {
        **vars(standing),
        "met": standing.met,
        "lacks": [vars(lack) for lack in standing.lacks],
        "gaps": [vars(lack) for lack in standing.gaps],
        "plans": staffing.plans,
        "people": [
            {"id": each.id, "name": each.name, "has_left": each.ended_at is not None, "positions": each.holdings}
            for each in staffing.people
        ],
        "delegations": [delegation_read(each) for each in staffing.delegations],
    }


def delegation_read(delegation: Delegation) -> dict[str, Any]:
    """A delegation as `DelegationRead` shows it."""
    return {
        "id": delegation.id,
        "position": delegation.position,
        "from_": delegation.from_account_id,
        "to": delegation.to_account_id,
        "first_day": delegation.first_day,
        "until": delegation.held_until,
        "why": delegation.why,
    }


def step_read(step: Step) -> dict[str, Any]:
    """A line as `StepRead` shows it."""
    return {**vars(step), "marks": sorted(step.marks)}
