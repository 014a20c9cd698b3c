"""Refusals at the web edge: problem+json (RFC 9457) for the API, a page for people, a fragment for htmx.

flask-smorest takes over every HTTPException, of pages too; therefore these handlers are registered after it and
choose by path.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import structlog
from flask import Flask, Response, g, jsonify, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from backbone.errors import (
    ConflictError,
    DomainError,
    FieldErrors,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    NotSignedInError,
)
from backbone.i18n import gettext as _

log = structlog.get_logger()
API = "/api/"
PROBLEM_JSON = "application/problem+json"
PLACES = frozenset({"json", "form", "query", "files", "form_and_files"})
"""Where webargs says that a field was; nobody who reads the message needs it."""
BUSY = {"40P01", "55P03"}
"""Deadlock and lock timeout: somebody else was quicker, the database is well."""
DATABASE_BACK_IN = 5
"""Seconds after which a browser may ask again when the database is away (R9)."""


@dataclass(frozen=True)
class Problem:
    """A refusal, ready to be shown. `reference` finds it in the logs."""

    status: int
    code: str
    sentence: str = ""
    fields: FieldErrors = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        """The request's number; a person can quote it."""
        return str(g.get("request_id", ""))


_OURS: dict[int, type[DomainError]] = {kind.status: kind for kind in (NotSignedInError, ForbiddenError, NotFoundError)}

PageOf = Callable[[Problem], Response]


def install(app: Flask, page: PageOf) -> Callable[[Exception], Response]:
    """Answer every error of `app`. Call after flask-smorest's Api. Returns the handler itself."""

    def answer(error: Exception) -> Response:
        problem = problem_of(error)
        response = as_json(problem) if request.path.startswith(API) else page(problem)
        # A page may lead to where the reason can be removed.
        if response.location is None:
            response.status_code = problem.status
        response.headers.extend(problem.headers)
        return response

    for kind in (DomainError, HTTPException, Exception):
        app.register_error_handler(kind, answer)
    return answer


def problem_of(error: Exception) -> Problem:
    """What an exception means to whoever asked."""
    match error:
        case DomainError():
            wait = {"Retry-After": str(error.retry_after)} if hasattr(error, "retry_after") else {}
            return Problem(error.status, error.code, error.sentence, _as_words(error.fields), wait)
        case HTTPException():
            return _of_http(error)
        case StaleDataError() | DBAPIError():
            return _of_database(error)
        case _:
            log.exception("unexpected", exc_info=error)
            return Problem(500, "unexpected")


def _of_database(error: StaleDataError | DBAPIError) -> Problem:
    if isinstance(error, StaleDataError):
        return problem_of(ConflictError())
    why = str(error.orig).splitlines()[0]
    if isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) in BUSY:
        log.warning("somebody_was_quicker", why=why)
        return problem_of(ConflictError())
    if isinstance(error, OperationalError) or error.connection_invalidated:
        log.error("database_away", why=why)
        return Problem(503, "database_away", headers={"Retry-After": str(DATABASE_BACK_IN)})
    log.exception("unexpected", exc_info=error)
    return Problem(500, "unexpected")


def as_json(problem: Problem) -> Response:
    """The problem as application/problem+json."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "status": problem.status,
        "title": problem.code,
        "detail": problem.sentence,
        "reference": problem.reference,
    }
    if problem.fields:
        body["errors"] = problem.fields
    response = jsonify(body)
    response.mimetype = PROBLEM_JSON
    return response


def _of_http(error: HTTPException) -> Problem:
    if isinstance(error, CSRFError):
        return Problem(400, "csrf", _("The form had been open for too long. Reload the page and send it again."))
    status = error.code or 500
    messages = getattr(error, "data", {}).get("messages") if status == 422 else None
    if messages is not None:
        return problem_of(InvalidError(fields=_flat(messages)))
    headers = {key: value for key, value in error.get_headers() if key in {"Allow", "Retry-After"}}
    if (ours := _OURS.get(status)) is not None:
        return Problem(status, ours.code, str(ours.message), headers=headers)
    return Problem(status, error.name.lower().replace(" ", "_"), headers=headers)


def _flat(messages: Any, path: str = "") -> dict[str, list[str]]:
    """marshmallow's nested messages as {dotted field: [sentences]}, without the place (json, form) on top."""
    if isinstance(messages, list):
        return {path: [str(message) for message in messages]}
    if not isinstance(messages, dict):
        return {path: [str(messages)]}
    flat: dict[str, list[str]] = {}
    for key, value in messages.items():
        place = "" if not path and key in PLACES else f"{path}.{key}".lstrip(".")
        flat |= _flat(value, place)
    return flat


def _as_words(fields: FieldErrors) -> FieldErrors:
    return {name: [str(message) for message in messages] for name, messages in fields.items()}
