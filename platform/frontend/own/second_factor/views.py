"""Views of one's own second factor."""

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from backbone.errors import DomainError, InvalidError
from backbone.i18n import gettext as _
from backbone.web.marks import held_back, signed_in
from backbone.web.notices import tell
from backbone.web.once import once
from backbone.web.requests import person
from frontend.door.cookies import give_token
from frontend.paths import PATHS
from frontend.qr import qr_code
from tenants.second_factor.interface import (
    address_of,
    count_recovery_codes,
    find_begun,
    find_factor,
    in_fours,
    list_positions_that_need_one,
    secret_of,
)
from tenants.signin.interface import (
    begin_second_factor,
    finish_second_factor,
    renew_recovery_codes,
    renew_token,
    switch_off_second_factor,
)

blueprint = Blueprint("second_factor", __name__)


@blueprint.get(PATHS.second_factor)
@held_back
def show() -> ResponseReturnValue:
    """Off, begun or on; with what comes next."""
    return _page()


@blueprint.post(PATHS.second_factor)
@held_back
@once
def start() -> ResponseReturnValue:
    """Show a fresh secret, for who knows the password."""
    try:
        begin_second_factor(password=request.form.get("password"), by=person())
    except InvalidError as refusal:
        return _page(refusal), refusal.status
    return redirect(PATHS.second_factor, 303)


@blueprint.post(f"{PATHS.second_factor}/confirmations")
@held_back
def finish() -> ResponseReturnValue:
    """The first code; the recovery codes are in the answer, and nowhere else ever again."""
    try:
        made = finish_second_factor(code=request.form.get("code", "")[:80], by=person())
    except InvalidError as refusal:
        return _page(refusal), refusal.status
    return _codes(made)


@blueprint.post(f"{PATHS.second_factor}/recovery-codes")
@signed_in
def renew() -> ResponseReturnValue:
    """Ten fresh recovery codes, for who has the device."""
    try:
        made = renew_recovery_codes(code=request.form.get("code", "")[:80], by=person())
    except InvalidError as refusal:
        return _page(refusal, of="renew"), refusal.status
    return _codes(made)


@blueprint.post(f"{PATHS.second_factor}/removals")
@signed_in
@once
def remove() -> ResponseReturnValue:
    """Switch it off, for who knows the password and has the device or a recovery code."""
    form = request.form
    code = form.get("code", "") or form.get("recovery_code", "")
    try:
        switch_off_second_factor(password=form.get("password"), code=code[:80], by=person())
    except InvalidError as refusal:
        return _page(refusal, of="remove"), refusal.status
    tell(_("The second factor is off."), "ok")
    return redirect(PATHS.second_factor, 303)


def _page(refusal: DomainError | None = None, of: str = "") -> str:
    me = person()
    factor, begun = find_factor(me.account_id), find_begun(me.account_id)
    secret = secret_of(begun) if begun and not factor else None
    return render_template(
        "second_factor/show.html",
        state="on" if factor else "begun" if secret else "off",
        since=factor.confirmed_at if factor else None,
        left=count_recovery_codes(factor) if factor else 0,
        secret=in_fours(secret) if secret else "",
        picture=qr_code(address_of(secret, f"{me.username}@{me.place}")) if secret else None,
        needed=bool((me.positions | me.delegated) & list_positions_that_need_one()),
        of=of,
        errors={name: [str(said) for said in all_] for name, all_ in (refusal.fields if refusal else {}).items()},
    )


def _codes(made: list[str]) -> Response:
    """The session gets a fresh token: whoever had copied the old one came in without the second factor."""
    me = person()
    response = make_response(render_template("second_factor/codes.html", codes=made))
    return give_token(response, renew_token(me.session_id, by=me))
