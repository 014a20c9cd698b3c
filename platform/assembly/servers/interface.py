"""The door: `with running() as servers:` and there are a PostgreSQL and a Redis."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assembly.servers.errors import ServersError
from assembly.servers.given import given_urls, make_roles_if_missing
from assembly.servers.home import Home
from assembly.servers.keeper import ALREADY_THERE
from assembly.servers.locks import wait_until
from backbone.config import default_home

__all__ = ["Servers", "ServersError", "running"]

LINGER = 3.0  # seconds the servers stay after their last user: the next command then finds them warm
_PATIENCE = 120.0
_KEYS = {"postgres": ("database_url", "owner_url"), "redis": ("redis_url",)}


@dataclass(frozen=True)
class Servers:
    """`database_url` logs in as sanqi_app, `owner_url` as one who may migrate. `embedded`: we started one or both."""

    database_url: str
    owner_url: str
    redis_url: str
    embedded: bool


@contextmanager
def running(
    *,
    env: Mapping[str, str] | None = None,
    home: Path | None = None,
    linger: float = LINGER,
    stop_at_once: bool = False,
    say: Callable[[str], None] = lambda text: None,
) -> Iterator[Servers]:
    """Servers for as long as the block runs: those of DATABASE_URL and REDIS_URL, embedded ones for what is not given.

    Embedded ones are shared by everybody who uses the same home (SANQI_HOME, else var/ of the checkout), survive
    the end of any user, and end `linger` seconds after the last. `stop_at_once`: when we are the last, wait for
    their end. `say` is told what takes time. Raises ServersError with a message for the person.
    """
    env = os.environ if env is None else env
    urls = given_urls(env)
    needed = frozenset(name for name, keys in _KEYS.items() if not urls.keys() >= set(keys))
    if "postgres" not in needed and not env.get("DATABASE_OWNER_URL"):
        make_roles_if_missing(urls["owner_url"])
    if not needed:
        yield Servers(**urls, embedded=False)
        return
    place = Home.at(home or Path(env.get("SANQI_HOME") or default_home()))
    try:
        with place.lock("use") as use:
            started = _share(place, needed, linger, use.try_shared, say)
            yield Servers(**(started | urls), embedded=True)
    finally:
        if stop_at_once:
            _end_if_last(place, say)


def _share(
    home: Home, needed: frozenset[str], linger: float, enter: Callable[[], bool], say: Callable[[str], None]
) -> dict[str, str]:
    """Become a user of the running servers, or of fresh ones. Nobody else starts or ends them meanwhile."""
    with home.lock("start") as start:
        if not wait_until(start.try_exclusive, _PATIENCE):
            raise ServersError(f"Somebody else has been starting or stopping the servers of {home.path} for too long.")
        enter()
        if not _alive(home):
            _spawn(home, needed, linger, say)
        else:
            home.want(home.wanted() | needed)
        if not wait_until(lambda: _has(home, needed) or not _alive(home), _PATIENCE) or not _has(home, needed):
            raise ServersError(home.failure() or f"The servers did not start. See {home.log('keeper')}.")
        found = home.ready()
        return found.urls if found else {}


def _spawn(home: Home, needed: frozenset[str], linger: float, say: Callable[[str], None]) -> None:
    first = "" if (home.path / "pg").exists() else ", for the first time: a few seconds"
    say(f"Starting the embedded servers in {home.path} ({' and '.join(sorted(needed))}{first})")
    home.announce(None)
    home.fail("")
    home.want(needed)
    with home.log("keeper").open("ab") as log:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "assembly.servers.keeper", str(home.path), str(linger)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=home.path,
            start_new_session=True,
            check=False,
        )
    if done.returncode not in (0, ALREADY_THERE):
        raise ServersError(f"The servers' keeper could not be started. See {home.log('keeper')}.")


def _alive(home: Home) -> bool:
    """Asked only under the start lock: asking takes the keeper's lock for a moment."""
    return home.lock("keeper").held_elsewhere()


def _has(home: Home, needed: frozenset[str]) -> bool:
    ready = home.ready()
    return ready is not None and all(key in ready.urls for name in needed for key in _KEYS[name])


def _end_if_last(home: Home, say: Callable[[str], None]) -> None:
    with home.lock("start") as start, home.lock("use") as use:
        if not wait_until(start.try_exclusive, _PATIENCE) or not use.try_exclusive() or not _alive(home):
            return
        if ready := home.ready():
            say("Stopping the embedded servers")
            os.kill(ready.keeper, signal.SIGTERM)
            wait_until(lambda: not _alive(home), _PATIENCE)
