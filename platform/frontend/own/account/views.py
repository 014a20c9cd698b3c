"""Views of my account."""

import uuid

from flask import Blueprint, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from backbone.db.unit_of_work import unit_of_work
from backbone.errors import DomainError, InvalidError
from backbone.i18n import gettext as _
from backbone.isolation.acting import Acting
from backbone.web.marks import signed_in
from backbone.web.notices import tell
from backbone.web.once import once
from backbone.web.requests import person
from frontend.door.cookies import give_token
from frontend.paths import PATHS
from tenants.people.interface import change_password, get_account
from tenants.second_factor.interface import find_factor
from tenants.signin.interface import (
    count_password_try,
    end_other_sessions,
    end_session,
    list_live_sessions,
    renew_token,
)

blueprint = Blueprint("account", __name__)


def _page(refusal: DomainError | None = None) -> str:
    me = person()
    with unit_of_work(Acting.door()):
        sessions = list_live_sessions(me.tenant_id, me.account_id)
    return render_template(
        "account.html",
        account=get_account(me.account_id),
        factor=find_factor(me.account_id),
        sessions=sessions,
        own_session=me.session_id,
        errors={name: [str(said) for said in all_] for name, all_ in (refusal.fields if refusal else {}).items()},
    )


@blueprint.get(PATHS.account)
@signed_in
def show() -> ResponseReturnValue:
    """The page."""
    return _page()


@blueprint.post(PATHS.password)
@signed_in
@once
def new_password() -> ResponseReturnValue:
    """Change the password; all other sessions end, and this one gets a fresh token."""
    me = person()
    form = request.form
    try:
        _check_repeated(form.get("new_password", ""), form.get("repeat_password", ""))
        count_password_try(me.account_id)
        change_password(
            get_account(me.account_id), old=form.get("old_password", ""), new=form.get("new_password", ""), by=me
        )
    except InvalidError as refusal:
        return _page(refusal), refusal.status
    end_other_sessions(me.session_id, tenant_id=me.tenant_id, account_id=me.account_id)
    tell(_("Your password is changed. All your other sessions have ended."), "ok")
    return give_token(make_response(redirect(PATHS.account, 303)), renew_token(me.session_id, by=me))


@blueprint.post(f"{PATHS.sessions}/<uuid:session_id>/end")
@signed_in
def end_one(session_id: uuid.UUID) -> ResponseReturnValue:
    """End one of my sessions."""
    me = person()
    end_session(session_id, by=me)
    tell(_("The session has ended."), "ok")
    return redirect(PATHS.account, 303)


def _check_repeated(new: str, repeated: str) -> None:
    if new != repeated:
        raise InvalidError(fields={"repeat_password": [_("The two new passwords differ.")]})
