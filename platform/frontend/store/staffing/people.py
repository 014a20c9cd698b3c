"""Views of one person: taking on, positions, leaving."""

import uuid

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from backbone.clock import today
from backbone.errors import DomainError, NotFoundError
from backbone.i18n import gettext as _
from backbone.web.forms import sent
from backbone.web.marks import requires
from backbone.web.notices import tell
from backbone.web.once import once
from backbone.web.requests import person
from frontend.paths import PATHS
from frontend.store.staffing import shown
from frontend.store.staffing.views import refused
from tenants.access.interface import Permission, Position
from tenants.people.interface import Account, get_holding_to_change
from tenants.staffing import may
from tenants.staffing.actions.people import end, give, leave, let_in_again, take_on
from tenants.staffing.interface import get_store_staffing
from tenants.staffing.schemas import LeavingCreate, PersonCreate, PositionCreate, PositionEnd
from tenants.stores.interface import get_own_store

blueprint = Blueprint("staffing_people", __name__)
ONE = f"{PATHS.staffing_people}/<uuid:account_id>"
POSITIONS = shown.STORE_POSITIONS


def _new_page(errors: dict[str, list[str]] | None = None) -> str:
    return render_template(
        "staffing/new_person.html",
        positions=shown.position_choices(POSITIONS),
        today=today().isoformat(),
        sent=request.form,
        errors=errors or {},
    )


@blueprint.get(PATHS.new_person)
@requires(Permission.STAFFING_CHANGE)
def new() -> ResponseReturnValue:
    """The form."""
    return _new_page()


@blueprint.post(PATHS.staffing_people)
@requires(Permission.STAFFING_CHANGE)
@once
def create() -> ResponseReturnValue:
    """Take somebody on. The answer itself says the password, once: a page that is looked at again can't."""
    try:
        wanted = sent(PersonCreate)
        account, password = take_on(**wanted | {"position": Position(wanted["position"])}, by=person())
    except DomainError as refusal:
        return make_response(_new_page(refused(refusal)), refusal.status)
    return _said_once(account, password, is_new=True)


def _said_once(account: Account, password: str, *, is_new: bool) -> ResponseReturnValue:
    url = f"{PATHS.staffing_people}/{account.id}"
    shown_once = {"account": account, "password": password, "url": url, "code": get_own_store().code, "is_new": is_new}
    page: Response = make_response(render_template("staffing/taken_on.html", **shown_once), 201)
    page.headers["Location"] = url
    return page


def _page(account_id: uuid.UUID, errors: dict[str, list[str]] | None = None, *, opened: str = "") -> str:
    staffing = get_store_staffing()
    found = next((each for each in shown.colleagues(staffing, today()) if each.id == account_id), None)
    if found is None:
        raise NotFoundError
    return render_template(
        "staffing/person.html",
        one=found,
        is_me=account_id == person().account_id,
        may_let_in=may.let_in_again(person()),
        positions=shown.position_choices(POSITIONS),
        choices=shown.people_choices(staffing, without=account_id),
        today=today().isoformat(),
        sent=request.form,
        errors=errors or {},
        opened=opened,
    )


@blueprint.get(ONE)
@requires(Permission.STAFFING_CHANGE)
def show(account_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody's positions."""
    return _page(account_id)


@blueprint.post(f"{ONE}/positions")
@requires(Permission.STAFFING_CHANGE)
@once
def create_position(account_id: uuid.UUID) -> ResponseReturnValue:
    """A further position."""
    try:
        wanted = sent(PositionCreate)
        give(account_id, Position(wanted["position"]), starts_on=wanted["starts_on"], by=person())
    except DomainError as refusal:
        return make_response(_page(account_id, refused(refusal), opened="position"), refusal.status)
    tell(_("The position is given."))
    return redirect(f"{PATHS.staffing_people}/{account_id}", 303)


@blueprint.post(f"{PATHS.staffing_positions}/<uuid:holding_id>/ends")
@requires(Permission.STAFFING_CHANGE)
@once
def end_position(holding_id: uuid.UUID) -> ResponseReturnValue:
    """The last day in a position."""
    account_id = get_holding_to_change(holding_id).account_id
    try:
        end(holding_id, last_day=sent(PositionEnd)["last_day"], by=person())
    except DomainError as refusal:
        return make_response(_page(account_id, refused(refusal), opened=str(holding_id)), refusal.status)
    tell(_("The end of the position is on record."))
    return redirect(f"{PATHS.staffing_people}/{account_id}", 303)


@blueprint.post(f"{ONE}/one-time-passwords")
@requires(Permission.STAFFING_CHANGE)
@once
def create_password(account_id: uuid.UUID) -> ResponseReturnValue:
    """Let somebody in again who lost password or device; the answer says the password, once."""
    try:
        account, password = let_in_again(account_id, by=person())
    except DomainError as refusal:
        return make_response(_page(account_id, refused(refusal), opened="password"), refusal.status)
    return _said_once(account, password, is_new=False)


@blueprint.post(f"{ONE}/leavings")
@requires(Permission.STAFFING_CHANGE)
@once
def create_leaving(account_id: uuid.UUID) -> ResponseReturnValue:
    """Access ends at once, open work goes to the successor."""
    try:
        gone = leave(account_id, successor_id=sent(LeavingCreate)["successor"], by=person())
    except DomainError as refusal:
        return make_response(_page(account_id, refused(refusal), opened="leaving"), refusal.status)
    tell(_("%(name)s has no access any more. The open work goes to the successor.", name=gone.name))
    return redirect(PATHS.staffing, 303)
