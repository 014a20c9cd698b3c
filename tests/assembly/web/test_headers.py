"""Every answer, refusals and faults included: its headers, its shape, and what it keeps to itself."""

import json
import re

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from backbone.db import unit_of_work
from backbone.db.unit_of_work import current
from backbone.web import headers
from backbone.web.marks import public, requires
from tests.assembly.web.conftest import Visit
from tests.assembly.web.routes import ROUTES
from tests.assembly.web.test_edge import address
from tests.factories.tenants import MadePerson


def test_every_answer_carries_the_security_headers(app: Flask, visit: Visit, head: MadePerson) -> None:
    me, stranger = visit(head), visit()
    answers = [visitor.open(address(rule), method) for visitor in (stranger, me) for rule, method in sorted(ROUTES)]
    answers += [
        me.get("/nothing"),
        me.open("/imports", "DELETE"),
        me.get("/imports?cursor=x"),
        me.open("/imports", "OPTIONS"),
    ]
    for answer in answers:
        assert answer.headers["Content-Security-Policy"] == headers.CSP
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "no-store" in answer.headers["Cache-Control"] or answer.request.path.startswith("/static/")
    assert not {"unsafe-eval", "'unsafe-inline'; s"} & set(headers.CSP.split())
    assert re.findall(r"[\w-]+ 'unsafe-inline'", headers.CSP) == ["style-src-attr 'unsafe-inline'"]


@pytest.fixture
def failing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """`/session` breaks a deferred rule: the commit itself is refused, when the page has long been made."""

    @requires("desk.see")
    def breaks() -> str:
        current().execute(text("SET CONSTRAINTS ALL DEFERRED"))

        def refuse() -> None:
            raise IntegrityError("COMMIT", None, Exception("a rule that is asked at the end"))

        monkeypatch.setattr(current(), "commit", refuse)
        return "all is well"

    monkeypatch.setitem(app.view_functions, "door.still_signed_in", breaks)
    return app


def test_a_refused_commit_is_an_answer_like_any_other(failing: Flask, visit: Visit, head: MadePerson) -> None:
    answer = visit(head).get("/session")
    assert answer.status_code == 409
    assert "all is well" not in answer.text
    assert answer.headers["Content-Security-Policy"] == headers.CSP
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_fault_of_ours_tells_a_number_and_nothing_else(
    app: Flask, visit: Visit, head: MadePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = visit(head)

    @public
    def broken() -> str:
        secret = "password of the database"
        raise RuntimeError(secret)

    monkeypatch.setitem(app.view_functions, "desk.show", broken)
    monkeypatch.setitem(app.view_functions, "health.live", broken)
    page = me.get("/")
    assert page.status_code == 500
    assert re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-7", page.text)
    assert "password of the database" not in page.text
    assert me.get("/health/live").status_code == 500


def test_a_database_that_is_away_is_503(visit: Visit, head: MadePerson, monkeypatch: pytest.MonkeyPatch) -> None:
    me, stranger = visit(head), visit()
    me.token()
    nowhere = create_engine("postgresql+psycopg:///sanqi?host=/nonexistent")
    monkeypatch.setattr(unit_of_work, "_engine", nowhere)
    for answer in (me.get("/"), me.get("/api/v1/me"), me.post("/sign-out"), stranger.get("/health/ready")):
        assert answer.status_code == 503
        assert 0 < int(answer.headers["Retry-After"]) <= 5
        assert answer.headers["Content-Security-Policy"] == headers.CSP
    assert stranger.try_to_sign_in(head.code, head.username, head.password).status_code == 503
    assert stranger.get("/health/live").status_code == 200
    assert stranger.get("/sign-in").status_code == 200


def test_problems_are_json_for_programs_and_pages_for_people(visit: Visit) -> None:
    problem = visit().get("/api/v1/imports")
    assert problem.mimetype == "application/problem+json"
    assert json.loads(problem.data).keys() == {"type", "status", "title", "detail", "reference"}
    assert visit().get("/imports").mimetype == "text/html"
    assert "<html" not in visit().get("/imports", headers={"HX-Request": "true"}).text
