"""What the JSON doors of opinions and complaints take and give alike."""

import uuid
from typing import Any

from marshmallow import Schema, fields, validate
from sqlalchemy import Row

from dealer.voices.models import Voice, VoiceStep
from dealer.voices.queries.listed import PAGE
from dealer.voices.rules import KINDS, Channel, StepOf, VoiceState, VoiceTab
from oem.questionnaires.interface import Department

MOST_WORDS = 2000
DEPARTMENTS = [department.value for department in Department]
STATES = [state.value for state in VoiceState]
VERSION = {"description": "As it was read. When somebody was quicker, the answer is 409."}


class VoiceQuery(Schema):
    """Which voices: a tab of the list, narrowed down."""

    tab = fields.String(load_default=VoiceTab.OPEN.value, validate=validate.OneOf([tab.value for tab in VoiceTab]))
    department = fields.String(validate=validate.OneOf(DEPARTMENTS))
    kind = fields.String(validate=validate.OneOf(KINDS))
    cursor = fields.String(metadata={"description": "`next_cursor` of the page before; the list stays as it stood."})
    limit = fields.Integer(load_default=PAGE, validate=validate.Range(1, 200))


class VoiceLine(Schema):
    """One row of the list. `about` says which of the two addresses has it whole."""

    id = fields.UUID(required=True)
    about = fields.String(required=True, validate=validate.OneOf(["opinion", "complaint"]))
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    severity = fields.String(required=True, allow_none=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    said = fields.String(required=True)
    reasons = fields.List(fields.String(), required=True)
    department = fields.String(required=True, validate=validate.OneOf(DEPARTMENTS))
    person_name = fields.String(required=True, allow_none=True)
    owner = fields.String(required=True, allow_none=True)
    customer = fields.String(required=True, allow_none=True)
    model = fields.String(required=True, allow_none=True)
    plate = fields.String(required=True, allow_none=True)
    said_at = fields.AwareDateTime(required=True)
    due_at = fields.AwareDateTime(required=True)
    department_due_at = fields.AwareDateTime(required=True)
    stopped_at = fields.AwareDateTime(required=True, allow_none=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)


class VoicePage(Schema):
    """Some voices by time left, as of a moment, and where the next ones begin."""

    as_of = fields.AwareDateTime(required=True)
    total = fields.Integer(required=True)
    voices = fields.List(fields.Nested(VoiceLine), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class VoiceCreate(Schema):
    """Something a customer said, taken in by hand. `said_by`: who it was, where the archive has no such customer."""

    said = fields.String(required=True, validate=validate.Length(1, MOST_WORDS))
    department = fields.String(required=True, validate=validate.OneOf(DEPARTMENTS))
    channel = fields.String(
        load_default=Channel.PHONE.value, validate=validate.OneOf([channel.value for channel in Channel])
    )
    person_name = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=60))
    said_at = fields.AwareDateTime(load_default=None, allow_none=True)
    said_by = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=60))
    customer = fields.UUID(load_default=None, allow_none=True)
    vehicle = fields.UUID(load_default=None, allow_none=True)


class Versioned(Schema):
    """Every step names the version that its sender saw."""

    version = fields.Integer(required=True, validate=validate.Range(1, 2**31 - 1), metadata=VERSION)


class VoiceAssignment(Versioned):
    """To whom: a person of the department, or null for the department itself; another department hands it on."""

    to = fields.UUID(load_default=None, allow_none=True)
    department = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(DEPARTMENTS))
    words = fields.String(load_default="", validate=validate.Length(max=MOST_WORDS))


class VoiceAnswer(Versioned):
    """The department's result."""

    answer = fields.String(required=True, validate=validate.Length(1, MOST_WORDS))


class VoiceReopening(Versioned):
    """Why it is opened again."""

    why = fields.String(required=True, validate=validate.Length(1, MOST_WORDS))


class VoiceStepRead(Schema):
    """One line of the log."""

    what = fields.String(required=True, validate=validate.OneOf([step.value for step in StepOf]))
    at = fields.AwareDateTime(required=True)
    by_name = fields.String(required=True)
    words = fields.String(required=True)
    details = fields.Dict(required=True)


class VoiceRead(Schema):
    """One voice with its log."""

    id = fields.UUID(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    channel = fields.String(required=True)
    said = fields.String(required=True)
    said_by = fields.String(required=True, allow_none=True)
    reasons = fields.List(fields.String(), required=True)
    question = fields.String(required=True, allow_none=True)
    department = fields.String(required=True, validate=validate.OneOf(DEPARTMENTS))
    person_name = fields.String(required=True, allow_none=True)
    owner_id = fields.UUID(required=True, allow_none=True)
    callback_id = fields.UUID(required=True, allow_none=True)
    customer_id = fields.UUID(required=True, allow_none=True)
    vehicle_id = fields.UUID(required=True, allow_none=True)
    said_at = fields.AwareDateTime(required=True)
    due_at = fields.AwareDateTime(required=True)
    department_due_at = fields.AwareDateTime(required=True)
    provisional = fields.Boolean(required=True)
    answer = fields.String(required=True, allow_none=True)
    answered_at = fields.AwareDateTime(required=True, allow_none=True)
    stopped_at = fields.AwareDateTime(required=True, allow_none=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
    round = fields.Integer(required=True)
    version = fields.Integer(required=True)
    log = fields.List(fields.Nested(VoiceStepRead), required=True)


def as_line(row: Row[Any]) -> dict[str, Any]:
    """A row of the list as `VoiceLine` shows it."""
    return dict(row._mapping)


def as_read(voice: Voice, steps: list[VoiceStep], *names: str) -> dict[str, Any]:
    """A voice as `VoiceRead` and, by `names`, its own schema show it."""
    own = {name: getattr(voice, name) for name in (*VoiceRead().fields, *names) if name != "log"}
    return own | {"log": [{name: getattr(step, name) for name in VoiceStepRead().fields} for step in steps]}


def received_by_hand(body: dict[str, Any]) -> dict[str, Any]:
    """A `VoiceCreate` as the actions take it."""
    ids: dict[str, uuid.UUID | None] = {"customer_id": body["customer"], "vehicle_id": body["vehicle"]}
    return {name: value for name, value in body.items() if name not in {"customer", "vehicle"}} | ids
