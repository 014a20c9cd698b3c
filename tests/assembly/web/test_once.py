"""One-time form keys (targets R10): a form that is sent twice has its effect once."""

import io
import uuid

import psycopg
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tenants.access.interface import Position
from tests.assembly.web.conftest import Visit
from tests.assembly.web.visitor import Visitor, at_once
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore


def hand_in(me: Visitor, key: object, name: str = "orders.csv", content: bytes = b"1") -> TestResponse:
    form = {"_once": str(key), "kind": "repair_orders", "file": (io.BytesIO(content), name)}
    return me.call("/imports", data=form)


def imports(superuser: psycopg.Connection) -> int:
    row = superuser.execute("SELECT count(*) FROM app.import_runs").fetchone()
    return int(row[0]) if row else -1


def test_the_second_sending_is_led_to_where_the_first_went(
    visit: Visit, head: MadePerson, superuser: psycopg.Connection
) -> None:
    me, key = visit(head), uuid.uuid4()
    first, second = hand_in(me, key), hand_in(me, key)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert imports(superuser) == 1
    assert hand_in(me, uuid.uuid4()).headers["Location"] != first.headers["Location"]
    assert imports(superuser) == 2


def test_a_key_with_another_body_or_person_is_refused(
    visit: Visit, head: MadePerson, store: MadeStore, superuser: psycopg.Connection
) -> None:
    me, key = visit(head), uuid.uuid4()
    colleague = visit(tenants.person(store, Position.CENTRE_HEAD))
    assert hand_in(me, key).status_code == 303
    other_form = {"_once": str(key), "kind": "deliveries", "file": (io.BytesIO(b"1"), "orders.csv")}
    for refused in (
        hand_in(me, key, "another.csv"),
        hand_in(me, key, content=b"2"),
        hand_in(colleague, key),
        me.call("/imports", data=other_form),
    ):
        assert refused.status_code == 422
    assert imports(superuser) == 1


def test_a_key_of_another_page_is_refused(visit: Visit, head: MadePerson, superuser: psycopg.Connection) -> None:
    me, key = visit(head), uuid.uuid4()
    first, second = (hand_in(me, uuid.uuid4()).headers["Location"] for _ in range(2))
    assert me.call(f"{first}/cancellations", data={"_once": str(key)}).status_code == 303
    assert me.call(f"{second}/cancellations", data={"_once": str(key)}).status_code == 422
    states = superuser.execute("SELECT state FROM app.import_runs ORDER BY created_at").fetchall()
    assert [state for (state,) in states] == ["cancelled", "waiting"]


def test_what_was_sent_can_not_be_guessed_from_what_is_kept(
    app: Flask, visit: Visit, head: MadePerson, superuser: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form may hold a password: the same request under another secret is another hash."""
    me, kept = visit(head), set()
    for secret in ("one", "another"):
        monkeypatch.setitem(app.config, "SECRET_KEY", secret)
        me.csrf = ""
        hand_in(me, uuid.uuid4())
    kept = {row[0] for row in superuser.execute("SELECT request_hash FROM app.form_keys").fetchall()}
    assert len(kept) == 2


def test_five_at_once_have_one_effect(
    app: Flask, visit: Visit, head: MadePerson, superuser: psycopg.Connection
) -> None:
    key = uuid.uuid4()
    places = at_once(app, visit(head), 5, lambda jar: hand_in(jar, key))
    assert [answer.status_code for answer in places] == [303] * 5
    assert len({answer.headers["Location"] for answer in places}) == 1
    assert imports(superuser) == 1


def test_a_refused_form_keeps_its_key(visit: Visit, head: MadePerson, superuser: psycopg.Connection) -> None:
    me, key = visit(head), uuid.uuid4()
    refused = me.call("/imports", data={"_once": str(key), "kind": "repair_orders"})
    assert refused.status_code == 422
    assert hand_in(me, key).status_code == 303
    assert imports(superuser) == 1


def test_a_key_of_another_store_is_free_here(
    visit: Visit, head: MadePerson, other_store: MadeStore, superuser: psycopg.Connection
) -> None:
    other = visit(tenants.person(other_store, Position.CENTRE_HEAD))
    key = uuid.uuid4()
    assert hand_in(visit(head), key).headers["Location"] != hand_in(other, key).headers["Location"]
    assert imports(superuser) == 2


def test_without_a_key_or_with_nonsense_a_form_still_works(visit: Visit, head: MadePerson) -> None:
    me = visit(head)
    assert hand_in(me, "").status_code == 303
    assert hand_in(me, "not a key").status_code == 303
