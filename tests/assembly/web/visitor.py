"""Somebody with a browser, without one: a test client that carries the CSRF token like a page does."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from frontend.door.cookies import TOKEN_COOKIE
from tests.factories.tenants import MadePerson

_TOKEN = re.compile(r'<meta name="csrf-token" content="([^"]+)">')


class Visitor:
    """One cookie jar. `post` sends what a form of ours would send."""

    def __init__(self, app: Flask, address: str = "127.0.0.1") -> None:
        self.client: FlaskClient = app.test_client()
        self.client.environ_base["REMOTE_ADDR"] = address
        self.csrf = ""

    def open(self, path: str, method: str = "GET", **sent: Any) -> TestResponse:
        """One request as it is."""
        return self.client.open(path, method=method, **sent)

    def get(self, path: str, **sent: Any) -> TestResponse:
        """Look at a page."""
        return self.open(path, **sent)

    def post(self, path: str, data: dict[str, Any] | None = None, **sent: Any) -> TestResponse:
        """Send a form with the token in it."""
        return self.open(path, "POST", data={"csrf_token": self.token(), **(data or {})}, **sent)

    def call(self, path: str, method: str = "POST", **sent: Any) -> TestResponse:
        """Ask the JSON door, with the token in the header."""
        headers = {"X-CSRFToken": self.token(), **sent.pop("headers", {})}
        return self.open(path, method, headers=headers, **sent)

    def token(self) -> str:
        """The CSRF token of this jar."""
        if not self.csrf:
            self.csrf = _TOKEN.search(self.get("/sign-in").text)[1]
        return self.csrf

    def try_to_sign_in(self, code: str, username: str, password: str, **sent: Any) -> TestResponse:
        """Fill in the sign-in form."""
        form = {"code": code, "user_name": username, "password": password}
        answer = self.post("/sign-in", form, **sent)
        self.csrf = answer.headers.get("X-CSRF-Token", self.csrf)
        return answer

    def sign_in(self, who: MadePerson) -> "Visitor":
        """Sign in for sure."""
        answer = self.try_to_sign_in(who.code, who.username, who.password)
        assert answer.status_code == 303, answer.text
        return self

    @property
    def cookie(self) -> str | None:
        """The session's token, as the browser holds it."""
        held = self.client.get_cookie(TOKEN_COOKIE)
        return held.value if held else None

    def take_cookie(self, value: str) -> None:
        """Hold somebody's token."""
        self.client.set_cookie(TOKEN_COOKIE, value)


def at_once(app: Flask, who: Visitor, count: int, send: Callable[[Visitor], TestResponse]) -> list[TestResponse]:
    """The same person's browser sends `count` times in the same moment."""
    who.token()
    jars = [Visitor(app) for _ in range(count)]
    for jar in jars:
        jar.client._cookies, jar.csrf = dict(who.client._cookies), who.csrf
    ready = Barrier(count)

    def run(jar: Visitor) -> TestResponse:
        ready.wait()
        return send(jar)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, jars))
