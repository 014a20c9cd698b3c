"""R1: what is another's looks exactly like what is not there, over every route, for everybody."""

import io
import re
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from http import HTTPStatus

import psycopg
import pytest
from flask import Flask
from sqlalchemy import create_engine
from werkzeug.test import TestResponse

from assembly.migrate import psycopg_url
from backbone.db import unit_of_work
from backbone.web.marks import Ask, Mark, listed
from frontend.assets import asset
from tests.assembly.web import world as worlds
from tests.assembly.web.routes import ROUTES, Route
from tests.assembly.web.visitor import Visitor
from tests.assembly.web.world import World
from tests.house.databases import Place
from tests.house.walls import predicates_off, switch_row_security_off

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SALTED = re.compile(r'(name="csrf-token" content|name="csrf_token" value)="[^"]*"')
OWN_HEADERS = {"Set-Cookie", "Content-Length", "X-CSRF-Token"}
VISITORS = ("A", "B", "cashier", "hq", "north", "stranger")


def test_every_route_is_in_the_table(app: Flask) -> None:
    there = {(rule, method) for rule, method, _, _ in listed(app)}
    assert there - set(ROUTES) == set(), "add these to tests/assembly/web/routes.py"
    assert set(ROUTES) - there == set()


@pytest.fixture
def world(app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch, walls: str) -> Iterator[World]:
    """The world behind both walls, or behind one of them while the other one is down (targets R4)."""
    with ExitStack() as stack:
        where = place
        if walls == "predicates alone":
            where = place.beside()
            stack.callback(where.drop)
            switch_row_security_off(where)
            engine = create_engine(where.database_url)
            stack.callback(engine.dispose)
            monkeypatch.setattr(unit_of_work, "_engine", engine)
        elif walls == "policies alone":
            stack.enter_context(predicates_off())
        with psycopg.connect(psycopg_url(where.owner_url), autocommit=True) as superuser:
            made = worlds.make(superuser)
        for name in VISITORS:
            made.visitors[name] = Visitor(app)
            if name != "stranger":
                made.visitors[name].sign_in(made.people[name])
        yield made


@pytest.mark.parametrize("walls", ["both", "policies alone", "predicates alone"])
def test_nobody_sees_what_is_anothers(bare_statements: None, app: Flask, world: World) -> None:
    faults: list[str] = []
    marks: dict[tuple[str, str], Mark] = {(rule, method): mark for rule, method, _, mark in listed(app)}
    for (rule, method), route in sorted(ROUTES.items(), key=lambda item: (item[1].last, item[0])):
        for name in VISITORS:
            asked = _Asked(world, name, rule, method, route)
            faults += [f"{name} {method} {rule}: {fault}" for fault in asked.faults(marks[rule, method])]
    assert faults == []


class _Asked:
    """One route, asked by one visitor with their own thing, another's, nobody's, and nonsense."""

    def __init__(self, world: World, name: str, rule: str, method: str, route: Route) -> None:
        self.world, self.name, self.rule, self.method, self.route = world, name, rule, method, route
        self.visitor = world.visitors[name]

    def faults(self, mark: Mark) -> Iterator[str]:
        expected = self._refusal(mark)
        if not self.route.thing:
            yield from self._unexpected(self._ask(""), (expected,) if expected else self._answers())
            return
        owner = self.name if self.name in self.world.stores else "A"
        other = "B" if owner == "A" else "A"
        own = self._ask(self._thing(owner))
        if own.status_code == 303:
            self.visitor.get("/account")  # reads what was told about their own thing
        foreign, far = (self._ask(self._thing(of)) for of in (other, "C"))
        nobodys, nonsense = self._ask(str(uuid.uuid4())), self._ask("1' OR '1'='1")
        yield from self._unexpected(own, (expected,) if expected else self._answers())
        yield from self._unexpected(nonsense, (404,))
        if expected or not self.route.silent:
            yield from self._unexpected(nobodys, (expected or 404,))
        for answer in (foreign, far):
            if _seen(answer) != _seen(nobodys):
                yield f"another's answers {answer.status_code}, nobody's {nobodys.status_code}, or in other words"

    def _refusal(self, mark: Mark) -> int | None:
        """The status for who may not even ask: before any validation, before any 404."""
        if mark.ask is Ask.NOTHING:
            return None
        if self.name == "stranger":
            return 401
        allowed = mark.permission is None or self.world.people[self.name].actor.can(mark.permission)
        return None if allowed else 403

    def _answers(self) -> tuple[int, ...]:
        return self.route.answers

    def _thing(self, owner: str) -> str:
        return str(self.world.thing(self.route.thing, owner))

    def _ask(self, thing: str) -> TestResponse:
        path = self.rule.replace("<path:filename>", asset("app.css").removeprefix("/static/"))
        path = re.sub(r"<uuid:\w+>", lambda _: thing, path).replace("<code:question>", "overall")
        path = path.replace("<seal:code>", "3Z4F-9X2D-7C37")
        if self.method == "GET":
            return self.visitor.get(path)
        if self.route.body is not None:
            return self.visitor.call(path, self.method, json=self.route.body)
        answer = self.visitor.call(path, self.method, data=self.route.form() if self.route.form else {})
        if answer.status_code == HTTPStatus.SEE_OTHER:
            self.visitor.get(answer.location)  # what this has to say is said there, not on the next page
        return answer

    def _unexpected(self, answer: TestResponse, expected: tuple[int, ...]) -> Iterator[str]:
        if answer.status_code not in expected:
            yield f"{answer.status_code} instead of {expected}"
        for word in worlds.forbidden(self.name):
            if word in _all_bytes(answer):
                yield f"{answer.status_code} says {word}"


def _all_bytes(answer: TestResponse) -> str:
    """Headers and body, also what is packed in a workbook."""
    packed = answer.data
    if packed[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            packed = b"".join(archive.read(name) for name in archive.namelist())
    return str(answer.headers) + packed.decode(errors="replace")


def _seen(answer: TestResponse) -> tuple[int, list[tuple[str, str]], str]:
    """An answer without what differs from one request to the next."""
    headers = [(name, UUID.sub("ID", value)) for name, value in answer.headers if name not in OWN_HEADERS]
    return answer.status_code, headers, SALTED.sub("", UUID.sub("ID", answer.text))


@pytest.mark.parametrize("walls", ["both"])
def test_ending_anothers_session_does_nothing(world: World) -> None:
    head = world.visitors["B"]
    session = world.thing("session", "A")
    assert head.post(f"/account/sessions/{session}/end").status_code == 303
    assert str(session) in world.visitors["A"].get("/account").text
    assert world.visitors["A"].post(f"/account/sessions/{session}/end").status_code == 303
    assert str(session) not in world.visitors["A"].get("/account").text


@pytest.mark.rule("HQ-7")
@pytest.mark.parametrize("walls", ["both"])
def test_the_canaries_would_be_found(world: World) -> None:
    """The words are where people look: their owners do see them."""
    own = world.visitors["A"]
    place = f"/imports/{world.thing('read import', 'A')}"
    assert worlds.canary("A", "file") in _all_bytes(own.get("/imports"))
    assert worlds.canary("A", "cell") in _all_bytes(own.get(place))
    assert worlds.canary("A", "sender") in _all_bytes(own.get(f"{place}/rejected.xlsx"))
    assert worlds.canary("A", "person") in _all_bytes(own.get("/account"))
    for path in ("/callbacks", "/api/v1/callbacks"):
        assert worlds.canary("A", "sender") in _all_bytes(own.get(path))
    assert worlds.canary("A", "person") in _all_bytes(own.get("/callbacks"))
    world.thing("correction", "A")
    for path in ("/corrections", "/api/v1/corrections"):
        assert worlds.canary("A", "wrong") in _all_bytes(own.get(path))
    assert worlds.canary("A", "store") in _all_bytes(world.visitors["hq"].get("/hq/stores"))
    assert worlds.canary("B", "store") in _all_bytes(world.visitors["hq"].get("/hq/stores"))
