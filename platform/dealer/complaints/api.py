"""The JSON door of complaints: the same actions as the pages."""

import uuid
from typing import Any

from flask.views import MethodView

from backbone.web.marks import requires
from backbone.web.openapi import Blueprint, refuses
from backbone.web.requests import person
from dealer.complaints.actions.handling import (
    answer_complaint,
    assign_complaint,
    classify_complaint,
    close_complaint,
    record_contact,
    reopen_complaint,
)
from dealer.complaints.actions.receiving import ComplaintReceived, receive_complaint
from dealer.complaints.models import Complaint
from dealer.complaints.queries import get_complaint
from dealer.complaints.schemas import (
    OWN,
    ComplaintClassification,
    ComplaintClosing,
    ComplaintContact,
    ComplaintCreate,
    ComplaintRead,
)
from dealer.voices.interface import VoiceAnswer, VoiceAssignment, VoiceReopening, as_read, list_steps, received_by_hand
from tenants.access.interface import Permission

blueprint = Blueprint("complaints_api", __name__, url_prefix="/api/v1/complaints", description="Complaints")
ONE = "/<uuid:complaint_id>"


def _read(complaint: Complaint) -> dict[str, Any]:
    return as_read(complaint, list_steps(complaint), *OWN)


@blueprint.route("")
class Complaints(MethodView):
    """Taking in by hand."""

    @blueprint.takes(ComplaintCreate)
    @blueprint.answers(201, ComplaintRead)
    @requires(Permission.VOICES_RECEIVE)
    def post(self, body: dict[str, Any]) -> dict[str, Any]:
        """Take in a complaint."""
        return _read(receive_complaint(ComplaintReceived(**received_by_hand(body)), by=person()))


@blueprint.route(ONE)
class OneComplaint(MethodView):
    """One complaint."""

    @blueprint.answers(200, ComplaintRead)
    @requires(Permission.VOICES_SEE)
    def get(self, complaint_id: uuid.UUID) -> dict[str, Any]:
        """One complaint with its log."""
        return _read(get_complaint(complaint_id, by=person()))


@blueprint.route(f"{ONE}/classifications")
class Classifications(MethodView):
    """How severe it is."""

    @refuses(409)
    @blueprint.takes(ComplaintClassification)
    @blueprint.answers(201, ComplaintRead)
    @requires(Permission.VOICES_ASSIGN)
    def post(self, body: dict[str, Any], complaint_id: uuid.UUID) -> dict[str, Any]:
        """Say how severe it is; its clocks follow."""
        return _read(classify_complaint(complaint_id, **body, by=person()))


@blueprint.route(f"{ONE}/assignments")
class ComplaintAssignments(MethodView):
    """Who has it in hand."""

    @refuses(409)
    @blueprint.takes(VoiceAssignment)
    @blueprint.answers(201, ComplaintRead)
    @requires(Permission.VOICES_ASSIGN)
    def post(self, body: dict[str, Any], complaint_id: uuid.UUID) -> dict[str, Any]:
        """Give it to a person of its department, to the department, or to another department."""
        return _read(assign_complaint(complaint_id, **body, by=person()))


@blueprint.route(f"{ONE}/contacts")
class Contacts(MethodView):
    """Speaking with the customer."""

    @refuses(409)
    @blueprint.takes(ComplaintContact)
    @blueprint.answers(201, ComplaintRead)
    @requires(Permission.VOICES_ANSWER)
    def post(self, body: dict[str, Any], complaint_id: uuid.UUID) -> dict[str, Any]:
        """Somebody spoke with the customer; the first time stops the first clock."""
        return _read(record_contact(complaint_id, **body, by=person()))


@blueprint.route(f"{ONE}/answers")
class ComplaintAnswers(MethodView):
    """The department's result."""

    @refuses(409)
    @blueprint.takes(VoiceAnswer)
    @blueprint.answers(201, ComplaintRead)
    @requires(Permission.VOICES_ANSWER)
    def post(self, body: dict[str, Any], complaint_id: uuid.UUID) -> dict[str, Any]:
        """Give the department's result."""
        return _read(answer_complaint(complaint_id, **body, by=person()))


@blueprint.route(f"{ONE}/closings")
class Closings(MethodView):
    """The end."""

    @refuses(409)
    @blueprint.takes(ComplaintClosing)
    @blueprint.answers(201, ComplaintRead)
    @requires(Permission.VOICES_TELL)
    def post(self, body: dict[str, Any], complaint_id: uuid.UUID) -> dict[str, Any]:
        """Close it as satisfied, not satisfied or withdrawn."""
        return _read(close_complaint(complaint_id, **body, by=person()))


@blueprint.route(f"{ONE}/reopenings")
class ComplaintReopenings(MethodView):
    """Opening again."""

    @refuses(409)
    @blueprint.takes(VoiceReopening)
    @blueprint.answers(201, ComplaintRead)
    @requires(Permission.VOICES_TELL)
    def post(self, body: dict[str, Any], complaint_id: uuid.UUID) -> dict[str, Any]:
        """Open it again, by the customer's word; its clocks begin anew."""
        return _read(reopen_complaint(complaint_id, **body, by=person()))
