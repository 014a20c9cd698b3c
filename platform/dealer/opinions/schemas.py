"""What the JSON door of opinions takes and gives."""

from marshmallow import fields, validate

from dealer.opinions.rules import OpinionKind, Reaction, ToldHow
from dealer.voices.interface import MOST_WORDS, Versioned, VoiceCreate, VoiceRead

KINDS = [kind.value for kind in OpinionKind]


class OpinionCreate(VoiceCreate):
    """An opinion, suggestion, consultation or need, taken in by hand."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))


class OpinionRead(VoiceRead):
    """An opinion with its log; `due_at` is when the customer is to be told."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS), attribute="what")
    told_how = fields.String(required=True, allow_none=True)
    reaction = fields.String(required=True, allow_none=True)
    told_words = fields.String(required=True, allow_none=True)


class OpinionReply(Versioned):
    """The customer was told. Consultations and suggestions are answered by a call."""

    how = fields.String(required=True, validate=validate.OneOf([how.value for how in ToldHow]))
    reaction = fields.String(required=True, validate=validate.OneOf([each.value for each in Reaction]))
    words = fields.String(load_default="", validate=validate.Length(max=MOST_WORDS))


OWN = ("what", "told_how", "reaction", "told_words")
