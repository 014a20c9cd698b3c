"""Views of the door."""

from urllib.parse import urlencode

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from backbone.errors import DomainError, TooManyRequestsError
from backbone.i18n import LOCALES
from backbone.web.marks import held_back, public
from backbone.web.requests import person
from frontend.door.cookies import LANGUAGE_COOKIE, drop_step, drop_token, give_step, give_token, step_token
from frontend.paths import PATHS
from tenants.people.interface import choose_language, get_account
from tenants.signin.interface import SignedIn, StepOverError, end_session, finish_sign_in, sign_in

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


def code_form(status: int = 200, *, next_path: str, refusal: DomainError | None = None) -> Response:
    """The second step as a page or as a panel: the code of the device, or a recovery code."""
    wait = refusal.params["minutes"] if isinstance(refusal, TooManyRequestsError) else 0
    template = "_sign_in_code_panel.html" if is_fragment() else "sign_in_code.html"
    error = refusal.sentence if refusal and not wait else ""
    response = make_response(render_template(template, next=next_path, error=error, wait_minutes=wait), status)
    return _with_wait(response, refusal)


def sign_in_form(status: int = 200, *, next_path: str, refusal: DomainError | None = None) -> Response:
    """The form as a page or as a panel, with what was typed (never the password) and why it was refused."""
    wait = refusal.params["minutes"] if isinstance(refusal, TooManyRequestsError) else 0
    form = {name: request.form.get(name, "") for name in ("code", "user_name")} | {"next": next_path}
    template = "_sign_in_panel.html" if is_fragment() else "sign_in.html"
    error = refusal.sentence if refusal and not wait else ""
    response = make_response(render_template(template, form=form, error=error, wait_minutes=wait), status)
    return _with_wait(response, refusal)


def _with_wait(response: Response, refusal: DomainError | None) -> Response:
    if isinstance(refusal, TooManyRequestsError):
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
    """Sign in with a password; who has a second factor is asked for its code first."""
    target = safe_next(request.form.get("next"))
    try:
        found = sign_in(
            code=request.form.get("code", "")[:40],
            username=request.form.get("user_name", "")[:80],
            password=request.form.get("password", "")[:200],
            browser=request.user_agent.string[:200],
            address=request.remote_addr or "",
        )
    except DomainError as refusal:
        return sign_in_form(refusal.status, next_path=target, refusal=refusal)
    if isinstance(found, SignedIn):
        return _let_in(found, target)
    if is_fragment():
        return give_step(code_form(next_path=target), found.token)
    return give_step(make_response(redirect(f"{PATHS.sign_in_code}?{urlencode({'next': target})}", 303)), found.token)


@blueprint.get(PATHS.sign_in_code)
@public
def show_sign_in_code() -> ResponseReturnValue:
    """The second step's page; without a first one, that comes first."""
    target = safe_next(request.args.get("next"))
    return code_form(next_path=target) if step_token() else redirect(PATHS.sign_in, 303)


@blueprint.post(PATHS.sign_in_code)
@public
def finish() -> ResponseReturnValue:
    """The code of the device, or a recovery code."""
    target = safe_next(request.form.get("next"))
    code = request.form.get("code", "") or request.form.get("recovery_code", "")
    try:
        found = finish_sign_in(token=step_token() or "", code=code[:80], address=request.remote_addr or "")
    except StepOverError as refusal:
        return drop_step(sign_in_form(refusal.status, next_path=target, refusal=refusal))
    except DomainError as refusal:
        return code_form(refusal.status, next_path=target, refusal=refusal)
    return _let_in(found, target)


def _let_in(found: SignedIn, target: str) -> Response:
    """Every session gets a fresh token and a fresh CSRF secret (no fixation)."""
    session.clear()
    response = make_response("", 204) if is_fragment() else make_response(redirect(target, 303))
    response.headers["X-CSRF-Token"] = generate_csrf()
    return drop_step(give_token(response, found.token))


@blueprint.post(PATHS.sign_out)
@held_back
def sign_out() -> ResponseReturnValue:
    """End this session for good; its token opens nothing any more."""
    me = person()
    end_session(me.session_id, by=me)
    session.clear()
    return drop_token(make_response(redirect(PATHS.sign_in, 303)))


@blueprint.get(PATHS.session)
@held_back
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
