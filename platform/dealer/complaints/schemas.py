"""What the JSON door of complaints takes and gives."""

from marshmallow import fields, validate

from dealer.complaints.rules import ContactHow, Outcome, Severity
from dealer.voices.interface import MOST_WORDS, Versioned, VoiceCreate, VoiceRead

SEVERITIES = [severity.value for severity in Severity]
WORDS = validate.Length(1, MOST_WORDS)


class ComplaintCreate(VoiceCreate):
    """A complaint, taken in by hand."""

    severity = fields.String(load_default=Severity.NORMAL.value, validate=validate.OneOf(SEVERITIES))


class ComplaintRead(VoiceRead):
    """A complaint with its log; `due_at` is the clock that runs: first contact, then the department's result."""

    severity = fields.String(required=True, validate=validate.OneOf(SEVERITIES))
    first_contact_due_at = fields.AwareDateTime(required=True)
    contacted_at = fields.AwareDateTime(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True)


class ComplaintClassification(Versioned):
    """How severe it is, and why."""

    severity = fields.String(required=True, validate=validate.OneOf(SEVERITIES))
    why = fields.String(required=True, validate=WORDS)


class ComplaintContact(Versioned):
    """Somebody spoke with the customer."""

    how = fields.String(required=True, validate=validate.OneOf([how.value for how in ContactHow]))
    words = fields.String(required=True, validate=WORDS)


class ComplaintClosing(Versioned):
    """How it ended, in the customer's words."""

    outcome = fields.String(required=True, validate=validate.OneOf([outcome.value for outcome in Outcome]))
    words = fields.String(required=True, validate=WORDS)


OWN = ("severity", "first_contact_due_at", "contacted_at", "outcome")
