"""One-time form keys: a double click or the back button sends a form twice; it has its effect once (R10)."""

import functools
import uuid
from collections.abc import Callable

from flask import make_response, redirect, request
from flask.typing import ResponseReturnValue

from backbone.ids import uuid7
from backbone.web.keys import FIELD, Answer, remember, take

PageView = Callable[..., ResponseReturnValue]


def one_time_key() -> str:
    """A fresh key for one rendered form."""
    return str(uuid7())


def once(view: PageView) -> PageView:
    """For a page view that changes something and answers with a redirect: a second sender is led to the same place.

    Raises KeyUsedError when the form was sent before with something else in it.
    """

    @functools.wraps(view)
    def guarded(*args: object, **kwargs: object) -> ResponseReturnValue:
        key = _key()
        if key is None:
            return view(*args, **kwargs)
        if (first := take(key)) is not None:
            return redirect(first.location or request.path, 303)
        response = make_response(view(*args, **kwargs))
        if response.status_code < 400:
            remember(key, Answer(response.status_code, response.headers.get("Location"), b""))
        return response

    return guarded


def _key() -> uuid.UUID | None:
    try:
        return uuid.UUID(request.form.get(FIELD, ""))
    except ValueError:
        return None
