"""Views of people and positions."""

import uuid
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from backbone.clock import today
from backbone.errors import DomainError
from backbone.i18n import gettext as _
from backbone.web.forms import sent
from backbone.web.marks import requires
from backbone.web.notices import tell
from backbone.web.once import once
from backbone.web.requests import person
from dealer.callbacks.interface import list_callers, open_of_each
from frontend.paths import PATHS
from frontend.store.staffing import shown, words
from tenants.access.interface import Actor, Permission, Position
from tenants.staffing import may
from tenants.staffing.actions.choosing import change_plan
from tenants.staffing.actions.delegating import DELEGABLE, delegate, end_delegation
from tenants.staffing.interface import chart_on, get_store_staffing, route_on, standing_on
from tenants.staffing.queries.staffing import get_delegation_to_change
from tenants.staffing.schemas import DelegationCreate, PlanCreate

blueprint = Blueprint("staffing", __name__)
REFUSALS = (409, 422)
"""What a form can be sent again after; all others are answered like anywhere else."""


def refused(refusal: DomainError) -> dict[str, list[str]]:
    """What was wrong by field; "" for what belongs to none. Raises what is no matter of the form."""
    if refusal.status not in REFUSALS:
        raise refusal
    return {name: [str(each) for each in said] for name, said in refusal.fields.items()} or {"": [refusal.sentence]}


def _page(errors: dict[str, list[str]] | None = None, *, opened: str = "") -> str:
    """`opened`: the form that was sent and refused."""
    staffing, me, day = get_store_staffing(), person(), today()
    standing = standing_on(staffing.rules, day)
    return render_template(
        "staffing/show.html",
        plan=standing.plan,
        plans=[(each, words.day(each.valid_from), each.valid_from > day) for each in staffing.plans],
        summary=words.summary(standing),
        met=standing.met,
        missing=[words.lack(each) for each in standing.lacks],
        gaps=[words.gap(each) for each in standing.gaps],
        route=shown.route_of(route_on(staffing.rules, day), staffing.names),
        chart=shown.post_of(chart_on(staffing.rules, day), staffing.names),
        people=shown.colleagues(staffing, day),
        stands=shown.stands(staffing, me, day),
        lists=_lists(me),
        may_change=may.change(me),
        may_delegate=may.change(me) or bool(me.positions & set(DELEGABLE)),
        choices=shown.people_choices(staffing),
        positions=shown.position_choices(each for each in DELEGABLE if may.change(me) or each in me.positions),
        own="" if may.change(me) else str(me.account_id),
        today=day.isoformat(),
        sent=request.form,
        errors=errors or {},
        opened=opened,
    )


def _lists(me: Actor) -> list[tuple[str, str]]:
    """Callers with what waits for each, for who may move a list; else nobody."""
    if not me.can(Permission.CALLBACKS_ASSIGN):
        return []
    waiting = open_of_each()
    return [(str(each.id), f"{each.name} {waiting.get(each.id, 0)}") for each in list_callers()]


@blueprint.get(PATHS.staffing)
@requires(Permission.STAFFING_SEE)
def show() -> ResponseReturnValue:
    """The page."""
    return _page()


@blueprint.post(PATHS.staffing_plans)
@requires(Permission.STAFFING_CHANGE)
@once
def create_plan() -> ResponseReturnValue:
    """Another plan from a day on."""
    try:
        chosen = change_plan(**sent(PlanCreate), by=person())
    except DomainError as refusal:
        return make_response(_page(refused(refusal), opened="plan"), refusal.status)
    tell(_("From %(day)s on plan %(number)s holds.", day=words.day(chosen.valid_from), number=chosen.plan))
    return redirect(PATHS.staffing, 303)


@blueprint.post(PATHS.delegations)
@requires(Permission.STAFFING_SEE)
@once
def create_delegation() -> ResponseReturnValue:
    """Somebody stands in."""
    try:
        _delegate(sent(DelegationCreate))
    except DomainError as refusal:
        return make_response(_page(refused(refusal), opened="delegation"), refusal.status)
    tell(_("Delegated. Everybody of the store and headquarters see it."))
    return redirect(PATHS.staffing, 303)


def _delegate(wanted: dict[str, Any]) -> None:
    days = {name: wanted[name] for name in ("first_day", "last_day", "why")}
    delegate(Position(wanted["position"]), from_id=wanted["from_"], to_id=wanted["to"], **days, by=person())


@blueprint.post(f"{PATHS.delegations}/<uuid:delegation_id>/ends")
@requires(Permission.STAFFING_SEE)
@once
def end_one_delegation(delegation_id: uuid.UUID) -> ResponseReturnValue:
    """From today on nobody stands in."""
    end_delegation(get_delegation_to_change(delegation_id), by=person())
    tell(_("The delegation has ended."))
    return redirect(PATHS.staffing, 303)
