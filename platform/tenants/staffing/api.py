"""The JSON door of staffing: the same queries and actions as the page."""

import uuid
from typing import Any

from flask.views import MethodView

from backbone.clock import today
from backbone.web.marks import requires
from backbone.web.openapi import Blueprint, refuses
from backbone.web.requests import person
from tenants.access.interface import Permission, Position
from tenants.staffing.actions.choosing import change_plan
from tenants.staffing.actions.delegating import delegate, end_delegation
from tenants.staffing.actions.people import end, give, leave, let_in_again, take_on
from tenants.staffing.models import Delegation, StaffingPlan
from tenants.staffing.queries.staffing import get_delegation_to_change, get_store_staffing
from tenants.staffing.rules.minimum import standing_on
from tenants.staffing.rules.route import route_on
from tenants.staffing.schemas import (
    DelegationCreate,
    DelegationRead,
    HoldingRead,
    LeavingCreate,
    PersonCreate,
    PersonRead,
    PlanCreate,
    PlanRead,
    PositionCreate,
    PositionEnd,
    RouteQuery,
    RouteRead,
    StaffingRead,
    TakenOn,
    as_read,
    delegation_read,
    step_read,
)

blueprint = Blueprint(
    "staffing_api", __name__, url_prefix="/api/v1/staffing", description="Who works in the store as what"
)


@blueprint.route("")
class StaffingNow(MethodView):
    """The store's staffing."""

    @blueprint.answers(200, StaffingRead)
    @requires(Permission.STAFFING_SEE)
    def get(self) -> dict[str, Any]:
        """How the store stands today, its plans, people and delegations."""
        staffing = get_store_staffing()
        return as_read(staffing, standing_on(staffing.rules, today()))


@blueprint.route("/routes")
class Routes(MethodView):
    """Sign-off routes."""

    @blueprint.takes(RouteQuery, "query")
    @blueprint.answers(200, RouteRead)
    @requires(Permission.STAFFING_SEE)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Who signs the report of a day."""
        day = query["day"] or today()
        steps = route_on(get_store_staffing().rules, day, signed_on=today())
        return {"day": day, "steps": [step_read(step) for step in steps]}


@blueprint.route("/plans")
class Plans(MethodView):
    """Staffing plans."""

    @refuses(409)
    @blueprint.takes(PlanCreate)
    @blueprint.answers(201, PlanRead)
    @requires(Permission.STAFFING_CHANGE)
    def post(self, wanted: dict[str, Any]) -> StaffingPlan:
        """Change the plan from a day on; history stays."""
        return change_plan(**wanted, by=person())


@blueprint.route("/people")
class People(MethodView):
    """Who works here."""

    @refuses(409)
    @blueprint.takes(PersonCreate)
    @blueprint.answers(201, TakenOn)
    @requires(Permission.STAFFING_CHANGE)
    def post(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Take somebody on; the password is said once."""
        account, password = take_on(**wanted | {"position": Position(wanted["position"])}, by=person())
        return {"id": account.id, "username": account.username, "one_time_password": password}


@blueprint.route("/people/<uuid:account_id>/positions")
class Positions(MethodView):
    """Somebody's positions."""

    @refuses(409)
    @blueprint.takes(PositionCreate)
    @blueprint.answers(201, HoldingRead)
    @requires(Permission.STAFFING_CHANGE)
    def post(self, wanted: dict[str, Any], account_id: uuid.UUID) -> Any:
        """Give somebody a further position."""
        return give(account_id, Position(wanted["position"]), starts_on=wanted["starts_on"], by=person())


@blueprint.route("/positions/<uuid:holding_id>/ends")
class PositionEnds(MethodView):
    """The end of a position."""

    @blueprint.takes(PositionEnd)
    @blueprint.answers(201, PositionEnd)
    @requires(Permission.STAFFING_CHANGE)
    def post(self, wanted: dict[str, Any], holding_id: uuid.UUID) -> dict[str, Any]:
        """Say which day is the last; a position that has not begun is taken back."""
        end(holding_id, last_day=wanted["last_day"], by=person())
        return wanted


@blueprint.route("/people/<uuid:account_id>/one-time-passwords")
class OneTimePasswords(MethodView):
    """Lost passwords and devices."""

    @blueprint.answers(201, TakenOn)
    @requires(Permission.STAFFING_CHANGE)
    def post(self, account_id: uuid.UUID) -> dict[str, Any]:
        """Let somebody in again: a one-time password, said once; their device is forgotten, their sessions end."""
        account, password = let_in_again(account_id, by=person())
        return {"id": account.id, "username": account.username, "one_time_password": password}


@blueprint.route("/people/<uuid:account_id>/leavings")
class Leavings(MethodView):
    """Leaving."""

    @blueprint.takes(LeavingCreate)
    @blueprint.answers(201, PersonRead)
    @requires(Permission.STAFFING_CHANGE)
    def post(self, wanted: dict[str, Any], account_id: uuid.UUID) -> dict[str, Any]:
        """End somebody's access at once; their open work goes to the successor."""
        gone = leave(account_id, successor_id=wanted["successor"], by=person())
        return {"id": gone.id, "name": gone.name, "has_left": True, "positions": gone.holdings}


@blueprint.route("/delegations")
class Delegations(MethodView):
    """Who stands in for whom."""

    @refuses(409)
    @blueprint.takes(DelegationCreate)
    @blueprint.answers(201, DelegationRead)
    @requires(Permission.STAFFING_SEE)
    def post(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Delegate a vacant or absent position."""
        made = delegate(
            Position(wanted["position"]),
            from_id=wanted["from_"],
            to_id=wanted["to"],
            first_day=wanted["first_day"],
            last_day=wanted["last_day"],
            why=wanted["why"],
            by=person(),
        )
        return delegation_read(made)


@blueprint.route("/delegations/<uuid:delegation_id>/ends")
class DelegationEnds(MethodView):
    """The early end of a delegation."""

    @blueprint.answers(201, DelegationRead)
    @requires(Permission.STAFFING_SEE)
    def post(self, delegation_id: uuid.UUID) -> dict[str, Any]:
        """End it from today on."""
        delegation: Delegation = get_delegation_to_change(delegation_id)
        end_delegation(delegation, by=person())
        return delegation_read(delegation)
