"""The two cookies of ours: the session's token and the language of somebody who is not signed in."""

from flask import Response, current_app, request

TOKEN_COOKIE = "sanqi"  # noqa: S105 - a name
LANGUAGE_COOKIE = "language"


def token() -> str | None:
    """The token the browser holds."""
    return request.cookies.get(TOKEN_COOKIE)


def give_token(response: Response, value: str) -> Response:
    """Hand the browser its token; no script can read it, and it goes when the browser closes."""
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(TOKEN_COOKIE, value, httponly=True, samesite="Lax", secure=secure)
    return response


def drop_token(response: Response) -> Response:
    """Have the browser forget its token."""
    response.delete_cookie(TOKEN_COOKIE, httponly=True, samesite="Lax")
    return response
