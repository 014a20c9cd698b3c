"""`sanqi up` with small stand-ins for what it runs: real processes, real signals."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from assembly.servers.home import Home
from assembly.servers.interface import running
from assembly.servers.locks import wait_until
from assembly.up.plan import Plan, Service, Step, plan_for
from tests.assembly.servers.people import nobody_works_on, without_urls

PATIENCE = 60.0
GIVEN = {"DATABASE_URL": "postgresql://sanqi_app@db.invalid/sanqi", "REDIS_URL": "redis://cache.invalid"}

_UP = """
import json, sys
from assembly.up.interface import run
from assembly.up.plan import Plan, Service, Step
given = json.loads(sys.argv[1])
steps = tuple(Step(**step) for step in given.pop("steps"))
services = tuple(Service(**service) for service in given.pop("services"))
sys.exit(run(demo=False, port=0, plan=Plan(steps=steps, services=services, **given)))
"""


class Up:
    """A running `sanqi up` with what it has said so far."""

    def __init__(self, plan: Plan, env: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _UP, json.dumps(asdict(plan))],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=without_urls() | env,
        )
        assert self.process.stdout
        self._pipe = self.process.stdout
        self.said = ""
        self._watchdog = threading.Timer(PATIENCE, self.process.kill)  # then the pipe ends, and the test fails
        self._watchdog.start()

    def until(self, pattern: str) -> str:
        """Read on until a line fits; the first group of the match."""
        while not (found := re.search(pattern, self.said)):
            line = self._pipe.readline()
            assert line, f"It ended without saying {pattern!r}:\n{self.said}"
            self.said += line.decode()
        return found[1] if found.groups() else found[0]

    def end(self, kind: signal.Signals = signal.SIGINT) -> int:
        """Ask it to stop; the exit code."""
        self.process.send_signal(kind)
        return self.ended()

    def ended(self) -> int:
        """Wait for its end; the exit code."""
        self.said += self._pipe.read().decode()
        return self.process.wait()

    def close(self) -> None:
        """Whatever happened in the test."""
        if self.process.poll() is None:
            self.end()
        self._watchdog.cancel()
        self._pipe.close()


@pytest.fixture
def started() -> Iterator[list[Up]]:
    ups: list[Up] = []
    yield ups
    for up in ups:
        up.close()


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def python(code: str, *arguments: object) -> tuple[str, ...]:
    return (sys.executable, "-u", "-c", code, *map(str, arguments))


# It says its number when it starts and a word when it is told to stop.
STEADY = """
import os, signal, sys
def leave(*_):
    print("leaving")
    sys.exit()
signal.signal(signal.SIGTERM, leave)
print("pid", os.getpid(), os.environ.get("DATABASE_OWNER_URL", "no owner"))
while True:
    signal.pause()
"""


def web(port: int) -> Service:
    return Service("web", (sys.executable, "-u", "-m", "http.server", str(port), "--bind", "127.0.0.1"))


def plan(port: int, *services: Service, steps: tuple[Step, ...] = (), pause: float = 0.01) -> Plan:
    return Plan(steps, (*services, web(port)), port, ready_path="/", pause=pause, port_patience=1.0)


def lives(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def test_starts_in_order_shows_the_accounts_last_and_stops_in_reverse_order(started: list[Up], port: int) -> None:
    steps = (
        Step("migrate", python("import os; print('owner is', os.environ['DATABASE_OWNER_URL'])")),
        Step("demo", python("print('account one'); print('account two')"), shown_last=True),
    )
    services = [Service(name, python(STEADY)) for name in ("worker", "dispatcher")]
    started.append(up := Up(plan(port, *services, steps=steps), GIVEN))
    up.until("account two")
    assert up.end() == 0
    order = [
        r"Running migrate",
        r"migrate \| owner is postgresql\+psycopg://sanqi_app@db\.invalid/sanqi",
        r"Running demo",
        r"Starting worker",
        r"Starting dispatcher",
        r"Starting web",
        rf"Sanqi is ready: http://127\.0\.0\.1:{port}  \(Ctrl-C ends it\)",
        r"account one",
        r"account two",
        r"Stopping web",
        r"Stopping dispatcher",
        r"dispatcher \| leaving",
        r"Stopping worker",
        r"worker \| leaving",
        r"Stopped",
    ]
    assert re.search(".*".join(order), up.said, re.DOTALL), up.said
    assert re.search(r"worker \| pid \d+ no owner", up.said), "a service has no business with the owner's address"


def test_a_step_that_fails_ends_it_with_its_words(started: list[Up], port: int) -> None:
    steps = (Step("migrate", python("import sys; print('no such table', file=sys.stderr); sys.exit(3)")),)
    started.append(up := Up(plan(port, steps=steps), GIVEN))
    assert up.ended() == 1
    assert "no such table" in up.said
    assert "migrate failed with exit code 3: see above." in up.said
    assert "Starting web" not in up.said


def test_a_service_that_was_killed_comes_back(started: list[Up], port: int) -> None:
    started.append(up := Up(plan(port, Service("worker", python(STEADY))), GIVEN))
    first = int(up.until(r"worker \| pid (\d+)"))
    up.until("Sanqi is ready")
    os.kill(first, signal.SIGKILL)
    up.until(r"worker ended \(signal SIGKILL\); starting it again in 0\.01 s")
    second = int(up.until(rf"worker \| pid (?!{first}\b)(\d+)"))
    assert lives(second)
    assert up.end(signal.SIGTERM) == 0
    assert not lives(second)


def test_a_service_that_dies_again_and_again_ends_it_with_its_words(started: list[Up], port: int) -> None:
    broken = Service("worker", python("import sys; sys.exit('no such queue')"))
    started.append(up := Up(plan(port, Service("dispatcher", python(STEADY)), broken), GIVEN))
    assert up.ended() == 1
    assert up.said.count("worker | no such queue") == 6
    assert "worker ended 6 times within a minute. Its last lines are above." in up.said
    assert not lives(int(up.until(r"dispatcher \| pid (\d+)")))


def test_a_service_that_does_not_listen_is_killed_with_its_children(started: list[Up], port: int) -> None:
    deaf = (
        "import os, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); os.fork();"
        " os.write(1, b'pid %d\\n' % os.getpid()); time.sleep(999)"
    )
    started.append(up := Up(plan(port, Service("worker", python(deaf), grace=0.1)), GIVEN))
    up.until("Sanqi is ready")
    up.until(r"(?s)worker \| pid \d+.*worker \| pid \d+")
    assert up.end() == 0
    assert "It does not stop by itself: killed" in up.said
    pids = [int(pid) for pid in re.findall(r"worker \| pid (\d+)", up.said)]
    assert len(pids) == 2
    assert wait_until(lambda: not any(map(lives, pids)), PATIENCE)


def test_its_children_die_with_it_however_it_dies(started: list[Up], port: int) -> None:
    started.append(up := Up(plan(port, Service("worker", python(STEADY))), GIVEN))
    worker = int(up.until(r"worker \| pid (\d+)"))
    up.process.kill()
    assert wait_until(lambda: not lives(worker), PATIENCE)


def test_a_port_that_is_taken_is_said_plainly_before_anything_starts(started: list[Up], port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        started.append(up := Up(plan(port), GIVEN))
        assert up.ended() == 1
    assert f"Port {port} is taken by another program. Take another: sanqi up --port {port + 1}, or make run" in up.said
    assert "Starting" not in up.said


def test_it_brings_the_embedded_servers_back_and_ends_them_with_itself(
    started: list[Up], port: int, tmp_path: Path
) -> None:
    home = Home.at(tmp_path / "home")
    started.append(up := Up(plan(port), {"SANQI_HOME": str(home.path)}))
    up.until("Sanqi is ready")
    before = home.ready()
    assert before
    os.kill(before.keeper, signal.SIGKILL)
    assert wait_until(lambda: (after := home.ready()) is not None and after.keeper != before.keeper, PATIENCE)
    with running(env={}, home=home.path) as servers:
        assert servers.database_url == before.urls["database_url"]
    assert up.end() == 0
    assert nobody_works_on(home.path)


def test_the_real_plan_names_what_a_newcomer_gets() -> None:
    real = plan_for(demo=True, port=8001)
    assert [part.name for part in (*real.steps, *real.services)] == ["migrate", "demo", "worker", "dispatcher", "web"]
    assert [part.name for part in plan_for(demo=False, port=8001).steps] == ["migrate"]
    assert "127.0.0.1:8001" in real.services[-1].argv
    assert real.address == "http://127.0.0.1:8001"
