"""The JSON door's `Idempotency-Key`: a POST that is sent again with its key gets the first one's answer (R10)."""

import functools
import json
import re
import uuid
from collections.abc import Callable
from typing import Any

from flask import Response, make_response, request

from backbone.errors import InvalidError
from backbone.i18n import lazy_gettext as _l
from backbone.web.keys import Answer, remember, take

HEADER = "Idempotency-Key"
LONGEST = 200
SAID_ONCE = "one_time_password"
PATTERN = f"^[!-~]{{1,{LONGEST}}}$"
DESCRIPTION = (
    "Any text of your own that is new for each thing you want done. Sent again with the same body within a week, "
    "the request has no second effect and gets the first answer, also while the first one is still under way (but a "
    "one-time password, which is said once and null from then on); "
    "with another body, at another address or by another person it is refused (422)."
)
PARAMETER: dict[str, Any] = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "description": DESCRIPTION,
    "schema": {"type": "string", "pattern": PATTERN},
}

_PATTERN = re.compile(PATTERN.removesuffix("$") + r"\Z")
_OUR_NAMES = uuid.UUID("5f6f6e63-652d-4f66-8a73-6f6e2d646f6f")


def repeatable(method: Callable[..., Any]) -> Callable[..., Any]:
    """For a POST of the JSON door whose answer is JSON or empty."""

    @functools.wraps(method)
    def guarded(*args: object, **kwargs: object) -> Response:
        key = _key()
        if key is None:
            return make_response(method(*args, **kwargs))
        if (first := take(key)) is not None:
            return _again(first)
        response = make_response(method(*args, **kwargs))
        if response.status_code < 400:
            remember(key, Answer(response.status_code, response.headers.get("Location"), _kept(response)))
        return response

    return guarded


def _key() -> uuid.UUID | None:
    given = request.headers.get(HEADER)
    if given is None:
        return None
    if not _PATTERN.match(given):
        said = _l("1 to %(longest)s letters, digits and signs of ASCII, without spaces.", longest=LONGEST)
        raise InvalidError(fields={HEADER: [said]})
    return uuid.uuid5(_OUR_NAMES, given)


def _kept(response: Response) -> bytes:
    """The answer's body, without what is said once: no password in the clear lies in the database for a week."""
    body = response.get_json(silent=True)
    if isinstance(body, dict) and SAID_ONCE in body:
        return json.dumps(body | {SAID_ONCE: None}).encode()
    return response.get_data()


def _again(first: Answer) -> Response:
    response = make_response(first.body, first.status)
    response.mimetype = "application/json"
    if first.location:
        response.headers["Location"] = first.location
    return response
