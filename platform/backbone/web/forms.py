"""A sent form through the schema of the JSON door: one schema, two doors, and refusals in the reader's words."""

from typing import Any

from flask import request
from marshmallow import EXCLUDE, Schema, ValidationError

from backbone.errors import InvalidError
from backbone.i18n import lazy_gettext as _l


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
