"""The example pages on a real address, with just enough behind them to see what the scripts do."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask, Response, make_response, render_template, request
from werkzeug.serving import make_server

from frontend.paths import PATHS
from tests.frontend.examples.pages import EXAMPLES
from tests.frontend.examples.people import sign_in
from tests.frontend.examples.reading import run
from tests.frontend.examples.shell import shell

POLICY = (
    "default-src 'none'; script-src 'self'; style-src-elem 'self'; style-src-attr 'unsafe-inline'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass
class World:
    """What a test sets, and what the server saw."""

    url: str = ""
    session_ended: bool = False
    broken: int = 0
    polls_left: int = 3
    received: list[dict[str, str]] = field(default_factory=list)


def add_views(app: Flask, world: World) -> None:
    """Pages, sign-in, session, progress, and one address that takes any form."""
    _add_door(app, world)
    _add_progress(app, world)

    @app.get("/page/<name>")
    def page(name: str) -> str:
        template, context = EXAMPLES[name]
        return render_template(template, **{**shell(name), **context()})

    @app.post("/<path:path>")
    def take(path: str) -> str:
        files = {name: file.filename or "" for name, file in request.files.items()}
        world.received.append({"path": path, **request.form.to_dict(), **files})
        return render_template("account.html", **{**shell("account"), **EXAMPLES["account"][1]()})

    @app.after_request
    def secure(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response


def _add_door(app: Flask, world: World) -> None:
    @app.get(PATHS.session)
    def session() -> tuple[str, int, dict[str, str]]:
        return ("", 401, {"X-Session-Ended": "1"}) if world.session_ended else ("", 204, {})

    @app.route(PATHS.sign_in, methods=["GET", "POST"])
    def panel() -> str | tuple[str, int] | tuple[str, int, dict[str, str]]:
        if request.form.get("password") == "right":
            world.session_ended = False
            return "", 204, {"X-CSRF-Token": "fresh"}
        wrong = "密码不对。" if request.method == "POST" else ""
        html = render_template("_sign_in_panel.html", **sign_in("SZ-WZ01", "zhoumin", wrong))
        return (html, 401) if wrong else html


def _add_progress(app: Flask, world: World) -> None:
    @app.get("/imports/0192f0c1/progress")
    def progress() -> Response:
        if world.session_ended:
            return make_response("", 401, {"X-Session-Ended": "1"})
        if world.broken:
            world.broken -= 1
            return make_response("broken", 500)
        world.polls_left -= 1
        if world.polls_left <= 0:
            return make_response("", {"HX-Refresh": "true"})
        return make_response(render_template("imports/_progress.html", **run("reading")))


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The application on a free port of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
