"""The JSON door of the call screen: one callback whole, and who rings back."""

import uuid
from typing import Any

from flask.views import MethodView

from backbone.clock import now
from backbone.web.marks import requires
from backbone.web.openapi import Blueprint
from backbone.web.requests import person
from dealer.callbacks import may
from dealer.callbacks.queries.call.call import get_call
from dealer.callbacks.queries.call.ring_backs import find_ring_backs, read_ring_back
from dealer.callbacks.schemas.screen import CallRead, RingBackList, RingBackQuery, as_call, as_ring_back
from tenants.access.interface import Permission
from tenants.calendar.interface import store_calendar

blueprint = Blueprint("call_screen_api", __name__, url_prefix="/api/v1/callbacks", description="What a caller sees")


@blueprint.route("/<uuid:callback_id>")
class OneCallback(MethodView):
    """One callback."""

    @blueprint.answers(200, CallRead)
    @requires(Permission.CALLBACKS_SEE)
    def get(self, callback_id: uuid.UUID) -> dict[str, Any]:
        """Show one callback with its person, car, visit, answers, attempts and history."""
        call, me = get_call(callback_id, at=now(), calendar=store_calendar()), person()
        return as_call(call, whole=may.call(me) and call.is_of(me.account_id))


@blueprint.route("/ring-backs")
class RingBacks(MethodView):
    """Customers who ring back."""

    @blueprint.takes(RingBackQuery, "query")
    @blueprint.answers(200, RingBackList)
    @requires(Permission.CALLBACKS_SEE)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Find callbacks by the end of a phone or by a plate; open ones first, ended ones for 90 days."""
        return {"callbacks": [as_ring_back(row) for row in find_ring_backs(read_ring_back(query["q"]))]}
