"""One unit of work, one transaction, one commit."""

import contextlib

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from backbone.db import unit_of_work as db
from backbone.db.unit_of_work import UnitOfWork, acting, current, unit_of_work
from backbone.ids import uuid7
from backbone.web.models import FormKey
from tests.factories.tenants import MadeStore


def _keys(superuser: psycopg.Connection) -> list[str]:
    return [where for (where,) in superuser.execute("SELECT location FROM app.form_keys ORDER BY location").fetchall()]


def _leave(store: MadeStore, location: str) -> None:
    current().add(FormKey(tenant_id=store.id, id=uuid7(), request_hash=b"", location=location))
    current().flush()


def test_it_commits_at_its_end(store: MadeStore, superuser: psycopg.Connection) -> None:
    with unit_of_work(store.acting):
        _leave(store, "a")
        assert _keys(superuser) == []
    assert _keys(superuser) == ["a"]


def test_a_connection_that_the_server_has_ended_is_replaced(store: MadeStore, superuser: psycopg.Connection) -> None:
    with unit_of_work(store.acting):
        ended = current().scalar(text("SELECT pg_backend_pid()"))
    superuser.execute("SELECT pg_terminate_backend(%s, 10000)", [ended])
    with unit_of_work(store.acting):
        assert current().scalar(text("SELECT pg_backend_pid()")) != ended


def test_it_rolls_back_when_its_block_raises(store: MadeStore, superuser: psycopg.Connection) -> None:
    with contextlib.suppress(KeyError), unit_of_work(store.acting):
        _leave(store, "a")
        raise KeyError
    assert _keys(superuser) == []


def test_what_fails_at_the_commit_is_raised_and_undone(store: MadeStore, superuser: psycopg.Connection) -> None:
    same = uuid7()
    work = UnitOfWork(store.acting)
    work.session.add(FormKey(tenant_id=store.id, id=same, request_hash=b"", location="first"))
    with unit_of_work(store.acting):
        current().add(FormKey(tenant_id=store.id, id=same, request_hash=b"", location="quicker"))
    with pytest.raises(IntegrityError):
        work.complete()
    work.abandon()
    assert _keys(superuser) == ["quicker"]


def test_abandoning_undoes_and_may_come_twice(store: MadeStore, superuser: psycopg.Connection) -> None:
    work = UnitOfWork(store.acting)
    _leave(store, "a")
    work.abandon()
    work.abandon()
    assert _keys(superuser) == []


def test_an_inner_one_lives_by_itself(store: MadeStore, other_store: MadeStore, superuser: psycopg.Connection) -> None:
    """What must survive a refusal has a unit of work of its own (architecture §3)."""
    with contextlib.suppress(KeyError), unit_of_work(store.acting) as outer:
        _leave(store, "lost")
        with unit_of_work(other_store.acting):
            assert acting() == other_store.acting
            _leave(other_store, "kept")
        assert current() is outer
        assert acting() == store.acting
        raise KeyError
    assert _keys(superuser) == ["kept"]


def test_outside_there_is_no_session(store: MadeStore) -> None:
    with pytest.raises(RuntimeError, match="no unit of work is open"):
        current()


def test_objects_can_be_shown_after_the_commit(store: MadeStore) -> None:
    with unit_of_work(store.acting) as session:
        key = FormKey(tenant_id=store.id, id=uuid7(), request_hash=b"", location="shown")
        session.add(key)
    assert key.location == "shown"


def test_without_a_connection_it_says_what_is_missing() -> None:
    with pytest.raises(RuntimeError, match="connect"):
        db.engine()
