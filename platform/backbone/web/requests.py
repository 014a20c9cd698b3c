"""A request's life: who is asking, what the view asks, one unit of work, one commit, the wake-up.

The commit stands in `after_request`, registered first so that it runs last, and only below status 400. Nothing else
may happen there: a constraint broken at that moment is past every error handler, so actions flush (architecture §3).
"""

import time
from collections.abc import Callable
from contextvars import Token
from typing import Any, Protocol

import structlog
from flask import Flask, Response, g, request
from flask_login import LoginManager, current_user
from sqlalchemy.exc import SQLAlchemyError

from backbone.db import unit_of_work
from backbone.db.unit_of_work import UnitOfWork
from backbone.errors import ForbiddenError, NotSignedInError
from backbone.ids import uuid7
from backbone.isolation.acting import Acting
from backbone.web.marks import Ask, mark_of

log = structlog.get_logger()


class Person(Protocol):
    """Somebody known, with what they may do."""

    @property
    def acting(self) -> Acting:
        """What this person's transactions act as."""

    @property
    def hindrance(self) -> ForbiddenError | None:
        """Why this person may do nothing yet but what is marked `held_back`."""

    def can(self, permission: str) -> bool:
        """Whether this person has a permission."""


class Doorkeeper(Protocol):
    """Knows people by what their browser holds. Given by assembly; the backbone knows no tenants."""

    def recognise(self) -> Any | None:
        """What the browser's token stands for, with an `.acting`; None for a stranger."""

    def describe(self, known: Any) -> Person | None:
        """The person, read inside a unit of work of `known.acting`; None when they have left."""


def install(
    app: Flask, doorkeeper: Doorkeeper, wake: Callable[[], None], failed: Callable[[Exception], Response]
) -> None:
    """Give every request of `app` its life. Call before any other hook but the headers' is registered."""
    app.extensions["doorkeeper"] = doorkeeper

    @app.after_request
    def close(response: Response) -> Response:
        answer = _settle(response, wake, failed)
        _log(answer)
        return answer

    @app.before_request
    def open_() -> None:
        g.started, g.request_id = time.perf_counter(), str(uuid7())
        g.person = g.work = g.bound = None
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=g.request_id)
        # Who asks for an address that isn't there is known as well: the refusal speaks their language.
        if request.endpoint != "static":
            _identify(doorkeeper)
        if request.endpoint is not None:
            _check_mark(app)

    _let_flask_login_know(app)

    @app.teardown_request
    def abandon(error: BaseException | None) -> None:
        _release()


def person() -> Any:
    """Who is asking. Raises NotSignedInError for a stranger."""
    if not current_user.is_authenticated:
        raise NotSignedInError
    return current_user._get_current_object()


def _let_flask_login_know(app: Flask) -> None:
    """Flask-Login over our own session rows: it keeps nothing in a cookie of its own and remembers nobody."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager.request_loader(lambda _request: g.get("person"))


def _identify(doorkeeper: Doorkeeper) -> None:
    known = doorkeeper.recognise()
    if known is None:
        return
    _open(known.acting)
    someone = doorkeeper.describe(known)
    if someone is None:
        _release()
        return
    if someone.acting != known.acting:
        # A person bound to regions turns out to be one only when their positions are known.
        _release()
        _open(someone.acting)
    g.person = someone
    structlog.contextvars.bind_contextvars(tenant=str(someone.acting.tenant_id))


def _open(acting: Acting) -> None:
    g.work = UnitOfWork(acting)
    g.bound = unit_of_work.bind_request(acting)


def _check_mark(app: Flask) -> None:
    mark = mark_of(app, str(request.endpoint), request.method) if request.method != "OPTIONS" else None
    if mark is None or mark.ask is Ask.NOTHING:
        return
    someone = person()
    if mark.ask is not Ask.HELD_BACK and someone.hindrance is not None:
        raise someone.hindrance
    if mark.ask is Ask.PERMISSION and not someone.can(mark.permission):
        raise ForbiddenError


def _settle(response: Response, wake: Callable[[], None], failed: Callable[[Exception], Response]) -> Response:
    work: UnitOfWork | None = g.get("work")
    if work is None or response.status_code >= 400:
        _release()
        return response
    try:
        work.complete()
    except SQLAlchemyError as error:
        log.exception("commit_failed")
        return failed(error)
    if work.session.info.get("something_must_happen"):
        wake()
    return response


def _release() -> None:
    work: UnitOfWork | None = g.pop("work", None)
    if work is not None:
        work.abandon()
    bound: Token[Acting | None] | None = g.pop("bound", None)
    if bound is not None:
        unit_of_work.unbind_request(bound)


def _log(response: Response) -> None:
    rule = request.url_rule.rule if request.url_rule else "-"
    if rule.startswith(("/static", "/health")):
        return
    spent = round((time.perf_counter() - g.started) * 1000, 1) if "started" in g else None
    log.info("request", method=request.method, rule=rule, status=response.status_code, ms=spent)
