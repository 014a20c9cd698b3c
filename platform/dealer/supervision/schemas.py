"""What the JSON door of supervision takes and gives."""

from marshmallow import Schema, fields, validate

from dealer.supervision.actions import LONGEST_NOTE


class CallCheckCreate(Schema):
    """The day whose call records were looked through, and what was found."""

    day = fields.Date(required=True)
    note = fields.String(load_default="", validate=validate.Length(max=LONGEST_NOTE))


class CallCheckRead(Schema):
    """A check as it is on record."""

    id = fields.UUID(required=True)
    day = fields.Date(required=True)
    records = fields.Integer(required=True)
    note = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    by_name = fields.String(required=True)


class AdvisorScoreCreate(Schema):
    """A week (its Monday), an advisor, and a score from 1 to 5."""

    week = fields.Date(required=True)
    advisor = fields.String(required=True, validate=validate.Length(1, 60))
    score = fields.Integer(required=True, validate=validate.Range(1, 5))
    note = fields.String(load_default="", validate=validate.Length(max=LONGEST_NOTE))


class AdvisorScoreRead(AdvisorScoreCreate):
    """A score with what it was given on."""

    id = fields.UUID(required=True)
    orders = fields.Integer(required=True)
    wishes = fields.Integer(required=True)
    by_name = fields.String(required=True)
