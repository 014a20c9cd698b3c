"""Refuses, once for all views, text that no column can hold: NUL characters and halves of surrogate pairs.

Both pass every parser before they reach the database driver, which then fails in ways that look like our fault.
Runs after the permission mark and the CSRF check: a stranger's body is not even parsed.
"""

from collections.abc import Iterator
from typing import Any

from flask import Flask, request
from werkzeug.exceptions import BadRequest

from backbone.errors import InvalidError
from backbone.i18n import lazy_gettext as _l

SENTENCE = _l("There are characters in it that can't be stored. Type it again instead of pasting it.")


def install(app: Flask) -> None:
    """Refuse such requests to `app`. Call after CSRF protection."""

    @app.before_request
    def refuse() -> None:
        if request.endpoint in {None, "static"}:
            return
        named = [*request.args.items(multi=True), *request.form.items(multi=True)]
        named += [(name, file.filename or "") for name, file in request.files.items(multi=True)]
        named += [(name, text) for name, text in _json_texts()]
        if strange := {name for name, text in named if not storable(name) or not storable(text)}:
            raise InvalidError(fields={name if storable(name) else "": [SENTENCE] for name in strange})


def storable(text: str) -> bool:
    """Whether PostgreSQL can hold `text`."""
    if "\x00" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _json_texts() -> Iterator[tuple[str, str]]:
    """Every text of a JSON body, with the name of what it stands in. Raises BadRequest when it can't be read."""
    if not request.is_json or not request.get_data(cache=True):
        return
    try:
        body = request.get_json()
    except RecursionError:
        raise BadRequest from None
    waiting: list[tuple[str, Any]] = [("", body)]
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, dict):
            for key, inner in value.items():
                yield key, ""
                waiting.append((key, inner))
        elif isinstance(value, list):
            waiting += [(name, inner) for inner in value]
