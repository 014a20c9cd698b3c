"""A sent form through the schema of the JSON door: one schema, two doors, and refusals in the reader's words."""

import datetime as dt
from typing import Any

from flask import request
from marshmallow import EXCLUDE, Schema, ValidationError

from backbone.clock import today
from backbone.errors import DomainError, InvalidError
from backbone.i18n import lazy_gettext as _l

FARTHEST = 3660
"""Days from today that a page shows; the ends of the calendar have no day before or after."""


def sent(schema: type[Schema]) -> dict[str, Any]:
    """The form's fields as the schema loads them; blank ones count as left out. Raises InvalidError."""
    given = {name: value for name, value in request.form.items() if value.strip()}
    try:
        loaded: dict[str, Any] = schema().load(given, unknown=EXCLUDE)
    except ValidationError as error:
        names = error.messages_dict
        raise InvalidError(
            fields={name: [_l("This can't be read.") if name in given else _l("Fill this in.")] for name in names}
        ) from None
    return loaded


def faults_of(refusal: DomainError | None) -> dict[str, list[str]]:
    """What is wrong, by field, in the reader's words; under no name what belongs to none."""
    if refusal is None:
        return {}
    return {name: [str(each) for each in said] for name, said in refusal.fields.items()} or {"": [refusal.sentence]}


def day_near(text: str | None) -> dt.date | None:
    """The ISO day that an address or a form asks for; None for what is none, or lies too far from today."""
    try:
        day = dt.date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if abs((day - today()).days) <= FARTHEST else None
