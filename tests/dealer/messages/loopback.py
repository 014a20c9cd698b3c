"""A text gateway on loopback as somebody else would build it from docs/text-messages.md: real HTTP, real signatures."""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from dealer.messages.gateway import SignedHttpGateway

KEY_ID, SECRET = "store-house", "of the tests alone"
PATH = "/v1/messages?account=7"

Script = list[int | str | Callable[[], None]]
"""What the next requests meet: a status, a way to go wrong, or something that happens once the message is taken."""


@dataclass
class Loopback:
    """`requests` counts every request by its key, `sent` holds each key's message once."""

    url: str = ""
    script: Script = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    sent: dict[str, dict[str, str]] = field(default_factory=dict)
    late: threading.Event = field(default_factory=threading.Event)

    def gateway(self, *, secret: str = SECRET, patience: float = 5.0) -> SignedHttpGateway:
        """The way to it."""
        return SignedHttpGateway(self.url, KEY_ID, secret, patience)


def _is_ours(headers: dict[str, str], path: str, body: bytes) -> bool:
    digest = hashlib.sha256(body).hexdigest()
    parts = ("SANQI-HMAC-SHA256", "POST", path, headers["x-sanqi-timestamp"], headers["idempotency-key"], digest)
    mine = hmac.new(SECRET.encode(), "\n".join(parts).encode(), hashlib.sha256).hexdigest()
    fresh = abs(time.time() - int(headers["x-sanqi-timestamp"])) < 300
    return (
        fresh
        and headers["x-sanqi-key-id"] == KEY_ID
        and headers["x-sanqi-content-sha256"] == digest
        and hmac.compare_digest(mine, headers["x-sanqi-signature"])
    )


class _Handler(BaseHTTPRequestHandler):
    state: Loopback

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.state.requests.append(headers["idempotency-key"])
        if not _is_ours(headers, self.path, body):
            self._answer(401, {})
            return
        turn = self.state.script.pop(0) if self.state.script else 202
        if turn == "cut":
            self.connection.close()
        elif isinstance(turn, int) and not 200 <= turn < 300:
            self._answer(turn, {})
        else:
            self._take(headers["idempotency-key"], json.loads(body), turn)

    def _take(self, key: str, message: dict[str, str], turn: int | str | Callable[[], None]) -> None:
        self.state.sent.setdefault(key, message)
        if turn == "late":
            self.state.late.wait()
        if callable(turn):
            turn()
        self._answer(202, {"id": f"gw-{list(self.state.sent).index(key)}"})

    def _answer(self, status: int, answer: dict[str, str]) -> None:
        content = json.dumps(answer).encode()
        with suppress(OSError):  # whoever asked may have gone
            self.send_response(status)
            if status in {301, 307}:
                self.send_header("Location", self.state.url)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def running() -> Iterator[Loopback]:
    """Answers until the block ends."""
    state = Loopback()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"state": state}))
    server.daemon_threads = True
    state.url = f"http://127.0.0.1:{server.server_port}{PATH}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield state
    finally:
        state.late.set()
        server.shutdown()
        thread.join()
        server.server_close()
