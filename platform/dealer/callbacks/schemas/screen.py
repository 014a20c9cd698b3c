"""What the JSON door of the call screen gives: one callback whole, and who rings back."""

from typing import Any

from marshmallow import Schema, fields, validate
from sqlalchemy import Row

from dealer.callbacks.queries.call.call import Call
from dealer.callbacks.schemas.calls import OUTCOMES, STATES
from dealer.callbacks.schemas.lists import PROGRAMMES
from dealer.customers.interface import masked_number


class PhoneRead(Schema):
    """A number, masked but for who is to dial it; `wrong` when it was found to be somebody else's."""

    id = fields.UUID(required=True)
    number = fields.String(required=True, allow_none=True)
    wrong = fields.Boolean(required=True)


class KeptAnswer(Schema):
    """One answer as it is kept."""

    value = fields.Raw(required=True, allow_none=True)
    applies = fields.Boolean(required=True)
    reasons = fields.List(fields.String(), required=True)
    apologised = fields.Boolean(required=True)


class TriedRead(Schema):
    """One attempt."""

    at = fields.AwareDateTime(required=True)
    by_name = fields.String(required=True)
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    inbound = fields.Boolean(required=True)
    call_at = fields.AwareDateTime(required=True, allow_none=True)
    seconds = fields.Integer(required=True, allow_none=True)
    note = fields.String(required=True)


class FormerRead(Schema):
    """Another callback of this person (`callback`), or a former visit of this car (`repair`, `delivery`)."""

    id = fields.UUID(required=True)
    what = fields.String(required=True, validate=validate.OneOf(["callback", "repair", "delivery"]))
    kind = fields.String(required=True, allow_none=True)
    day = fields.Date(required=True)
    state = fields.String(required=True)
    overall = fields.Integer(required=True, allow_none=True)


class MatterRead(Schema):
    """Something that is not settled: a complaint, an opinion, data to be corrected."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    text = fields.String(required=True)
    department = fields.String(required=True)
    due_at = fields.AwareDateTime(required=True)


class CallRead(Schema):
    """One callback with its person, car, visit, and what was filled in for it. Phones are whole only for its caller."""

    id = fields.UUID(required=True)
    programme = fields.String(required=True, validate=validate.OneOf(PROGRAMMES))
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    reason = fields.String(required=True, allow_none=True)
    day0 = fields.Date(required=True)
    due_at = fields.AwareDateTime(required=True)
    latest_at = fields.AwareDateTime(required=True)
    assigned_to = fields.UUID(required=True, allow_none=True)
    customer = fields.String(required=True, allow_none=True)
    model = fields.String(required=True, allow_none=True)
    plate = fields.String(required=True, allow_none=True)
    visit_number = fields.String(required=True, allow_none=True)
    wish = fields.String(required=True, allow_none=True)
    wish_kept = fields.Boolean(required=True, allow_none=True)
    phones = fields.List(fields.Nested(PhoneRead), required=True)
    dial = fields.UUID(required=True, allow_none=True, metadata={"description": "The number to be dialled next."})
    slots_tried = fields.List(fields.Integer(), required=True)
    next_tries = fields.List(fields.AwareDateTime(), required=True)
    promised_at = fields.AwareDateTime(required=True, allow_none=True)
    text_due = fields.Boolean(required=True)
    questionnaire_version = fields.Integer(required=True, allow_none=True)
    answers = fields.Dict(keys=fields.String(), values=fields.Nested(KeptAnswer), required=True)
    checks = fields.List(fields.String(), required=True)
    note = fields.String(required=True)
    attempts = fields.List(fields.Nested(TriedRead), required=True)
    matters = fields.List(fields.Nested(MatterRead), required=True)
    also = fields.List(fields.Nested(FormerRead), required=True)
    history = fields.List(fields.Nested(FormerRead), required=True)


class RingBackQuery(Schema):
    """The end of a phone (4 digits or more), or a plate with or without its province."""

    q = fields.String(required=True, validate=validate.Length(1, 30))


class RingBackRead(Schema):
    """A callback that the caller may be ringing about."""

    id = fields.UUID(required=True)
    programme = fields.String(required=True, validate=validate.OneOf(PROGRAMMES))
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    is_open = fields.Boolean(required=True)
    day0 = fields.Date(required=True)
    customer = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    model = fields.String(required=True, allow_none=True)
    plate = fields.String(required=True, allow_none=True)
    assigned_to = fields.UUID(required=True, allow_none=True)


class RingBackList(Schema):
    """Open ones first."""

    callbacks = fields.List(fields.Nested(RingBackRead), required=True)


def as_call(call: Call, *, whole: bool) -> dict[str, Any]:
    """A call as `CallRead` shows it; numbers `whole` or masked (CUS-9)."""
    sheet = call.sheet
    return dict(sheet.row._mapping) | {
        "phones": [
            {
                "id": each.id,
                "number": each.number if whole else masked_number(each.number),
                "wrong": each.id in call.wrong,
            }
            for each in sheet.phones
        ],
        "dial": call.dial.id if call.dial else None,
        "slots_tried": sorted(call.tried),
        "next_tries": list(call.offered),
        "promised_at": call.promised_at,
        "text_due": call.text_due is not None,
        "questionnaire_version": call.questionnaire.version if call.questionnaire else None,
        "answers": sheet.answers,
        "checks": sheet.row.checks or [],
        "note": sheet.row.note or "",
        "attempts": list(sheet.attempts),
        "matters": list(call.matters),
        "also": list(call.also),
        "history": list(call.former),
    }


def as_ring_back(row: Row[Any]) -> dict[str, Any]:
    """A row of `find_ring_backs` as `RingBackRead` shows it."""
    return dict(row._mapping) | {"phone": masked_number(row.phone) or None}
