"""The cookies of ours: the session's token, the way to it, the language of a stranger."""

from flask import Response, current_app, request

STEP_COOKIE = "sanqi_step"
"""The password was right: stands for that until the code comes. It opens nothing."""
TOKEN_COOKIE = "sanqi"  # noqa: S105 - a name
LANGUAGE_COOKIE = "language"


def token() -> str | None:
    """The token the browser holds."""
    return request.cookies.get(TOKEN_COOKIE)


def step_token() -> str | None:
    """What stands for a right password."""
    return request.cookies.get(STEP_COOKIE)


def give_step(response: Response, value: str) -> Response:
    """Hand the browser what it sends along with the code."""
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(STEP_COOKIE, value, httponly=True, samesite="Strict", secure=secure)
    return response


def drop_step(response: Response) -> Response:
    """Have the browser forget it."""
    if STEP_COOKIE in request.cookies:
        response.delete_cookie(STEP_COOKIE, httponly=True, samesite="Strict")
    return response


def give_token(response: Response, value: str) -> Response:
    """Hand the browser its token; no script can read it, and it goes when the browser closes."""
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(TOKEN_COOKIE, value, httponly=True, samesite="Lax", secure=secure)
    return response


def drop_token(response: Response) -> Response:
    """Have the browser forget its token."""
    response.delete_cookie(TOKEN_COOKIE, httponly=True, samesite="Lax")
    return response
