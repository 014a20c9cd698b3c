"""The JSON door of corrections: the same queries and actions as the page."""

import uuid
from typing import Any

from flask.views import MethodView

from backbone.clock import now
from backbone.web.marks import requires
from backbone.web.openapi import Blueprint, refuses
from backbone.web.requests import person
from dealer.corrections import may
from dealer.corrections.actions import RightValue, close_without_value, correct
from dealer.corrections.models import Correction, Outcome
from dealer.corrections.queries import count_corrections, list_corrections
from dealer.corrections.schemas import (
    ClosingCreate,
    ClosingRead,
    CorrectionPage,
    CorrectionQuery,
    as_read,
)
from dealer.handovers.interface import Department
from tenants.access.interface import Permission

blueprint = Blueprint(
    "corrections_api", __name__, url_prefix="/api/v1/corrections", description="Wrong data, to be put right"
)


@blueprint.route("")
class Corrections(MethodView):
    """Tasks."""

    @blueprint.takes(CorrectionQuery, "query")
    @blueprint.answers(200, CorrectionPage)
    @requires(Permission.CORRECTIONS_SEE)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List the tasks of the reader's departments: open ones by when they are due, closed ones from the last."""
        me, closed = person(), query["closed"]
        shown = may.departments_of(me) & (
            {Department(query["department"])} if "department" in query else set(Department)
        )
        page = list_corrections(shown, closed=closed, cursor=query.get("cursor"), limit=query["limit"])
        counts = count_corrections(now())
        of_each = counts.closed if closed else counts.open
        return {
            "total": sum(of_each.get(department, 0) for department in shown),
            "corrections": [as_read(row, me) for row in page.rows],
            "next_cursor": page.next_cursor,
        }


@blueprint.route("/<uuid:correction_id>/closings")
class Closings(MethodView):
    """Closing."""

    @refuses(409)
    @blueprint.takes(ClosingCreate)
    @blueprint.answers(201, ClosingRead)
    @requires(Permission.CORRECTIONS_CLOSE)
    def post(self, given: dict[str, Any], correction_id: uuid.UUID) -> Correction:
        """Enter the right value, or say why nobody knows one."""
        me = person()
        if given["outcome"] == Outcome.NONE_KNOWN:
            return close_without_value(correction_id, reason=given["reason"], by=me)
        return correct(correction_id, RightValue(value=given["value"], name=given["name"]), by=me)
