"""The JSON door of day plans."""

import uuid
from typing import Any

from flask.views import MethodView

from backbone.clock import today
from backbone.web.marks import requires
from backbone.web.openapi import Blueprint, refuses
from backbone.web.requests import person
from dealer.day_plans.actions import close, mark, take_out, write_line
from dealer.day_plans.models import DayPlanLine, LineKind
from dealer.day_plans.queries import get_planned_day
from dealer.day_plans.schemas import DayClose, DayQuery, DayRead, LineCreate, LineMark, LineRead, as_read
from tenants.access.interface import Permission

blueprint = Blueprint(
    "day_plans_api", __name__, url_prefix="/api/v1/day-plans", description="The centre's plan of the day"
)


@blueprint.route("")
class DayPlans(MethodView):
    """A day."""

    @blueprint.takes(DayQuery, "query")
    @blueprint.answers(200, DayRead)
    @requires(Permission.DAY_PLAN_SEE)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """The plan of a day."""
        return as_read(get_planned_day(query["day"] or today()))


@blueprint.route("/lines")
class Lines(MethodView):
    """Lines."""

    @refuses(409)
    @blueprint.takes(LineCreate)
    @blueprint.answers(201, LineRead)
    @requires(Permission.DAY_PLAN_WRITE)
    def post(self, wanted: dict[str, Any]) -> DayPlanLine:
        """Write a line of a day that is not closed."""
        about = LineKind(wanted["about"])
        return write_line(
            wanted["day"],
            at=wanted["at"],
            about=about,
            what=wanted["what"],
            account_id=wanted["who"],
            by=person(),
        )


@blueprint.route("/lines/<uuid:line_id>")
class Line(MethodView):
    """One line."""

    @refuses(409)
    @blueprint.answers(200, DayRead)
    @requires(Permission.DAY_PLAN_WRITE)
    def delete(self, line_id: uuid.UUID) -> dict[str, Any]:
        """Take a line out; the day as it is then."""
        return as_read(get_planned_day(take_out(line_id, by=person())))


@blueprint.route("/lines/<uuid:line_id>/marks")
class Marks(MethodView):
    """Done or not done."""

    @refuses(409)
    @blueprint.takes(LineMark)
    @blueprint.answers(201, LineRead)
    @requires(Permission.DAY_PLAN_SEE)
    def post(self, wanted: dict[str, Any], line_id: uuid.UUID) -> DayPlanLine:
        """Say that a line is done, or not and why."""
        _, line = mark(line_id, done=wanted["done"], note=wanted["note"], by=person())
        return line


@blueprint.route("/closings")
class Closings(MethodView):
    """Closing."""

    @refuses(404, 409)
    @blueprint.takes(DayClose)
    @blueprint.answers(201, DayRead)
    @requires(Permission.DAY_PLAN_WRITE)
    def post(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Close a day: every line is done or not done."""
        close(wanted["day"], by=person())
        return as_read(get_planned_day(wanted["day"]))
