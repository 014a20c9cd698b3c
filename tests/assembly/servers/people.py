"""Users of the servers as processes of their own, since that is what the locks are about."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from types import TracebackType

from assembly.servers.home import Home
from assembly.servers.identity import RunsAs, myself, namespace, nobody
from assembly.servers.interface import Servers
from assembly.servers.locks import wait_until

LINGER = 0.5
PATIENCE = 60.0

_USER = """
import json, sys
from dataclasses import asdict
from pathlib import Path
from assembly.servers.interface import ServersError, running
try:
    with running(home=Path(sys.argv[1]), linger=float(sys.argv[2]), stop_at_once=sys.argv[3] == "True") as servers:
        print(json.dumps(asdict(servers)), flush=True)
        sys.stdin.read()
except ServersError as error:
    print(json.dumps(str(error)), flush=True)
"""


class User(AbstractContextManager["User"]):
    """Needs the servers of `home` from `servers()` until `leave()`, or until it is killed."""

    def __init__(
        self,
        home: Path,
        *,
        env: Mapping[str, str] | None = None,
        runs_as: RunsAs | None = None,
        stop_at_once: bool = False,
    ) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _USER, str(home), str(LINGER), str(stop_at_once)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=without_urls() | dict(env or {}),
            preexec_fn=partial((runs_as or myself()).become, signal.SIGKILL),  # noqa: PLW1509 - sets an identity, takes no lock
        )

    def answer(self) -> Servers | str:
        """The servers, or what the person is told."""
        assert self.process.stdout
        said = json.loads(self.process.stdout.readline())
        return said if isinstance(said, str) else Servers(**said)

    def servers(self) -> Servers:
        """The servers."""
        answer = self.answer()
        assert isinstance(answer, Servers), answer
        return answer

    def leave(self) -> None:
        """In good order."""
        self.process.communicate("")

    def kill(self) -> None:
        """With -9."""
        self.process.kill()
        self.__exit__(None, None, None)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.leave()


def without_urls() -> dict[str, str]:
    """Our environment, as if nobody had named a server."""
    return {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}


def nobody_works_on(home: Path) -> bool:
    """Neither keeper nor PostgreSQL nor Redis nor a child of theirs lives: each would hold a lock."""
    return not any(Home(home).lock(name).held_elsewhere() for name in ("keeper", "postgres", "redis"))


def gone(home: Path) -> bool:
    """Wait for that."""
    return wait_until(lambda: nobody_works_on(home), PATIENCE)


def keeper_of(home: Path) -> int:
    """The keeper's process number."""
    ready = Home(home).ready()
    assert ready
    return ready.keeper


def kill(pid: int) -> None:
    """With -9."""
    os.kill(pid, signal.SIGKILL)


def ordinary() -> RunsAs:
    """Who runs a child as an ordinary user: ourselves, or when we are root somebody we can become."""
    if os.geteuid() != 0:
        return myself()
    ways = [way for way in (namespace(), nobody()) if way.can_run(Path(sys.executable), Path("/"))]
    assert ways, (
        f"As root, these tests need user namespaces or a Python that 'nobody' can run; {sys.executable} is none."
    )
    return ways[0]
