"""The product as it runs: web server, worker and dispatcher as processes of their own, on this process's database."""

import contextlib
import datetime as dt
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house.databases import Place

PATIENCE = 60.0
SEAL_KEY = "of-the-tests-alone"
"""With which reports are sealed there."""
WEB = ("--workers", "1", "--worker-class", "gthread", "--threads", "4", "--log-level", "warning", "--no-control-socket")


@dataclass
class Site:
    """A running Sanqi."""

    url: str
    worker: subprocess.Popen[bytes] | None
    start: Callable[..., subprocess.Popen[bytes]]

    def kill_worker(self) -> None:
        """kill -9, the process that works on a job included; another worker takes its place."""
        assert self.worker is not None
        children = Path(f"/proc/{self.worker.pid}/task/{self.worker.pid}/children").read_text().split()
        for pid in [self.worker.pid, *map(int, children)]:
            os.kill(pid, signal.SIGKILL)
        self.worker.wait()
        self.worker = self.start("assembly.cli", "worker")

    @contextlib.contextmanager
    def without_worker(self) -> Iterator[None]:
        """Files wait meanwhile: the worker stands still."""
        assert self.worker is not None
        os.kill(self.worker.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.worker.pid, signal.SIGCONT)


@contextlib.contextmanager
def running(place: Place, home: Path, *, clock: dt.datetime | None = None) -> Iterator[Site]:
    """Start the three, wait until pages are answered, end them by their own numbers; with `clock`, as from then on."""
    with _starting(place, home, clock) as start:
        url = _start_web(start, home)
        worker = start("assembly.cli", "worker")
        start("assembly.cli", "dispatcher")
        yield Site(url, worker, start)


@contextlib.contextmanager
def answering(place: Place, home: Path, *, clock: dt.datetime) -> Iterator[Site]:
    """The web server alone, as from `clock` (aware) on: nobody works meanwhile at another hour."""
    with _starting(place, home, clock) as start:
        yield Site(_start_web(start, home), None, start)


Start = Callable[..., subprocess.Popen[bytes]]


@contextlib.contextmanager
def _starting(place: Place, home: Path, clock: dt.datetime | None) -> Iterator[Start]:
    # By how much, and not to when: they start one after the other, and must agree.
    off = clock - dt.datetime.now(dt.UTC) if clock else None
    clocked = () if off is None else ("tests.browser.clocked", str(off.total_seconds()))
    env = os.environ | {
        "DATABASE_URL": place.database_url,
        "DATABASE_OWNER_URL": place.owner_url,
        "REDIS_URL": place.redis_url,
        "SANQI_HOME": str(home),
        "SANQI_SECRET_KEY": "of-the-tests-alone",
        "SANQI_SEAL_KEY": SEAL_KEY,
    }
    with contextlib.ExitStack() as stack:
        log = stack.enter_context((home / "site.log").open("ab"))

        def start(*words: str, fds: tuple[int, ...] = ()) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", *clocked, *words]
            process = subprocess.Popen(command, env=env, stdout=log, stderr=log, pass_fds=fds)
            stack.callback(_end, process)
            return process

        yield start


def _start_web(start: Start, home: Path) -> str:
    """Start a web server on a free port, wait until it answers; its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        number = listening.fileno()
        start("gunicorn", "assembly.wsgi:app", "--bind", f"fd://{number}", *WEB, fds=(number,))
        _wait_for(url, home / "site.log")
    return url


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGCONT)
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_for(url: str, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"{url}/health/ready", timeout=5).close()
            return
        time.sleep(0.1)
    raise RuntimeError(f"the pages did not answer:\n{log.read_text(errors='replace')[-4000:]}")
