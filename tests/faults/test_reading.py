"""A file is handed in; then what works on it dies, or forgets. What was acknowledged comes true, once."""

import http.cookiejar
import io
import re
import urllib.parse
import urllib.request
from dataclasses import replace

import psycopg
import pytest
import redis
from flask import Flask
from sqlalchemy import Engine

from assembly.app import create_app
from backbone.config import Settings
from backbone.db import unit_of_work
from tenants.access.interface import Position
from tests.assembly.web.visitor import Visitor
from tests.browser.site import Site
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore
from tests.faults.conftest import Until

HEADER = "维修单号,进厂时间,取车时间,车牌号,送修人,送修人电话\n"
LINE = "W{0},2026-10-08 09:00,2026-10-08 11:00,苏E12345,张三,13912345678\n"
BOUNDARY = "a-line-that-is-in-no-file"


class Person:
    """Somebody at the real address."""

    def __init__(self, site: Site, who: MadePerson) -> None:
        self.site = site
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.post(
            "/sign-in",
            urllib.parse.urlencode(
                {
                    "csrf_token": self.token("/sign-in"),
                    "code": who.code,
                    "user_name": who.username,
                    "password": who.password,
                }
            ).encode(),
            "application/x-www-form-urlencoded",
        )

    def token(self, path: str) -> str:
        with self.opener.open(self.site.url + path, timeout=30) as answer:
            return str(re.search(r'name="csrf-token" content="([^"]+)"', answer.read().decode())[1])

    def post(self, path: str, body: bytes, kind: str) -> str:
        asked = urllib.request.Request(self.site.url + path, data=body, headers={"Content-Type": kind})
        with self.opener.open(asked, timeout=30) as answer:
            return str(answer.url)

    def hand_in(self, rows: int) -> str:
        """The address of the import: it was acknowledged."""
        file = HEADER + "".join(LINE.format(number) for number in range(rows))
        parts = {"csrf_token": self.token("/imports/new"), "kind": "repair_orders"}
        body = "".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
            for name, text in parts.items()
        )
        body += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="orders.csv"\r\n'
        body += f"Content-Type: text/csv\r\n\r\n{file}\r\n--{BOUNDARY}--\r\n"
        return self.post("/imports", body.encode(), f"multipart/form-data; boundary={BOUNDARY}")


@pytest.fixture
def head(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.CENTRE_HEAD)


READY = "SELECT 1 FROM app.import_runs WHERE state = 'ready' AND report->>'data_rows' = '{0}'"
DONE = "SELECT 1 FROM app.outbox WHERE job = 'imports.read' AND state = 'done'"
# What a lease's end would do, without waiting for it.
LEASE_IS_OVER = "UPDATE app.outbox SET next_at = now() WHERE state = 'handed'"


def test_a_worker_killed_in_the_middle_of_a_file(
    site: Site, head: MadePerson, superuser: psycopg.Connection, until: Until
) -> None:
    Person(site, head).hand_in(60_000)
    until("SELECT 1 FROM app.import_runs WHERE state = 'reading'")
    site.kill_worker()
    superuser.execute(LEASE_IS_OVER)
    until(READY.format(60_000))
    until(DONE)
    assert superuser.execute("SELECT count(*) FROM app.import_runs").fetchone() == (1,)


def test_redis_forgets_what_it_was_handed(
    site: Site, head: MadePerson, superuser: psycopg.Connection, redis_client: redis.Redis, until: Until
) -> None:
    with site.without_worker():
        Person(site, head).hand_in(3)
        until("SELECT 1 FROM app.outbox WHERE job = 'imports.read' AND state = 'handed'")
        redis_client.flushdb()
    superuser.execute(LEASE_IS_OVER)
    until(READY.format(3))
    until(DONE)


@pytest.fixture
def without_redis(settings: Settings, database: Engine, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application where no Redis listens."""
    monkeypatch.setattr(unit_of_work, "_engine", None)
    app = create_app(replace(settings, redis_url="redis://127.0.0.1:9/0"))
    unit_of_work.engine().dispose()
    monkeypatch.setattr(unit_of_work, "_engine", database)
    return app


def test_pages_go_on_without_redis(without_redis: Flask, head: MadePerson, superuser: psycopg.Connection) -> None:
    me = Visitor(without_redis).sign_in(head)
    sent = {"kind": "repair_orders", "file": (io.BytesIO(b"1"), "orders.csv")}
    answer = me.call("/imports", data=sent)
    assert answer.status_code == 303
    assert me.get(answer.headers["Location"]).status_code == 200
    assert me.get("/health/ready").status_code == 200
    # What must happen is in PostgreSQL, whoever forgets it; a dispatcher that nobody woke finds it all the same.
    rows = superuser.execute("SELECT payload FROM app.outbox WHERE job = 'imports.read'").fetchall()
    assert rows == [({"import_id": answer.headers["Location"].rsplit("/", 1)[1]},)]
