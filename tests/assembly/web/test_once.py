"""One-time form keys (targets R10): a form that is sent twice has its effect once."""

import io
import threading
import uuid

import psycopg
from flask import Flask
from werkzeug.test import TestResponse

from tests.assembly.web.conftest import Visit
from tests.assembly.web.visitor import Visitor
from tests.factories.tenants import MadePerson


def hand_in(me: Visitor, key: object, name: str = "orders.csv") -> TestResponse:
    form = {"_once": str(key), "kind": "repair_orders", "file": (io.BytesIO(b"1"), name)}
    return me.call("/imports", data=form)


def imports(superuser: psycopg.Connection) -> int:
    row = superuser.execute("SELECT count(*) FROM app.import_runs").fetchone()
    return int(row[0]) if row else -1


def test_the_second_sending_is_led_to_where_the_first_went(
    visit: Visit, head: MadePerson, superuser: psycopg.Connection
) -> None:
    me, key = visit(head), uuid.uuid4()
    first, second = hand_in(me, key), hand_in(me, key, "another.csv")
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert imports(superuser) == 1
    assert hand_in(me, uuid.uuid4()).headers["Location"] != first.headers["Location"]
    assert imports(superuser) == 2


def test_five_at_once_have_one_effect(
    app: Flask, visit: Visit, head: MadePerson, superuser: psycopg.Connection
) -> None:
    key = uuid.uuid4()
    first = visit(head)
    first.token()
    jars = [Visitor(app) for _ in range(5)]
    for jar in jars:
        jar.client._cookies = dict(first.client._cookies)
        jar.csrf = first.csrf
    ready, places = threading.Barrier(5), []

    def send(jar: Visitor) -> None:
        ready.wait(10)
        places.append(hand_in(jar, key))

    threads = [threading.Thread(target=send, args=(jar,)) for jar in jars]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
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
    visit: Visit, head: MadePerson, admin: MadePerson, other_store: object, superuser: psycopg.Connection
) -> None:
    from tenants.access.interface import Position  # noqa: PLC0415 - only here
    from tests.factories import tenants  # noqa: PLC0415

    other = visit(tenants.person(other_store, Position.CENTRE_HEAD))  # type: ignore[arg-type]
    key = uuid.uuid4()
    assert hand_in(visit(head), key).headers["Location"] != hand_in(other, key).headers["Location"]
    assert imports(superuser) == 2


def test_without_a_key_or_with_nonsense_a_form_still_works(visit: Visit, head: MadePerson) -> None:
    me = visit(head)
    assert hand_in(me, "").status_code == 303
    assert hand_in(me, "not a key").status_code == 303
