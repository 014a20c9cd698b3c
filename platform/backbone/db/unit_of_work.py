"""One unit of work, one transaction, one commit: the only `commit()` of the tree stands in this file.

A session acts as one role for one tenant for its whole life. `after_begin` says so to the database at the start of
every transaction with SET LOCAL, so nothing is inherited from a pooled connection; without a tenant, no rows.
"""

import select
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session, SessionTransaction

from backbone.isolation import criteria
from backbone.isolation.acting import Acting


class TenantSession(Session):
    """A session with an `Acting` in its info; see the module."""


criteria.install(TenantSession)


@event.listens_for(TenantSession, "after_begin")
def _act(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    if not transaction.nested:
        connection.exec_driver_sql(session.info["acting"].opening_statement().replace("%", "%%"))


_engine: Engine | None = None
_current: ContextVar[Session | None] = ContextVar("current_session", default=None)
_request_acting: ContextVar[Acting | None] = ContextVar("request_acting", default=None)


def connect(url: str, *, pool_size: int = 5) -> Engine:
    """Bind this process to its database. `url` logs in as sanqi_app. Repeated calls replace the engine."""
    global _engine  # noqa: PLW0603 - one database a process; a container would only hide the same variable
    if _engine is not None:
        _engine.dispose()
    # An error's text goes into logs, into the outbox and into Redis; what was bound holds customers' names and phones.
    _engine = create_engine(
        url, pool_size=pool_size, max_overflow=5, pool_pre_ping=True, pool_recycle=1800, hide_parameters=True
    )
    _ping_only_when_in_doubt(_engine)
    return _engine


def _ping_only_when_in_doubt(engine: Engine) -> None:
    """A connection whose socket is silent is alive: a server that went away has closed it, which can be read.

    The pool's own ping asks the server before each transaction, twice a page (P4, P5).
    """
    ping = engine.dialect.do_ping

    def do_ping(connection: Any) -> bool:
        return (not connection.closed and _is_silent(connection.fileno())) or ping(connection)

    engine.dialect.do_ping = do_ping  # type: ignore[assignment, method-assign]


def _is_silent(socket: int) -> bool:
    looked = select.poll()
    looked.register(socket, select.POLLIN)
    return not looked.poll(0)


def engine() -> Engine:
    """The process's engine. Raises RuntimeError before `connect()`."""
    if _engine is None:
        raise RuntimeError("backbone.db.unit_of_work.connect() has not been called")
    return _engine


class UnitOfWork:
    """An open transaction; ends in `complete()` or `abandon()`, whichever comes first."""

    def __init__(self, acting: Acting) -> None:
        self.session = TenantSession(engine(), info={"acting": acting}, expire_on_commit=False)
        self._token: Token[Session | None] | None = _current.set(self.session)

    def complete(self) -> None:
        """Make it so."""
        try:
            self.session.commit()
        finally:
            self._end()

    def abandon(self) -> None:
        """As if it had never been."""
        if self._token is not None:
            self._end()

    def _end(self) -> None:
        self.session.close()
        if self._token is not None:
            _current.reset(self._token)
            self._token = None


@contextmanager
def unit_of_work(acting: Acting) -> Iterator[Session]:
    """A transaction of its own: commits at the end of the block, rolls back when the block raises."""
    work = UnitOfWork(acting)
    try:
        yield work.session
        work.complete()
    finally:
        work.abandon()


@contextmanager
def acting_as(acting: Acting) -> Iterator[Session]:
    """Become a tenant in a job or on the command line. Inside a request it raises: a request has one tenant."""
    if _request_acting.get() is not None:
        raise RuntimeError("a request acts as the tenant it came from; acting_as() is for jobs and the command line")
    with unit_of_work(acting) as session:
        yield session


def bind_request(acting: Acting) -> Token[Acting | None]:
    """Mark the run of a request, so that nobody changes tenant inside it."""
    return _request_acting.set(acting)


def unbind_request(token: Token[Acting | None]) -> None:
    """The request is over."""
    _request_acting.reset(token)


def current() -> Session:
    """The session of the running unit of work. Raises RuntimeError outside of one."""
    if (session := _current.get()) is None:
        raise RuntimeError("no unit of work is open")
    return session


def acting() -> Acting:
    """Who the running unit of work acts as."""
    answer: Acting = current().info["acting"]
    return answer
