"""The JSON door of opinions: the same actions as the pages."""

import uuid
from typing import Any

from flask.views import MethodView

from backbone.web.marks import requires
from backbone.web.openapi import Blueprint, refuses
from backbone.web.requests import person
from dealer.opinions.actions.handling import (
    answer_opinion,
    archive_opinion,
    assign_opinion,
    reopen_opinion,
    tell_customer,
)
from dealer.opinions.actions.receiving import OpinionReceived, receive_opinion
from dealer.opinions.models import Opinion
from dealer.opinions.queries import get_opinion
from dealer.opinions.schemas import OWN, OpinionCreate, OpinionRead, OpinionReply
from dealer.voices.interface import (
    Versioned,
    VoiceAnswer,
    VoiceAssignment,
    VoiceReopening,
    as_read,
    list_steps,
    received_by_hand,
)
from tenants.access.interface import Permission

blueprint = Blueprint("opinions_api", __name__, url_prefix="/api/v1/opinions", description="What customers say")
ONE = "/<uuid:opinion_id>"


def _read(opinion: Opinion) -> dict[str, Any]:
    return as_read(opinion, list_steps(opinion), *OWN)


@blueprint.route("")
class Opinions(MethodView):
    """Taking in by hand."""

    @blueprint.takes(OpinionCreate)
    @blueprint.answers(201, OpinionRead)
    @requires(Permission.VOICES_RECEIVE)
    def post(self, body: dict[str, Any]) -> dict[str, Any]:
        """Take in what a customer said."""
        return _read(receive_opinion(OpinionReceived(**received_by_hand(body)), by=person()))


@blueprint.route(ONE)
class OneOpinion(MethodView):
    """One opinion."""

    @blueprint.answers(200, OpinionRead)
    @requires(Permission.VOICES_SEE)
    def get(self, opinion_id: uuid.UUID) -> dict[str, Any]:
        """One opinion with its log."""
        return _read(get_opinion(opinion_id, by=person()))


@blueprint.route(f"{ONE}/assignments")
class OpinionAssignments(MethodView):
    """Who answers."""

    @refuses(409)
    @blueprint.takes(VoiceAssignment)
    @blueprint.answers(201, OpinionRead)
    @requires(Permission.VOICES_ASSIGN)
    def post(self, body: dict[str, Any], opinion_id: uuid.UUID) -> dict[str, Any]:
        """Give it to a person of its department, to the department, or to another department."""
        return _read(assign_opinion(opinion_id, **body, by=person()))


@blueprint.route(f"{ONE}/answers")
class OpinionAnswers(MethodView):
    """The department's result."""

    @refuses(409)
    @blueprint.takes(VoiceAnswer)
    @blueprint.answers(201, OpinionRead)
    @requires(Permission.VOICES_ANSWER)
    def post(self, body: dict[str, Any], opinion_id: uuid.UUID) -> dict[str, Any]:
        """Give the department's result to the centre."""
        return _read(answer_opinion(opinion_id, **body, by=person()))


@blueprint.route(f"{ONE}/replies")
class Replies(MethodView):
    """Telling the customer."""

    @refuses(409)
    @blueprint.takes(OpinionReply)
    @blueprint.answers(201, OpinionRead)
    @requires(Permission.VOICES_TELL)
    def post(self, body: dict[str, Any], opinion_id: uuid.UUID) -> dict[str, Any]:
        """The customer was told: the clock stops."""
        return _read(tell_customer(opinion_id, **body, by=person()))


@blueprint.route(f"{ONE}/archivings")
class Archivings(MethodView):
    """The archive."""

    @refuses(409)
    @blueprint.takes(Versioned)
    @blueprint.answers(201, OpinionRead)
    @requires(Permission.VOICES_TELL)
    def post(self, body: dict[str, Any], opinion_id: uuid.UUID) -> dict[str, Any]:
        """Put it into the archive."""
        return _read(archive_opinion(opinion_id, **body, by=person()))


@blueprint.route(f"{ONE}/reopenings")
class OpinionReopenings(MethodView):
    """Opening again."""

    @refuses(409)
    @blueprint.takes(VoiceReopening)
    @blueprint.answers(201, OpinionRead)
    @requires(Permission.VOICES_TELL)
    def post(self, body: dict[str, Any], opinion_id: uuid.UUID) -> dict[str, Any]:
        """Open it again, with a reason; its clocks begin anew."""
        return _read(reopen_opinion(opinion_id, **body, by=person()))
