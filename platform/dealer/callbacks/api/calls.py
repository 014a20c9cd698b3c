"""The JSON door of one call: the call screen saves by it as one goes."""

import uuid
from typing import Any

from flask.views import MethodView

from backbone.web.marks import requires
from backbone.web.openapi import Blueprint, refuses
from backbone.web.requests import person
from dealer.callbacks.actions.calls.amending import amend
from dealer.callbacks.actions.calls.answering import SavedAnswer, clear_answer, save_answer, save_sheet
from dealer.callbacks.actions.calls.attempting import record_attempt
from dealer.callbacks.actions.calls.given import AttemptDone, AttemptGiven
from dealer.callbacks.actions.calls.holding import take
from dealer.callbacks.actions.calls.texting import mark_text_sent
from dealer.callbacks.actions.calls.voicing import Noted, VoiceGiven, note_voice
from dealer.callbacks.models import Amendment
from dealer.callbacks.rules.attempts.outcomes import Outcome
from dealer.callbacks.schemas.calls import (
    AmendmentCreate,
    AmendmentRead,
    AnswerRead,
    AnswerUpdate,
    AttemptCreate,
    AttemptRead,
    SheetRead,
    SheetUpdate,
    TextMessageRead,
    VoiceCreate,
    VoiceRead,
)
from dealer.callbacks.schemas.lists import TakeRead
from oem.questionnaires.interface import Answer, Makes
from tenants.access.interface import Permission

blueprint = Blueprint("calls_api", __name__, url_prefix="/api/v1/callbacks", description="One call")


@blueprint.route("/<uuid:callback_id>/takes")
class Takes(MethodView):
    """Having a callback."""

    @refuses(409)
    @blueprint.answers(201, TakeRead)
    @requires(Permission.CALLBACKS_CALL)
    def post(self, callback_id: uuid.UUID) -> dict[str, Any]:
        """Take this callback; 409 when somebody else has it."""
        take(callback_id, by=person())
        return {"callback": callback_id}


@blueprint.route("/<uuid:callback_id>/answers/<code:question>")
class Answers(MethodView):
    """One answer."""

    @refuses(409)
    @blueprint.takes(AnswerUpdate)
    @blueprint.answers(200, AnswerRead)
    @requires(Permission.CALLBACKS_CALL)
    def put(self, given: dict[str, Any], callback_id: uuid.UUID, question: str) -> SavedAnswer:
        """Save an answer; the last one counts until the call is done."""
        return save_answer(callback_id, question, as_answer(given), by=person())

    @refuses(409)
    @blueprint.answers(204)
    @requires(Permission.CALLBACKS_CALL)
    def delete(self, callback_id: uuid.UUID, question: str) -> None:
        """Take an answer back."""
        clear_answer(callback_id, question, by=person())


@blueprint.route("/<uuid:callback_id>/sheet")
class Sheet(MethodView):
    """Note and ticks."""

    @refuses(409)
    @blueprint.takes(SheetUpdate)
    @blueprint.answers(200, SheetRead)
    @requires(Permission.CALLBACKS_CALL)
    def put(self, given: dict[str, Any], callback_id: uuid.UUID) -> dict[str, Any]:
        """Save the note, the ticks, or both."""
        return {"saved_at": save_sheet(callback_id, note=given["note"], checks=given["checks"], by=person())}


@blueprint.route("/<uuid:callback_id>/attempts")
class Attempts(MethodView):
    """Tries."""

    @refuses(409)
    @blueprint.takes(AttemptCreate)
    @blueprint.answers(201, AttemptRead)
    @requires(Permission.CALLBACKS_CALL)
    def post(self, given: dict[str, Any], callback_id: uuid.UUID) -> dict[str, list[AttemptDone]]:
        """Record what came of a try; `answered` needs every required answer."""
        talk_id, also = given.pop("talk_id"), given.pop("also")
        tried = AttemptGiven(**given | {"outcome": Outcome(given["outcome"])})
        return {"callbacks": record_attempt([callback_id, *also], tried, talk_id=talk_id, by=person())}


@blueprint.route("/<uuid:callback_id>/voices")
class Voices(MethodView):
    """What the customer said."""

    @refuses(409)
    @blueprint.takes(VoiceCreate)
    @blueprint.answers(201, VoiceRead)
    @requires(Permission.CALLBACKS_CALL)
    def post(self, given: dict[str, Any], callback_id: uuid.UUID) -> Noted:
        """Make an opinion, a need or a complaint of it; the same question again brings it up to date."""
        made = given | {"makes": Makes(given["makes"]), "reasons": tuple(given["reasons"])}
        return note_voice(callback_id, VoiceGiven(**made), by=person())


@blueprint.route("/<uuid:callback_id>/text-messages")
class TextMessages(MethodView):
    """The text after three tries."""

    @refuses(409)
    @blueprint.answers(201, TextMessageRead)
    @requires(Permission.CALLBACKS_CALL)
    def post(self, callback_id: uuid.UUID) -> dict[str, Any]:
        """Say that somebody copied the text and sent it."""
        mark_text_sent(callback_id, by=person())
        return {"by_hand": True}


@blueprint.route("/<uuid:callback_id>/amendments")
class Amendments(MethodView):
    """Corrections after the end."""

    @blueprint.takes(AmendmentCreate)
    @blueprint.answers(201, AmendmentRead)
    @requires(Permission.CALLBACKS_CALL)
    def post(self, given: dict[str, Any], callback_id: uuid.UUID) -> Amendment:
        """Correct answers of a callback that has ended; the former ones are kept."""
        answers = {question: as_answer(each) if each else None for question, each in given["answers"].items()}
        return amend(callback_id, answers, why=given["why"], by=person())


def as_answer(given: dict[str, Any]) -> Answer:
    """A loaded `AnswerUpdate` as the questionnaire's rules take it."""
    return Answer(given["value"], given["applies"], tuple(given["reasons"]), given["apologised"])
