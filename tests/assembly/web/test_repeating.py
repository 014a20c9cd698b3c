"""The JSON door's Idempotency-Key (targets R10): one effect, the same answer, another body 422."""

import datetime as dt
import io
import uuid
import zlib

import psycopg
import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from backbone.clock import now
from backbone.db.unit_of_work import unit_of_work
from backbone.isolation.acting import Acting, DbRole
from backbone.web.jobs import KEPT, forget_form_keys
from tenants.access.interface import Position
from tests.assembly.web.conftest import Visit
from tests.assembly.web.visitor import Visitor, at_once
from tests.factories import tenants
from tests.factories.tenants import MadeNetwork, MadePerson, MadeStore

IMPORTS, ASSIGNMENTS = "/api/v1/imports", "/api/v1/callbacks/assignments"


def hand_in(me: Visitor, key: str, content: bytes = b"1", name: str = "orders.csv") -> TestResponse:
    form = {"kind": "repair_orders", "file": (io.BytesIO(content), name)}
    return me.call(IMPORTS, data=form, headers={"Idempotency-Key": key})


def imports(superuser: psycopg.Connection) -> int:
    row = superuser.execute("SELECT count(*) FROM app.import_runs").fetchone()
    return int(row[0]) if row else -1


def seen(answer: TestResponse) -> tuple[int, bytes, str | None, str | None]:
    return answer.status_code, answer.data, answer.mimetype, answer.headers.get("Location")


def test_a_one_time_password_is_said_once_and_not_kept(
    visit: Visit, store: MadeStore, head: MadePerson, superuser: psycopg.Connection
) -> None:
    me = visit(tenants.person(store, Position.GENERAL_MANAGER))
    path, key = f"/api/v1/staffing/people/{head.id}/one-time-passwords", {"Idempotency-Key": "once"}
    first, again = (me.call(path, "POST", headers=key) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json["one_time_password"]
    assert again.json == first.json | {"one_time_password": None}
    kept = [zlib.decompress(body) for (body,) in superuser.execute("SELECT body FROM app.form_keys WHERE body <> ''")]
    assert kept
    assert all(first.json["one_time_password"].encode() not in body for body in kept)


@pytest.mark.parametrize("count", [2, 10])
def test_the_same_request_many_times_at_once_has_one_effect(
    app: Flask, visit: Visit, head: MadePerson, superuser: psycopg.Connection, count: int
) -> None:
    answers = at_once(app, visit(head), count, lambda jar: hand_in(jar, "order-66"))
    assert answers[0].status_code == 202
    assert {seen(answer) for answer in answers} == {seen(answers[0])}
    assert imports(superuser) == 1


def test_the_same_request_later_has_the_first_answer(
    visit: Visit, head: MadePerson, superuser: psycopg.Connection
) -> None:
    me = visit(head)
    first = hand_in(me, "k")
    superuser.execute("UPDATE app.import_runs SET state = 'cancelled'")
    assert seen(hand_in(me, "k")) == seen(first)
    assert hand_in(me, "another").json["id"] != first.json["id"]
    assert imports(superuser) == 2


def test_with_another_body_address_or_person_it_is_refused(
    visit: Visit, head: MadePerson, store: MadeStore, superuser: psycopg.Connection
) -> None:
    me, colleague = visit(head), visit(tenants.person(store, Position.CENTRE_HEAD))
    made = hand_in(me, "k").json["id"]
    for refused in (
        hand_in(me, "k", b"2"),
        hand_in(me, "k", name="other.csv"),
        hand_in(colleague, "k"),
        me.call(f"{IMPORTS}/{made}/cancellations", headers={"Idempotency-Key": "k"}),
    ):
        assert (refused.status_code, refused.json["title"]) == (422, "key_used")
    assert imports(superuser) == 1


def test_a_json_body_counts_by_its_bytes(visit: Visit, head: MadePerson) -> None:
    me, key = visit(head), {"Idempotency-Key": "k"}
    body = {"callbacks": [str(uuid.uuid4())]}
    assert me.call(ASSIGNMENTS, json=body, headers=key).status_code == 404
    # What was refused keeps no key: mended, it goes through.
    assert me.call("/api/v1/callbacks/takes", json={}, headers=key).json == {"callback": None}
    assert me.call("/api/v1/callbacks/takes", json={}, headers=key).status_code == 201
    assert me.call("/api/v1/callbacks/takes", json={"a": 1}, headers=key).status_code == 422


def test_another_store_has_its_own_keys(
    visit: Visit, head: MadePerson, other_store: MadeStore, superuser: psycopg.Connection
) -> None:
    other = visit(tenants.person(other_store, Position.CENTRE_HEAD))
    assert hand_in(visit(head), "k").json["id"] != hand_in(other, "k").json["id"]
    assert imports(superuser) == 2


@pytest.mark.parametrize("key", ["", " ", "a b", "ü", "x" * 201, "a\tb"])
def test_a_key_that_is_none_is_refused(visit: Visit, head: MadePerson, superuser: psycopg.Connection, key: str) -> None:
    refused = hand_in(visit(head), key)
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["Idempotency-Key"])
    assert imports(superuser) == 0


def test_nobody_unauthorised_learns_of_a_key(visit: Visit, head: MadePerson, store: MadeStore) -> None:
    assert hand_in(visit(head), "k").status_code == 202
    cashier = visit(tenants.person(store, Position.CASHIER))
    assert hand_in(cashier, "k").status_code == 403
    assert hand_in(visit(), "k").status_code == 401


def test_after_a_week_a_key_is_forgotten(
    network: MadeNetwork, visit: Visit, head: MadePerson, superuser: psycopg.Connection
) -> None:
    me = visit(head)
    first = hand_in(me, "k")
    batch = Acting(DbRole.BATCH, network.id, network.id)
    for later, kept in ((KEPT - dt.timedelta(minutes=1), 1), (KEPT + dt.timedelta(minutes=1), 0)):
        with time_machine.travel(now() + later), unit_of_work(batch):
            forget_form_keys("2026-10-22")
        assert superuser.execute("SELECT count(*) FROM app.form_keys").fetchone() == (kept,)
    assert hand_in(me, "k").json["id"] != first.json["id"]


def test_answers_are_kept_small(visit: Visit, head: MadePerson, superuser: psycopg.Connection) -> None:
    answer = hand_in(visit(head), "k")
    row = superuser.execute("SELECT octet_length(body), status FROM app.form_keys").fetchone()
    assert row is not None
    assert row[0] < len(answer.data)
    assert row[1] == 202


def test_every_post_says_that_it_takes_one(visit: Visit) -> None:
    document = visit().get("/api/openapi.json").json
    posts = {path: methods["post"] for path, methods in document["paths"].items() if "post" in methods}
    assert posts
    for path, operation in posts.items():
        named = [each["name"] for each in operation["parameters"] if each["in"] == "header"]
        assert named == ["Idempotency-Key"], path
        assert "422" in operation["responses"], path
    others = [op for methods in document["paths"].values() for verb, op in methods.items() if verb in {"get", "put"}]
    assert not [op for op in others if any(each["in"] == "header" for each in op.get("parameters", []))]
