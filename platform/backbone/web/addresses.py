"""Parts of addresses that Werkzeug has no type for. What does not fit is 404 before any view runs."""

from flask import Flask
from werkzeug.routing import BaseConverter


class CodeConverter(BaseConverter):
    """A stable code of ours: lower-case letters, digits and _, 40 at most (`<code:question>`)."""

    regex = "[a-z][a-z0-9_]{0,39}"


class SealConverter(BaseConverter):
    """The code of a sealed report: three groups of four, in any case, dashes or not (`<seal:code>`)."""

    regex = "[0-9A-Za-z]{4}-?[0-9A-Za-z]{4}-?[0-9A-Za-z]{4}"


def install(app: Flask) -> None:
    """Make them known to `app`, before its views are."""
    app.url_map.converters["code"] = CodeConverter
    app.url_map.converters["seal"] = SealConverter


def code_schema(converter: CodeConverter) -> dict[str, str]:
    """Its JSON schema, for the OpenAPI document."""
    return {"type": "string", "pattern": f"^{converter.regex}$"}
