"""Real server processes, as `sanqi up` runs them, and callers who ask them over HTTP."""

import asyncio
import http.client
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from assembly.up.plan import plan_for
from backbone.config import Settings
from bench.measure import Meter, tree_cpu

APP = "assembly.wsgi:app"
ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60.0
Command = Callable[[str, int], list[str]]
"""How to serve an app (module:name) on a port."""


@dataclass(frozen=True)
class Server:
    """A web server of its own."""

    port: int
    pid: int

    def cpu(self) -> float:
        """Seconds until now, of all its processes."""
        return tree_cpu(self.pid)


@dataclass(frozen=True)
class Page:
    """What is asked, of whom."""

    server: Server
    path: str
    cookie: str = ""
    method: str = "GET"
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()

    def request(self) -> bytes:
        """As it goes over the wire."""
        lines = [f"{self.method} {self.path} HTTP/1.1", "Host: 127.0.0.1", "Connection: keep-alive"]
        lines += [f"Cookie: {self.cookie}"] if self.cookie else []
        lines += [f"{name}: {value}" for name, value in self.headers]
        lines += [f"Content-Length: {len(self.body)}"] if self.method != "GET" else []
        return "\r\n".join([*lines, "", ""]).encode() + self.body

    def text(self) -> str:
        """One answer. Raises RuntimeError when it is a refusal."""
        return self.answer()[0]

    def answer(self) -> tuple[str, str]:
        """One answer, and the cookies that came with it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        sent = dict(self.headers) | ({"Cookie": self.cookie} if self.cookie else {})
        connection.request(self.method, self.path, self.body or None, sent)
        answer = connection.getresponse()
        text, given = answer.read().decode(), answer.headers.get_all("Set-Cookie") or []
        connection.close()
        if answer.status >= 400:
            raise RuntimeError(f"{self.method} {self.path}: {answer.status} {text[:200]}")
        return text, "; ".join(each.split(";")[0] for each in given)


def as_up(app: str, port: int) -> list[str]:
    """gunicorn with `sanqi up`'s settings."""
    return [app if word == APP else word for word in plan_for(demo=False, port=port).services[-1].argv]


@contextmanager
def serving(app: str, settings: Settings, command: Command = as_up, **environment: str) -> Iterator[Server]:
    """`app` (module:name) on a free port of the loopback; ended afterwards."""
    port = _free_port()
    argv = command(app, port)
    env = os.environ | {
        "DATABASE_URL": settings.database_url,
        "DATABASE_OWNER_URL": settings.owner_url,
        "REDIS_URL": settings.redis_url,
        "SANQI_HOME": str(settings.home),
        "SANQI_SECRET_KEY": settings.secret_key,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "platform"), str(ROOT)]),
    }
    log = (settings.home / f"{port}.log").open("wb")
    process = subprocess.Popen(argv, env=env | environment, cwd=ROOT, stdout=log, stderr=log)
    try:
        _wait_for(port, process)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
        log.close()


@dataclass(frozen=True)
class Spent:
    """Milliseconds of CPU a request: the application's and the database's."""

    app: float
    database: float

    @property
    def both(self) -> float:
        """Together."""
        return self.app + self.database


def cpu_of(page: Page, meter: Meter, times: int) -> Spent:
    """What one caller's `times` requests cost, each."""
    app, database = page.server.cpu(), meter.database_cpu()
    asyncio.run(_ask(page, callers=1, times=times))
    spent = page.server.cpu() - app, meter.database_cpu() - database
    return Spent(*(each / times * 1000 for each in spent))


def waits_of(page: Page, *, callers: int, times: int) -> list[float]:
    """Milliseconds that each of `callers` closed-loop callers waited for each of their `times` answers, sorted."""
    return sorted(each * 1000 for each in asyncio.run(_ask(page, callers=callers, times=times)))


def percentile(sorted_values: list[float], share: float) -> float:
    """The value that `share` of them do not exceed."""
    return sorted_values[min(len(sorted_values) - 1, int(len(sorted_values) * share))]


async def _ask(page: Page, *, callers: int, times: int) -> list[float]:
    found = await asyncio.gather(*(_caller(page, times) for _ in range(callers)))
    return [wait for waits in found for wait in waits]


async def _caller(page: Page, times: int) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", page.server.port, limit=1 << 22)
    request, waits = page.request(), []
    for _ in range(times):
        began = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(_length(head))
        waits.append(time.perf_counter() - began)
    writer.close()
    return waits


def _length(head: bytes) -> int:
    status, *lines = head.decode("latin-1").lower().split("\r\n")
    if not status.split(" ")[1].startswith("2"):
        raise RuntimeError(f"refused under load: {status}")
    return next((int(line.partition(":")[2]) for line in lines if line.startswith("content-length:")), 0)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError("the web server did not start")
