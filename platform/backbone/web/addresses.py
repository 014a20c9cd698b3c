"""Parts of addresses that Werkzeug has no type for. What does not fit is 404 before any view runs."""

from flask import Flask
from werkzeug.routing import BaseConverter


class CodeConverter(BaseConverter):
    """A stable code of ours: lower-case letters, digits and _, 40 at most (`<code:question>`)."""

    regex = "[a-z][a-z0-9_]{0,39}"


def install(app: Flask) -> None:
    """Make them known to `app`, before its views are."""
    app.url_map.converters["code"] = CodeConverter


def code_schema(converter: CodeConverter) -> dict[str, str]:
    """Its JSON schema, for the OpenAPI document."""
    return {"type": "string", "pattern": f"^{converter.regex}$"}
