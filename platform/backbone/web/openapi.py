"""The JSON door's description of itself: every operation names the problems it can answer with.

flask-smorest documents errors as application/json of its own shape, and only some of them. Here they are
problem+json (RFC 9457), and follow from what is known of a method: its mark, its verb, its address.
"""

import http
from collections.abc import Callable
from copy import deepcopy
from typing import Any, ClassVar, TypeVar

import flask_smorest
from flask import Request
from marshmallow import EXCLUDE, Schema, fields
from webargs.flaskparser import FlaskParser
from webargs.multidictproxy import MultiDictProxy
from werkzeug.datastructures import FileStorage, MultiDict

from backbone.web.marks import Ask, marked
from backbone.web.problems import PROBLEM_JSON
from backbone.web.repeating import PARAMETER, repeatable

View = TypeVar("View", bound=Callable[..., Any])
FORM_AND_FILES = "form_and_files"
CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
SECURITY_SCHEMES = {
    "session": {"type": "apiKey", "in": "cookie", "name": "sanqi", "description": "The session of the sign-in page."},
    "csrf": {
        "type": "apiKey",
        "in": "header",
        "name": "X-CSRFToken",
        "description": "Asked of everything that changes something; `GET /api/v1/me` gives it as X-CSRF-Token.",
    },
}


class ProblemSchema(Schema):
    """A refusal (RFC 9457). `title` is stable and for programs, `detail` is for people, `reference` is in our logs."""

    type = fields.String(required=True)
    status = fields.Integer(required=True)
    title = fields.String(required=True)
    detail = fields.String(required=True)
    reference = fields.String(required=True)
    errors = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))


class ProblemApi(flask_smorest.Api):  # type: ignore[misc]
    """flask-smorest's Api with our problems in its document."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_responses(self) -> None:
        for status in http.HTTPStatus:
            body = {"description": status.phrase, "content": {PROBLEM_JSON: {"schema": ProblemSchema}}}
            self.spec.components.response(status.name, body, lazy=True)

    def _register_pagination_header(self) -> None:
        """Lists are paged by cursor, in their bodies."""


class _Parser(FlaskParser):
    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {  # noqa: RUF012 - as the parser declares it
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        FORM_AND_FILES: EXCLUDE,
    }
    __location_map__: dict[str, Any] = {  # noqa: RUF012 - as the parser declares it
        **FlaskParser.__location_map__,
        FORM_AND_FILES: "load_form_and_files",
    }

    def load_form_and_files(self, req: Request, schema: Schema) -> MultiDictProxy:
        """A multipart body: its fields and its files, as one."""
        both: MultiDict[str, str | FileStorage] = MultiDict(req.form)
        both.update(req.files)
        return MultiDictProxy(both, schema)


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """Resources whose operations declare what they refuse; methods carry a mark (backbone.web.marks).

    Every POST takes an Idempotency-Key (backbone.web.repeating).
    """

    ARGUMENTS_PARSER = _Parser()
    DEFAULT_LOCATION_CONTENT_TYPE_MAPPING: ClassVar[dict[str, str]] = {
        **flask_smorest.Blueprint.DEFAULT_LOCATION_CONTENT_TYPE_MAPPING,
        FORM_AND_FILES: "multipart/form-data",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._prepare_doc_cbks.append(_with_key)

    def takes(self, schema: type[Schema], location: str = "json") -> Callable[[View], View]:
        """What the method is given, validated: 422 when it doesn't fit."""
        taken: Callable[[View], View] = self.arguments(schema, location=location)
        return taken

    def answers(
        self, status: int, schema: type[Schema] | None = None, headers: dict[str, Any] | None = None
    ) -> Callable[[View], View]:
        """What the method answers with when it does not refuse."""
        answered: Callable[[View], View] = self.response(status, schema, headers=headers)
        return answered

    def add_url_rule(self, rule: str, endpoint: str | None = None, view_func: Any = None, **options: Any) -> None:
        """Add a MethodView's methods to the document, with their problems."""
        for verb in view_func.methods:
            method = getattr(view_func, verb.lower())
            _describe(method, verb, one="<" in rule)
            if verb == "POST":
                view_func.post = repeatable(method)
        super().add_url_rule(rule, endpoint, view_func, **options)


def refuses(*statuses: int) -> Callable[[View], View]:
    """Name problems that follow from the business, such as 409 and 413."""

    def described(view: View) -> View:
        _add(view, statuses)
        return view

    return described


def _describe(method: Any, verb: str, *, one: bool) -> None:
    mark = marked(method)
    statuses = [503]
    if mark is not None and mark.ask is not Ask.NOTHING:
        statuses += [401, 403]
        keys = ("session", "csrf") if verb in CHANGING else ("session",)
        method._apidoc.setdefault("manual_doc", {})["security"] = [{key: [] for key in keys}]
    if verb in CHANGING:
        statuses.append(400)
    if verb == "POST":
        statuses.append(422)
    if one:
        statuses.append(404)
    _add(method, statuses)


def _with_key(doc: dict[str, Any], _info: dict[str, Any], *, method: str, **_: Any) -> dict[str, Any]:
    """One of flask-smorest's steps: the header that a POST may carry."""
    if method == "post":
        doc.setdefault("parameters", []).append(PARAMETER)
    return doc


def _add(view: Any, statuses: Any) -> None:
    # A copy: what a decorator below wrote down belongs to the function below.
    view._apidoc = deepcopy(getattr(view, "_apidoc", {}))
    declared = view._apidoc.setdefault("response", {}).setdefault("responses", {})
    for status in statuses:
        declared.setdefault(status, []).append(http.HTTPStatus(status).name)
