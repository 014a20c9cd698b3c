"""The JSON door of supervision."""

from typing import Any

from flask.views import MethodView

from backbone.web.marks import requires
from backbone.web.openapi import Blueprint, refuses
from backbone.web.requests import person
from dealer.supervision.actions import check_calls, score_advisor
from dealer.supervision.models import AdvisorScore, CallCheck
from dealer.supervision.schemas import AdvisorScoreCreate, AdvisorScoreRead, CallCheckCreate, CallCheckRead
from tenants.access.interface import Permission

blueprint = Blueprint("supervision_api", __name__, url_prefix="/api/v1", description="Who looked, on record")


@blueprint.route("/call-checks")
class CallChecks(MethodView):
    """The head's daily check."""

    @refuses(409)
    @blueprint.takes(CallCheckCreate)
    @blueprint.answers(201, CallCheckRead)
    @requires(Permission.SUPERVISION_CHECK_CALLS)
    def post(self, given: dict[str, Any]) -> CallCheck:
        """Say that one looked through a day's call records; once a day."""
        return check_calls(given["day"], note=given["note"], by=person())


@blueprint.route("/advisor-scores")
class AdvisorScores(MethodView):
    """The after-sales manager's weekly score."""

    @refuses(409)
    @blueprint.takes(AdvisorScoreCreate)
    @blueprint.answers(201, AdvisorScoreRead)
    @requires(Permission.SUPERVISION_SCORE_ADVISORS)
    def post(self, given: dict[str, Any]) -> AdvisorScore:
        """Score an advisor's week on the wishes asked for; once a week."""
        return score_advisor(given["week"], given["advisor"], given["score"], note=given["note"], by=person())
