"""The JSON door of the lists: the same queries and actions as the page."""

from typing import Any

from flask.views import MethodView

from backbone.clock import now
from backbone.errors import InvalidError
from backbone.i18n import gettext as _
from backbone.web.marks import requires
from backbone.web.openapi import Blueprint, refuses
from backbone.web.requests import person
from dealer.callbacks.actions.assigning import Assigned, assign, share_out, unassign
from dealer.callbacks.actions.handing_over import move_list
from dealer.callbacks.actions.taking import take_next
from dealer.callbacks.queries.counts import count_lists
from dealer.callbacks.queries.filters import ListFilter
from dealer.callbacks.queries.rows import list_page, read_cursor
from dealer.callbacks.rules.programmes import Programme
from dealer.callbacks.rules.sharing import Sharing
from dealer.callbacks.rules.tabs import ListDays, Tab
from dealer.callbacks.schemas.lists import (
    AssignmentCreate,
    AssignmentRead,
    CallbackPage,
    CallbackQuery,
    MoveCreate,
    TakeRead,
    as_read,
)
from tenants.access.interface import Permission
from tenants.calendar.interface import store_calendar

blueprint = Blueprint("callbacks_api", __name__, url_prefix="/api/v1/callbacks", description="Who is to be called")


@blueprint.route("")
class Callbacks(MethodView):
    """The list."""

    @blueprint.takes(CallbackQuery, "query")
    @blueprint.answers(200, CallbackPage)
    @requires(Permission.CALLBACKS_SEE)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List a tab's callbacks in the order in which they are called."""
        tab, shown, moment = Tab(query["tab"]), _filter(query), now()
        place = read_cursor(query["cursor"], tab, shown, now=moment) if query.get("cursor") else None
        at = ListDays.at(place.now if place else moment, store_calendar())
        page = list_page(tab, at, shown, place=place, limit=query["limit"])
        return {
            "as_of": at.today.now,
            "total": count_lists(at).of_tab(tab, shown),
            "callbacks": [as_read(row) for row in page.rows],
            "next_cursor": page.next_cursor,
        }


def _filter(query: dict[str, Any]) -> ListFilter:
    programme = Programme(query["programme"]) if "programme" in query else None
    return ListFilter(programme, query.get("caller"), query["unassigned"], query["with_wish"])


@blueprint.route("/assignments")
class Assignments(MethodView):
    """Who calls whom."""

    @refuses(404)
    @blueprint.takes(AssignmentCreate)
    @blueprint.answers(201, AssignmentRead)
    @requires(Permission.CALLBACKS_ASSIGN)
    def post(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Give callbacks to somebody, share them out, or take them back."""
        return _read(_assign(wanted))


def _read(done: Assigned) -> dict[str, Any]:
    given = [{"callback": callback, "to": to} for callback, to in done.given.items()]
    return {
        "given": given,
        "own": done.own,
        "ended": done.ended,
        "taken_back": done.taken_back,
        "unchanged": done.unchanged,
    }


def _assign(wanted: dict[str, Any]) -> Assigned:
    chosen, me = wanted["callbacks"], person()
    if wanted["to"] and wanted["share"]:
        raise InvalidError(fields={"share": [_("Either to one person, or shared out.")]})
    if wanted["share"]:
        return share_out(chosen, how=Sharing(wanted["share"]), by=me)
    return assign(chosen, to=wanted["to"], by=me) if wanted["to"] else unassign(chosen, by=me)


@blueprint.route("/moves")
class Moves(MethodView):
    """Whole lists."""

    @blueprint.takes(MoveCreate)
    @blueprint.answers(201, AssignmentRead)
    @requires(Permission.CALLBACKS_ASSIGN)
    def post(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Give all that waits for one caller to another; what that one served himself goes to nobody."""
        return _read(move_list(wanted["from_"], to=wanted["to"], by=person()))


@blueprint.route("/takes")
class Takes(MethodView):
    """Taking the next one."""

    @blueprint.answers(201, TakeRead)
    @requires(Permission.CALLBACKS_CALL)
    def post(self) -> dict[str, Any]:
        """Take the callback that is to be called now; two people never get the same one."""
        return {"callback": take_next(by=person())}
