"""The process that owns the servers: `python -m assembly.servers.keeper HOME LINGER`.

Detached from its starter. It ends, and ends the servers in order, when nobody has needed them for LINGER seconds, on
SIGTERM, or when its folder is removed. When it is killed by -9, the kernel tells the servers to stop (Linux).
"""

import contextlib
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from assembly.servers.errors import ServersError
from assembly.servers.home import Home, Ready, socket_folder
from assembly.servers.locks import Lock, wait_until
from assembly.servers.postgres import Postgres
from assembly.servers.valkey import Valkey
from backbone import clock

Server = Postgres | Valkey
_POLL = 0.2
_RESTARTS, _WITHIN = 5, 60.0
ALREADY_THERE = 3


class Keeper:
    """Starts what is wanted, restarts what died, says what runs."""

    def __init__(self, home: Home) -> None:
        self.home, self.sockets = home, socket_folder(home)
        self.running: list[Server] = []
        self._deaths: list[float] = []

    def start_wanted(self) -> None:
        """Start what was asked for and does not run yet."""
        missing = self.home.wanted() - {server.name for server in self.running}
        for kind in (Postgres, Valkey):
            if kind.name in missing:
                server = kind(self.home, self.sockets)
                server.start()
                self.running.append(server)
        if missing:
            urls = {key: url for server in self.running for key, url in server.urls.items()}
            self.home.announce(Ready(os.getpid(), str(self.sockets), urls))

    def restart_dead(self) -> None:
        """A server that was killed comes back; one that dies again and again is given up."""
        for server in self.running:
            if not server.alive():
                now = time.monotonic()
                self._deaths = [then for then in self._deaths if now - then < _WITHIN] + [now]
                if len(self._deaths) > _RESTARTS:
                    raise ServersError(
                        f"{server.name} died {_RESTARTS} times in a minute: {self.home.log(server.name)}"
                    )
                _say(f"{server.name} died, starting it again")
                server.start()

    def stop(self) -> None:
        """In reverse order, the ready file first."""
        self.home.announce(None)
        for server in reversed(self.running):
            server.stop()
        for folder in (self.sockets / "pg", self.sockets):
            with contextlib.suppress(OSError):  # never more than tidiness
                folder.rmdir()


class Leave:
    """Is it time to go? Keeps the locks once it is, so that a starter waits until we are gone."""

    def __init__(self, home: Home, linger: float, mine: Lock) -> None:
        self._start, self._use, self._mine = home.lock("start"), home.lock("use"), mine
        self._linger = linger
        self._idle_since: float | None = None
        self._told = False
        signal.signal(signal.SIGTERM, self._tell)
        signal.signal(signal.SIGINT, self._tell)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    def now(self) -> bool:
        """Asked to, or our folder is gone, or nobody has needed us for long enough."""
        return self._told or not self._mine.intact() or self._nobody_for_long()

    def _nobody_for_long(self) -> bool:
        idle = self._start.try_exclusive() and self._use.try_exclusive()
        self._use.release()
        self._idle_since = (self._idle_since or time.monotonic()) if idle else None
        if self._idle_since is not None and time.monotonic() - self._idle_since >= self._linger:
            return True  # and the start lock is ours until we are gone
        self._start.release()
        return False

    def _tell(self, signum: int, frame: FrameType | None) -> None:
        self._told = True


def keep(home: Home, linger: float, mine: Lock) -> int:
    """The keeper's life."""
    keeper, leave = Keeper(home), Leave(home, linger, mine)
    home.fail("")
    try:
        while not leave.now():
            keeper.restart_dead()
            keeper.start_wanted()
            time.sleep(_POLL)
    except ServersError as error:
        home.fail(str(error))
        _say(str(error))
        return 1
    except Exception as error:
        home.fail(f"The servers' keeper failed: {error!r}. See {home.log('keeper')}.")
        raise
    finally:
        keeper.stop()
        _say("stopped")
    return 0


def main(arguments: list[str]) -> int:
    """Detach, so that the starter is no parent of ours and leaves no zombie; the lock is ours before it goes on."""
    home, linger = Home(Path(arguments[0])), float(arguments[1])
    mine = home.lock("keeper")
    if not wait_until(mine.try_exclusive, 1):
        return ALREADY_THERE
    if os.fork():
        os._exit(0)
    os.umask(0o077)  # logs and data are nobody else's business
    return keep(home, linger, mine)


def _say(text: str) -> None:
    print(f"{clock.now():%Y-%m-%d %H:%M:%S} keeper {os.getpid()}: {text}", flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
