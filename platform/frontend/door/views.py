"""Views of the door."""

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from backbone.errors import DomainError, TooManyRequestsError
from backbone.i18n import LOCALES
from backbone.web.marks import public, signed_in
from backbone.web.requests import person
from frontend.door.cookies import LANGUAGE_COOKIE, drop_token, give_token
from frontend.paths import PATHS
from tenants.people.interface import choose_language, get_account
from tenants.signin.interface import end_session, sign_in

blueprint = Blueprint("door", __name__)


def is_fragment() -> bool:
    """Whether a script asks, which wants a part of a page."""
    return "HX-Request" in request.headers


def safe_next(path: str | None) -> str:
    """A path of ours to go on to; anything that could lead to another site becomes the desk."""
    if path is None or not path.startswith("/") or path.startswith(("//", "/\\")):
        return PATHS.desk
    # Browsers drop tabs and line ends before they read an address, and a header must not have them.
    return path if path.isprintable() else PATHS.desk


def sign_in_form(status: int = 200, *, next_path: str, refusal: DomainError | None = None) -> Response:
    """The form as a page or as a panel, with what was typed (never the password) and why it was refused."""
    wait = refusal.params["minutes"] if isinstance(refusal, TooManyRequestsError) else 0
    form = {name: request.form.get(name, "") for name in ("code", "user_name")} | {"next": next_path}
    template = "_sign_in_panel.html" if is_fragment() else "sign_in.html"
    error = refusal.sentence if refusal and not wait else ""
    response = make_response(render_template(template, form=form, error=error, wait_minutes=wait), status)
    if wait and isinstance(refusal, TooManyRequestsError):
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


@blueprint.get(PATHS.sign_in)
@public
def show_sign_in() -> ResponseReturnValue:
    """The sign-in page."""
    return sign_in_form(next_path=safe_next(request.args.get("next")))


@blueprint.post(PATHS.sign_in)
@public
def do_sign_in() -> ResponseReturnValue:
    """Sign in; every session gets a fresh token and a fresh CSRF secret (no fixation)."""
    target = safe_next(request.form.get("next"))
    try:
        token, _row = sign_in(
            code=request.form.get("code", "")[:40],
            username=request.form.get("user_name", "")[:80],
            password=request.form.get("password", "")[:200],
            browser=request.user_agent.string[:200],
            address=request.remote_addr or "",
        )
    except DomainError as refusal:
        return sign_in_form(refusal.status, next_path=target, refusal=refusal)
    session.clear()
    response = make_response("", 204) if is_fragment() else make_response(redirect(target, 303))
    response.headers["X-CSRF-Token"] = generate_csrf()
    return give_token(response, token)


@blueprint.post(PATHS.sign_out)
@signed_in
def sign_out() -> ResponseReturnValue:
    """End this session for good; its token opens nothing any more."""
    me = person()
    end_session(me.session_id, by=me)
    session.clear()
    return drop_token(make_response(redirect(PATHS.sign_in, 303)))


@blueprint.get(PATHS.session)
@signed_in
def still_signed_in() -> ResponseReturnValue:
    """204 while the session holds; a stranger gets 401."""
    return "", 204


@blueprint.post(PATHS.language)
@public
def change_language() -> ResponseReturnValue:
    """Switch the language, for good when somebody is signed in."""
    chosen = request.form.get("language", "")
    response = make_response(redirect(safe_next(request.form.get("next")), 303))
    if chosen in LOCALES:
        remember_language(chosen)
        response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=31_536_000, samesite="Lax", httponly=True)
    return response


def remember_language(locale: str) -> None:
    """Keep the choice in the account of whoever is signed in."""
    if me := g.get("person"):
        choose_language(get_account(me.account_id), locale, by=me)
