"""What the JSON door of the lists takes and gives."""

from typing import Any

from marshmallow import Schema, fields, validate
from sqlalchemy import Row

from dealer.callbacks.actions.assigning import MOST_AT_ONCE
from dealer.callbacks.queries.rows import PAGE
from dealer.callbacks.rules.lists import ListGroup
from dealer.callbacks.rules.programmes import Programme
from dealer.callbacks.rules.sharing import Sharing
from dealer.callbacks.rules.tabs import Standing, Tab
from dealer.customers.interface import masked_number

PROGRAMMES = [programme.value for programme in Programme]
GROUPS = {group: group.name.lower() for group in ListGroup}


class CallbackQuery(Schema):
    """Which callbacks: a tab of the list, narrowed down."""

    tab = fields.String(load_default=Tab.TODAY.value, validate=validate.OneOf([tab.value for tab in Tab]))
    programme = fields.String(validate=validate.OneOf(PROGRAMMES))
    caller = fields.UUID(metadata={"description": "The account they are assigned to."})
    unassigned = fields.Boolean(load_default=False)
    with_wish = fields.Boolean(load_default=False)
    cursor = fields.String(metadata={"description": "`next_cursor` of the page before; the list stays as it stood."})
    limit = fields.Integer(load_default=PAGE, validate=validate.Range(1, 200))


class CallbackRead(Schema):
    """One callback; phones are masked here as on the page (CUS-9)."""

    id = fields.UUID(required=True)
    programme = fields.String(required=True, validate=validate.OneOf(PROGRAMMES))
    state = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)
    standing = fields.String(required=True, validate=validate.OneOf([standing.value for standing in Standing]))
    group = fields.String(required=True, validate=validate.OneOf(list(GROUPS.values())))
    added = fields.Boolean(required=True, metadata={"description": "Came after the list was frozen."})
    customer = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    model = fields.String(required=True, allow_none=True)
    plate = fields.String(required=True, allow_none=True)
    day0 = fields.Date(required=True)
    kind_of_work = fields.String(required=True, allow_none=True)
    served_by = fields.String(required=True, allow_none=True)
    wish = fields.String(required=True, allow_none=True)
    wish_kept = fields.Boolean(required=True, allow_none=True)
    asked_for = fields.AwareDateTime(required=True, allow_none=True)
    due_at = fields.AwareDateTime(required=True)
    latest_at = fields.AwareDateTime(required=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
    slots_tried = fields.List(fields.Integer(), required=True)
    assigned_to = fields.UUID(required=True, allow_none=True)


class CallbackPage(Schema):
    """Some callbacks in the order in which they are called, as of a moment, and where the next ones begin."""

    as_of = fields.AwareDateTime(required=True)
    total = fields.Integer(required=True)
    callbacks = fields.List(fields.Nested(CallbackRead), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class AssignmentCreate(Schema):
    """Callbacks, and to whom: an account, everybody by a way of sharing out, or (both null) nobody."""

    callbacks = fields.List(fields.UUID(), required=True, validate=validate.Length(1, MOST_AT_ONCE))
    to = fields.UUID(load_default=None, allow_none=True)
    share = fields.String(load_default=None, allow_none=True, validate=validate.OneOf([how.value for how in Sharing]))


class MoveCreate(Schema):
    """Whose list goes to whom."""

    from_ = fields.UUID(required=True, data_key="from")
    to = fields.UUID(required=True)


class Share(Schema):
    """A callback and who has it now."""

    callback = fields.UUID(required=True)
    to = fields.UUID(required=True)


class AssignmentRead(Schema):
    """What an assignment did, and what it left out: `own` since nobody calls whom they served, `ended` ones."""

    given = fields.List(fields.Nested(Share), required=True)
    own = fields.List(fields.UUID(), required=True)
    ended = fields.List(fields.UUID(), required=True)
    taken_back = fields.Integer(required=True)
    unchanged = fields.Integer(required=True)


class TakeRead(Schema):
    """The callback that is the caller's now; null when there is none to call."""

    callback = fields.UUID(required=True, allow_none=True)


def as_read(row: Row[Any]) -> dict[str, Any]:
    """A row of the list as `CallbackRead` shows it."""
    return dict(row._mapping) | {
        "group": GROUPS[ListGroup(row.list_group)],
        "phone": masked_number(row.phone) or None,
        "slots_tried": [number for number in range(3) if row.slots_tried >> number & 1],
    }
