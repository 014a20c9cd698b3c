"""What the forms of the case pages send."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue

from backbone.errors import DomainError
from backbone.web.notices import tell
from frontend.store.voices.case import Failed


def words(name: str) -> str:
    """A field as it was typed."""
    return request.form.get(name, "")


def version() -> int:
    """The version that the reader saw; 0, which nothing has, where it can't be read."""
    text = words("version")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def assignment() -> dict[str, Any]:
    """Department and person of the one field that chooses both: `department|account`."""
    department, _, account = words("to").partition("|")
    try:
        return {"department": department or None, "to": uuid.UUID(account) if account else None}
    except ValueError:
        return {"department": department or None, "to": uuid.UUID(int=0)}


def act(
    form: str, done: Callable[[], object], *, said: str, url: str, again: Callable[[Failed], str]
) -> ResponseReturnValue:
    """Do it and go on to the page; refused for what was typed or by who was quicker, show the form again as it was."""
    try:
        done()
    except DomainError as refusal:
        if refusal.status not in {409, 422}:
            raise
        return again(Failed.of(form, request.form, refusal)), refusal.status
    tell(said)
    return redirect(url, 303)
