"""Visits typed in while the DMS is down, at both doors and without a script (CB-14)."""

import datetime as dt
import html
import re
import uuid

import psycopg
import pytest
import time_machine

from backbone.clock import SHANGHAI
from backbone.db.unit_of_work import unit_of_work
from dealer.imports.actions import reading
from tenants.access.interface import Position
from tests.assembly.web.conftest import Visit
from tests.assembly.web.routes import TYPED
from tests.assembly.web.visitor import Visitor
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore

PAGE, DOOR = "/imports/typed", "/api/v1/imports/typed"
SECOND = TYPED | {"number": "W2", "sender": "<b>王芳", "sender_phone": "13912345678"}


def form(*rows: dict[str, str], kind: str = "repair_orders", **more: str) -> dict[str, str]:
    """What the page sends: fields that were left blank are sent blank."""
    fields = {f"rows.{at}.{field}": text for at, row in enumerate(rows) for field, text in (row or {"vin": ""}).items()}
    return {"kind": kind} | fields | more


def values(page: str) -> dict[str, str]:
    """What stands in the page's fields, those that are blank left out."""
    found = re.findall(r'name="(rows\.\d+\.\w+)" value="([^"]+)"', page)
    return {name: html.unescape(value) for name, value in found}


def imports(superuser: psycopg.Connection) -> int:
    row = superuser.execute("SELECT count(*) FROM app.import_runs").fetchone()
    return int(row[0]) if row else -1


def read_now(store: MadeStore, import_id: str) -> None:
    """What a worker would do."""
    with unit_of_work(store.acting):
        reading.read(uuid.UUID(import_id))


@pytest.mark.rule("CB-14")
def test_the_page_leads_to_an_import_like_any_other(visit: Visit, head: MadePerson, store: MadeStore) -> None:
    me = visit(head)
    for path in ("/imports", "/imports/new"):
        assert f'href="{PAGE}"' in me.get(path).text
    blank = me.get(f"{PAGE}?kind=deliveries").text
    assert len(set(re.findall(r'name="rows\.(\d+)\.delivered"', blank))) == 5
    assert 'name="rows.0.arrival"' in me.get(f"{PAGE}?kind=nonsense").text
    sent = me.post(PAGE, form({}, TYPED, {}, SECOND))
    assert sent.status_code == 303
    read_now(store, sent.headers["Location"].rsplit("/", 1)[1])
    page = me.get(sent.headers["Location"]).text
    assert "手工录入" in page
    assert f'{sent.headers["Location"]}/runs"' in page
    # Nothing about its columns can be chosen: they are ours.
    assert "<select" not in page


@pytest.mark.rule("CB-14")
def test_more_rows_keep_what_was_typed(visit: Visit, head: MadePerson, superuser: psycopg.Connection) -> None:
    me = visit(head)
    half = {"number": "W1", "pickup": "昨天"}
    page = me.post(PAGE, form(TYPED, {}, half, more="1"))
    assert page.status_code == 200
    assert values(page.text) == {name: text for name, text in form(TYPED, {}, half).items() if text and name != "kind"}
    assert len(set(re.findall(r'name="rows\.(\d+)\.number"', page.text))) == 8
    assert re.search(r'name="rows\.1\.number"[^>]* autofocus', page.text)
    # A field for dates would hide what it can't read.
    assert 'type="text" id="f-rows.2.pickup"' in page.text
    assert imports(superuser) == 0
    full = me.post(PAGE, form(*[TYPED] * 98, more="1")).text
    assert len(set(re.findall(r'name="rows\.(\d+)\.number"', full))) == 100
    assert 'name="more"' not in full


@pytest.mark.rule("CB-14")
def test_a_slip_keeps_everything_and_is_told_at_its_field(
    visit: Visit, head: MadePerson, superuser: psycopg.Connection
) -> None:
    me = visit(head)
    sent = form(TYPED, SECOND | {"pickup": "2026-10-07T09:00"}, {}, SECOND | {"number": "W4", "sender_phone": "139"})
    page = me.post(PAGE, sent)
    assert page.status_code == 422
    assert values(page.text) == {name: text for name, text in sent.items() if text and name != "kind"}
    wrong = set(re.findall(r'name="(rows\.\d+\.\w+)"[^>]*aria-invalid="true"', page.text))
    assert wrong == {"rows.1.pickup", "rows.3.sender_phone"}
    assert 'href="#f-rows.3.sender_phone"' in page.text
    for nothing in ({}, {"kind": "deliveries"}, {"kind": "nonsense", "rows.0.number": "W1"}, form({}, {})):
        assert me.post(PAGE, nothing).status_code == 422
    assert imports(superuser) == 0


@pytest.mark.rule("CB-14")
def test_sent_twice_it_is_one_file(visit: Visit, head: MadePerson, superuser: psycopg.Connection) -> None:
    me, key = visit(head), str(uuid.uuid4())
    # A slip, and more rows, leave the form's key free.
    assert me.post(PAGE, form(TYPED | {"number": ""}, _once=key)).status_code == 422
    assert me.post(PAGE, form(TYPED, _once=key, more="1")).status_code == 200
    places = {me.post(PAGE, form(TYPED, _once=key)).headers["Location"] for _ in range(2)}
    assert len(places) == 1
    answers = [
        me.call(DOOR, json={"kind": "repair_orders", "rows": [TYPED]}, headers={"Idempotency-Key": key})
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert len({answer.json["id"] for answer in answers}) == 1
    assert imports(superuser) == 2


@pytest.mark.rule("CB-14", "DATA-2")
def test_the_json_door(visit: Visit, head: MadePerson, store: MadeStore) -> None:
    me = visit(head)
    answer = me.call(DOOR, json={"kind": "repair_orders", "rows": [TYPED, SECOND]})
    assert (answer.status_code, answer.json["state"]) == (202, "waiting")
    read_now(store, answer.json["id"])
    found = me.get(answer.headers["Location"]).json
    assert (found["state"], found["report"]["new"], found["report"]["rejected_total"]) == ("ready", 2, 0)


@pytest.mark.rule("CB-14", "DATA-2")
@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ([TYPED, {}, SECOND | {"arrival": "soon"}], "rows.2.arrival"),
        ([TYPED, TYPED], "rows.1.number"),
        ([TYPED | {"buyer": "x"}], "rows.0.buyer"),
        ([TYPED | {"sender": "x" * 101}], "rows.0.sender"),
        ([TYPED] * 101, "rows"),
        ([], "rows"),
        ([TYPED | {"sender": 7}], "rows.0.sender.value"),
        (["W1"], "rows.0"),
        ("W1", "rows"),
        ([TYPED | {"sender": "a\0b"}], "sender"),
    ],
)
def test_the_json_door_says_where(visit: Visit, head: MadePerson, rows: object, field: str) -> None:
    answer = visit(head).call(DOOR, json={"kind": "repair_orders", "rows": rows})
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert set(answer.json["errors"]) == {field}


@pytest.mark.rule("CB-14")
@pytest.mark.parametrize(("hour", "offered"), [(9, False), (11, True)])
def test_the_desk_offers_it_where_a_handover_is_missing(
    visit: Visit, head: MadePerson, hour: int, *, offered: bool
) -> None:
    with time_machine.travel(dt.datetime(2026, 10, 20, hour, tzinfo=SHANGHAI)):
        assert (f'href="{PAGE}"' in visit(head).get("/").text) is offered


@pytest.mark.rule("CB-14")
def test_who_may_not_import_may_not_type_in(visit: Visit, store: MadeStore) -> None:
    me: Visitor = visit(tenants.person(store, Position.TECHNICIAN))
    assert me.get(PAGE).status_code == 403
    assert me.post(PAGE, form(TYPED)).status_code == 403
    assert me.call(DOOR, json={"kind": "repair_orders", "rows": [TYPED]}).status_code == 403
