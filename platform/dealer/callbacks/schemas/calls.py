"""What the JSON door of a call takes and gives."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from backbone.i18n import gettext as _
from dealer.callbacks.actions.calls.amending import LONGEST_WHY
from dealer.callbacks.actions.calls.attempting import LONGEST_NOTE, LONGEST_TALK
from dealer.callbacks.rules.attempts.outcomes import Outcome
from dealer.callbacks.rules.buckets import CallbackState
from oem.questionnaires.interface import LONGEST_TEXT, Department, Makes

OUTCOMES = [outcome.value for outcome in Outcome]
STATES = [state.value for state in CallbackState]
MOST_IN_A_TALK = 10
SECONDS_KINDS = ["screen", "telephony"]


class ValueField(fields.Field[int | str]):
    """A number (score, overall), or words: yes, no, an option's code, text."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int | str:
        if isinstance(value, str) and len(value) <= LONGEST_TEXT:
            return value
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10:
            return value
        raise ValidationError(_("This question has no such answer."))


VALUE: dict[str, Any] = {"oneOf": [{"type": "integer", "minimum": 0, "maximum": 10}, {"type": "string"}]}
REASON = fields.String(validate=validate.Length(max=40))


class AnswerUpdate(Schema):
    """One answer. `applies` false (不适用) has no value. Reasons and apology belong to low answers."""

    value = ValueField(load_default=None, allow_none=True, metadata=VALUE)
    applies = fields.Boolean(load_default=True)
    reasons = fields.List(
        fields.String(validate=validate.Length(max=40)), load_default=list, validate=validate.Length(max=8)
    )
    apologised = fields.Boolean(load_default=False)


class LowRead(Schema):
    """What a low answer makes, for whom, and what the caller owes before the call can be done."""

    makes = fields.String(required=True, validate=validate.OneOf([each.value for each in Makes]))
    department = fields.String(required=True, validate=validate.OneOf([each.value for each in Department]))
    needs_reason = fields.Boolean(required=True)
    needs_apology = fields.Boolean(required=True)


class AnswerRead(Schema):
    """When it was saved; `low` where the answer is one."""

    saved_at = fields.AwareDateTime(required=True)
    low = fields.Nested(LowRead, required=True, allow_none=True)


class SheetUpdate(Schema):
    """The note, the ticks, or both; null leaves one as it is."""

    note = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=LONGEST_NOTE))
    checks = fields.List(fields.String(), load_default=None, allow_none=True, validate=validate.Length(max=50))


class SheetRead(Schema):
    """When it was saved."""

    saved_at = fields.AwareDateTime(required=True)


class AttemptCreate(Schema):
    """One try. `talk_id` is made by the sender: sending it again changes nothing. `also` are other callbacks of the
    same person that were spoken of in the same call."""

    talk_id = fields.UUID(required=True)
    also = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=MOST_IN_A_TALK))
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    phone_id = fields.UUID(load_default=None, allow_none=True)
    inbound = fields.Boolean(load_default=False)
    call_at = fields.AwareDateTime(load_default=None, allow_none=True)
    seconds = fields.Integer(load_default=None, allow_none=True, strict=True, validate=validate.Range(0, LONGEST_TALK))
    seconds_kind = fields.String(load_default="screen", validate=validate.OneOf(SECONDS_KINDS))
    note = fields.String(load_default="", validate=validate.Length(max=LONGEST_NOTE))


class Stands(Schema):
    """How a callback stands after the attempt; `amended`: it had ended before, the attempt was added to its trail."""

    callback_id = fields.UUID(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    reason = fields.String(required=True, allow_none=True)
    next_try_at = fields.AwareDateTime(required=True, allow_none=True)
    numbers_left = fields.List(fields.UUID(), required=True)
    text_due = fields.Boolean(required=True)
    correction = fields.Boolean(required=True)
    amended = fields.Boolean(required=True)


class AttemptRead(Schema):
    """How the callbacks of the talk stand."""

    callbacks = fields.List(fields.Nested(Stands), required=True)


class AmendmentCreate(Schema):
    """Why, and answers by question; null takes one back."""

    why = fields.String(required=True, validate=validate.Length(1, LONGEST_WHY))
    answers = fields.Dict(
        keys=fields.String(),
        values=fields.Nested(AnswerUpdate, allow_none=True),
        required=True,
        validate=validate.Length(1, 100),
    )


class AmendmentRead(Schema):
    """What was kept: each changed answer as it was and as it is."""

    id = fields.UUID(required=True)
    at = fields.AwareDateTime(required=True)
    why = fields.String(required=True)
    changes = fields.Dict(keys=fields.String(), values=fields.Raw(), required=True)


class VoiceCreate(Schema):
    """What the customer said, and whom it concerns; `question` where a low answer is the cause."""

    makes = fields.String(required=True, validate=validate.OneOf([each.value for each in Makes]))
    department = fields.String(required=True, validate=validate.OneOf([each.value for each in Department]))
    said = fields.String(load_default="", validate=validate.Length(max=LONGEST_TEXT))
    question = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 40))
    person_name = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=60))
    reasons = fields.List(REASON, load_default=list, validate=validate.Length(max=8))


class VoiceRead(Schema):
    """What was made of it, and by when the department and the customer are answered."""

    kind = fields.Enum(Makes, by_value=True, required=True)
    id = fields.UUID(required=True)
    department_due_at = fields.AwareDateTime(required=True)
    customer_due_at = fields.AwareDateTime(required=True)


class TextMessageRead(Schema):
    """How it went out."""

    by_hand = fields.Boolean(required=True)
