"""The edge: marks, CSRF, text that can't be stored, sizes, methods, headers on every answer."""

import io
import re

import pytest
from flask import Flask
from flask.views import MethodView

from assembly import app as application
from assembly.app import MAX_UPLOAD, _install_pages
from backbone.config import Settings
from backbone.db import unit_of_work
from backbone.web import marks
from backbone.web.marks import Mark, UnmarkedViewError, listed, public, refuse_unmarked
from frontend.door.views import safe_next
from tenants.access.interface import Position
from tests.assembly.web.conftest import Visit
from tests.assembly.web.routes import ROUTES
from tests.factories import tenants as make
from tests.factories.tenants import MadePerson, MadeStore

CHANGING = [(rule, method) for (rule, method), route in sorted(ROUTES.items()) if method != "GET"]
STRANGE_FIELDS = ("code", "user_name", "next", "language", "old_password", "kind", "column.plate", "_once")
SOMETHING = "01a1ffe6-8ecc-766d-af88-048f8faaa5ae"


def address(rule: str) -> str:
    return re.sub(r"<\w+:\w+>", SOMETHING, re.sub(r"<code:\w+>", "overall", rule))


# --- the boot guard ---------------------------------------------------------------------------------------------------


def bare() -> str:
    return "nobody said who may see this"


class HalfMarked(MethodView):
    """Marked for looking, forgotten for changing."""

    @public
    def get(self) -> str:
        return ""

    def post(self) -> str:
        return ""


@pytest.mark.parametrize(
    ("view", "named"),
    [(bare, "GET /bare (bare)"), (HalfMarked.as_view("half"), "POST /bare (half)")],
    ids=["function", "method"],
)
def test_an_unmarked_view_stops_the_boot(app: Flask, view: object, named: str) -> None:
    other = Flask("other", static_folder=None)
    other.add_url_rule("/bare", view_func=view)  # type: ignore[arg-type]
    with pytest.raises(UnmarkedViewError, match=re.escape(named)):
        refuse_unmarked(other)


def test_the_application_asks_the_guard(app: Flask, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """An unmarked blueprint among ours: `create_app` itself must stop."""
    monkeypatch.setattr(unit_of_work, "_engine", None)

    def with_one_more(made: Flask) -> None:
        _install_pages(made)
        made.add_url_rule("/bare", view_func=bare)

    monkeypatch.setattr(application, "_install_pages", with_one_more)
    with pytest.raises(UnmarkedViewError, match="bare"):
        application.create_app(settings)
    unit_of_work.engine().dispose()


def test_every_page_and_method_has_a_mark(app: Flask) -> None:
    assert [row for row in listed(app) if not isinstance(row[3], Mark)] == []
    assert marks.mark_of(app, "imports_api.Imports", "HEAD") == marks.mark_of(app, "imports_api.Imports", "GET")


# --- CSRF -------------------------------------------------------------------------------------------------------------


def test_a_change_without_the_token_is_refused(
    app: Flask, visit: Visit, store: MadeStore, head: MadePerson, admin: MadePerson
) -> None:
    """Asked by somebody who may: whoever may not is refused before."""
    managers = (make.person(store, each) for each in (Position.GENERAL_MANAGER, Position.AFTER_SALES_MANAGER))
    people = {who: visit(who) for who in (head, admin, *managers)}
    strangers = visit().token()
    marked = {(rule, method): mark for rule, method, _, mark in listed(app)}
    for rule, method in CHANGING:
        permission = marked[rule, method].permission
        me = next(one for who, one in people.items() if permission is None or who.actor.can(permission))
        for sent in ({}, {"data": {"csrf_token": "forged"}}, {"data": {"csrf_token": strangers}}):
            assert me.open(address(rule), method, **sent).status_code == 400, rule
    assert {one.get("/session").status_code for one in people.values()} == {204}


# --- text that no column can hold -------------------------------------------------------------------------------------


def test_a_nul_character_is_refused_wherever_it_stands(visit: Visit, head: MadePerson) -> None:
    me, strange = visit(head), "a\x00b"
    faults = []
    for rule, method in sorted(ROUTES):
        path = address(rule)
        tries = [me.get(path, query_string={"cursor": strange, "after": strange, strange: "1", "next": strange})]
        if method != "GET":
            for field in (*STRANGE_FIELDS, strange):
                tries.append(me.call(path, data={field: strange}))
            tries.append(me.call(path, data={"kind": "repair_orders", "file": (io.BytesIO(b"1"), f"{strange}.csv")}))
            tries.append(me.call(path, json={"columns": {strange: 1}, "kind": strange}))
        if path.startswith(("/sign-out", "/sign-in")):
            me = visit(head)
        faults += [f"{method} {rule}: {answer.status_code}" for answer in tries if answer.status_code >= 500]
    assert faults == []
    refused = me.post("/language", {"language": strange})
    assert refused.status_code == 422
    assert "language" in refused.text
    assert me.get(f"/imports/%00{SOMETHING}").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        b'{"columns": {"plate": "\\ud800"}}',
        b"[" * 200_000,
        b'{"columns": ' + b'{"a":' * 5000,
        b"\xff\xfe",
        b"{}x",
        b"1" * 9000,
    ],
)
def test_a_strange_json_body_is_refused(visit: Visit, head: MadePerson, body: bytes) -> None:
    answer = visit(head).call(f"/api/v1/imports/{SOMETHING}/readings", data=body, content_type="application/json")
    assert answer.status_code in {400, 422}
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize("kind", ["text/plain", "application/json; charset=nonsense", "multipart/form-data", "x", ""])
def test_a_body_of_another_kind_than_it_says_is_no_fault_of_ours(visit: Visit, head: MadePerson, kind: str) -> None:
    me = visit(head)
    for rule, method in CHANGING:
        if rule not in ("/sign-out", "/language"):
            answer = me.call(address(rule), method, data=b"\xff\x00\xfe{", content_type=kind)
            assert answer.status_code < 500, rule


DAYS = ("day", "week", "valid_from", "first_day", "last_day", "starts_on", "said_on")
MOMENTS = ("due_at", "call_at", "call_at_other", "said_at", "at")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "20261119", "2026-W47-4"])
def test_the_ends_of_the_calendar_are_no_fault(visit: Visit, store: MadeStore, admin: MadePerson, day: str) -> None:
    """Everybody who may send a day sends the first and the last one that there is."""
    ranks = (Position.CENTRE_HEAD, Position.GENERAL_MANAGER, Position.AFTER_SALES_MANAGER)
    people = [visit(make.person(store, *ranks)), visit(admin)]
    dated = dict.fromkeys(DAYS, day) | dict.fromkeys(MOMENTS, f"{day}T23:59:59-14:00")
    faults = []
    for me in people:
        for (rule, method), route in sorted(ROUTES.items(), key=str):
            if rule.startswith(("/sign-out", "/account")):
                continue
            path = address(rule)
            tries = [me.get(path, query_string=dated)]
            if method != "GET":
                tries.append(me.call(path, method, data=(route.form() if route.form else {}) | dated))
                body = route.body or {}
                tries.append(me.call(path, method, json=body | {name: dated[name] for name in dated if name in body}))
            faults += [f"{method} {rule}: {answer.status_code}" for answer in tries if answer.status_code >= 500]
    assert faults == []


def test_invalid_utf8_and_very_long_inputs(visit: Visit, head: MadePerson) -> None:
    me, long = visit(head), "长" * 100_000
    for answer in (
        me.get("/imports?cursor=%ff%fe"),
        me.get("/hq/stores?after=%ff"),
        me.get("/imports", query_string={"cursor": "W" * 7000}),
        me.get("/sign-in", query_string={"next": long}),
        me.post("/sign-in", {"code": long, "user_name": long, "password": long}),
        me.post("/language", {"language": long, "next": "/" + long}),
        me.post("/account/password", {"old_password": long, "new_password": long, "repeat_password": long}),
        me.open(
            "/sign-in", "POST", data=b"csrf_token=%ff&code=%ff%fe", content_type="application/x-www-form-urlencoded"
        ),
        me.get("/" + "x" * 5000),
        me.get("/sign-in", headers={"Cookie": 'sanqi="\\000\\377"; language=\xff'}),
    ):
        assert answer.status_code < 500, answer.text


def test_a_file_name_may_be_long_and_strange(visit: Visit, head: MadePerson) -> None:
    me = visit(head)
    for name in (
        "😀" * 300 + ".csv",
        "../../etc/passwd",
        "a\\b\\c.csv",
        '=cmd|"/c calc"!A1.csv',
        "<script>alert(1)</script>.csv",
    ):
        answer = me.call("/imports", data={"kind": "deliveries", "file": (io.BytesIO(b"1"), name)})
        assert answer.status_code == 303
        page = me.get(answer.headers["Location"])
        assert page.status_code == 200
        assert "<script>alert" not in page.text


# --- ways on ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "/\t/evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "//[",
        "http://[::1",
        "/\r\nX-Evil: 1",
        " //evil.example",
        "",
        "evil",
    ],
)
def test_nobody_is_led_to_another_site(app: Flask, visit: Visit, path: str) -> None:
    assert safe_next(path).startswith("/")
    answer = visit().post("/language", {"language": "en", "next": path})
    assert answer.status_code == 303
    assert re.match(r"/(?![/\\])", answer.headers["Location"])
    assert "X-Evil" not in answer.headers


def test_a_way_on_of_ours_is_kept(app: Flask) -> None:
    assert safe_next("/imports?cursor=a%20b#x") == "/imports?cursor=a%20b#x"


# --- sizes and methods ------------------------------------------------------------------------------------------------


def test_what_is_too_large_is_413(visit: Visit, head: MadePerson) -> None:
    me = visit(head)
    announced = {"CONTENT_LENGTH": str(MAX_UPLOAD + 1), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    for path, kind in (("/imports", "text/html"), ("/api/v1/imports", "application/problem+json")):
        answer = me.call(path, environ_overrides=announced)
        assert (answer.status_code, answer.mimetype) == (413, kind)


def test_405_names_what_is_allowed(visit: Visit, head: MadePerson) -> None:
    for visitor in (visit(), visit(head)):
        for path, allowed in (
            ("/imports", "GET"),
            ("/api/v1/me", "GET"),
            ("/sign-out", "POST"),
            ("/api/v1/imports", "POST"),
        ):
            answer = visitor.open(path, "DELETE")
            assert answer.status_code == 405
            assert allowed in answer.headers["Allow"]


def test_an_address_that_is_not_there(visit: Visit, head: MadePerson) -> None:
    page = visit(head).get("/nothing/here")
    assert page.status_code == 404
    assert head.actor.name in page.text, "who is signed in keeps the menu"
    assert visit().get("/nothing/here").status_code == 404
    problem = visit().get("/api/v1/nothing").json
    assert (problem["status"], problem["title"]) == (404, "not_found")
