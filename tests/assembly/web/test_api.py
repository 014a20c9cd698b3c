"""The JSON door of landing 1: the same actions as the pages, problems as problem+json."""

import io
import uuid

import psycopg
import pytest

from backbone.db.unit_of_work import unit_of_work
from dealer.imports.actions import reading
from tenants.access.interface import Position
from tests.assembly.web.conftest import Visit
from tests.dealer.imports.reading.test_samples import DMS
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore

IMPORTS = "/api/v1/imports"
PHONES = ("sender_phone", "owner_phone", "other_phone")
CSV = """维修单号,进厂时间,取车时间,车牌号,送修人,送修人电话
W1,2026-10-08 09:00,2026-10-08 11:00,苏E12345,张三,13912345678
"""


def sent(name: str = "orders.csv", kind: str = "repair_orders", text: str = CSV) -> dict[str, object]:
    return {"kind": kind, "file": (io.BytesIO(text.encode()), name)}


def read_now(store: MadeStore, import_id: str) -> None:
    """What a worker would do."""
    with unit_of_work(store.acting):
        reading.read(uuid.UUID(import_id))


def test_who_am_i(visit: Visit, head: MadePerson, superuser: psycopg.Connection) -> None:
    superuser.execute("UPDATE app.sign_in_codes SET place = '三店' WHERE code = %s", [head.code])
    me = visit(head)
    answer = me.get("/api/v1/me")
    assert answer.json == {
        "name": head.actor.name,
        "username": head.username,
        "side": "store",
        "place": "三店",
        "locale": "zh_CN",
        "positions": ["centre_head"],
        "permissions": sorted(head.actor.permissions),
    }
    stranger = visit().get("/api/v1/me")
    assert (stranger.status_code, stranger.mimetype) == (401, "application/problem+json")
    # The token of the answer is one that a change is accepted with.
    me.csrf = answer.headers["X-CSRF-Token"]
    assert me.call(IMPORTS, data=sent()).status_code == 202


@pytest.mark.rule("DATA-1", "DATA-2")
def test_a_file_is_handed_in_read_and_read_again(visit: Visit, head: MadePerson, store: MadeStore) -> None:
    me = visit(head)
    answer = me.call(IMPORTS, data=sent())
    assert answer.status_code == 202
    assert answer.json["state"] == "waiting"
    place = answer.headers["Location"]
    assert place == f"{IMPORTS}/{answer.json['id']}"
    read_now(store, answer.json["id"])
    found = me.get(place).json
    assert (found["state"], found["error"]) == ("ready", None)
    assert (found["report"]["data_rows"], found["report"]["new"]) == (1, 1)
    columns = {column["field"]: column["column"] for column in found["report"]["columns"]}
    again = me.call(f"{place}/readings", json={"columns": columns | dict.fromkeys(PHONES, -1)})
    assert again.status_code == 202
    read_now(store, answer.json["id"])
    assert me.get(place).json["report"]["warnings"] == [{"code": "phone_missing", "count": 1, "rows": [2]}]


def test_columns_that_are_not_there_are_refused(visit: Visit, head: MadePerson, store: MadeStore) -> None:
    me = visit(head)
    place = me.call(IMPORTS, data=sent()).headers["Location"]
    read_now(store, place.rsplit("/", 1)[1])
    for columns, field in (
        ({"plate": 6}, "columns.plate"),
        ({"buyer": 1}, "columns.buyer"),
        ({"nonsense": 1}, "columns.nonsense"),
    ):
        answer = me.call(f"{place}/readings", json={"columns": columns})
        assert answer.status_code == 422
        assert any(name.startswith(field) for name in answer.json["errors"]), answer.json


def test_what_is_under_way_can_be_cancelled_once(visit: Visit, head: MadePerson) -> None:
    me = visit(head)
    place = me.call(IMPORTS, data=sent()).headers["Location"]
    busy = me.call(f"{place}/readings", json={"columns": {}})
    assert (busy.status_code, busy.json["title"]) == (409, "import_under_way")
    assert me.call(f"{place}/cancellations").json["state"] == "cancelled"
    late = me.call(f"{place}/cancellations")
    assert (late.status_code, late.json["title"]) == (409, "nothing_to_cancel")


def test_a_file_that_cannot_be_read_says_why(visit: Visit, head: MadePerson, store: MadeStore) -> None:
    me = visit(head)
    place = me.call(IMPORTS, data=sent("orders.xlsx", text="<html><table><tr><td>1")).headers["Location"]
    read_now(store, place.rsplit("/", 1)[1])
    found = me.get(place).json
    assert found["state"] == "failed"
    assert found["error"]["code"] == "not_a_spreadsheet"
    assert "Open it in Excel or WPS" in found["error"]["detail"]


def test_the_list_is_paged_to_its_end(visit: Visit, head: MadePerson) -> None:
    me = visit(head)
    made = [me.call(IMPORTS, data=sent(f"{number}.csv")).json["id"] for number in range(5)]
    seen, cursor = [], None
    while True:
        page = me.get(IMPORTS, query_string={"limit": 2} | ({"cursor": cursor} if cursor else {})).json
        seen += [line["id"] for line in page["imports"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == made[::-1]


def test_a_change_without_a_token_is_refused(visit: Visit, head: MadePerson) -> None:
    answer = visit(head).open(IMPORTS, "POST", data=sent())
    assert (answer.status_code, answer.json["title"], answer.mimetype) == (400, "csrf", "application/problem+json")


@pytest.mark.parametrize("form", [{}, {"kind": "repair_orders"}, {"kind": "customers"}, {"file": "no file"}])
def test_an_upload_that_lacks_something_is_refused(visit: Visit, head: MadePerson, form: dict[str, str]) -> None:
    answer = visit(head).call(IMPORTS, data=form)
    assert answer.status_code == 422
    assert set(answer.json["errors"]) <= {"kind", "file"}


def test_who_may_look_may_not_hand_in(visit: Visit, store: MadeStore) -> None:
    me = visit(tenants.person(store, Position.GENERAL_MANAGER))
    assert me.get(IMPORTS).json == {"imports": [], "next_cursor": None}
    answer = me.call(IMPORTS, data=sent())
    assert (answer.status_code, answer.json["title"]) == (403, "forbidden")


@pytest.mark.rule("DATA-1")
def test_store_a_over_the_json_door(visit: Visit, head: MadePerson, store: MadeStore) -> None:
    me = visit(head)
    file = DMS / "store-a" / "repair_orders.xlsx"
    place = me.call(IMPORTS, data={"kind": "repair_orders", "file": (file.open("rb"), file.name)}).headers["Location"]
    read_now(store, place.rsplit("/", 1)[1])
    report = me.get(place).json["report"]
    assert (report["data_rows"], report["new"], report["repeated"], report["conflicts_total"]) == (1195, 1143, 10, 5)
    assert report["rejected_total"] == 37
