"""The embedded Redis (Valkey): unix socket only, append-only file, never drops what it can't hold."""

import contextlib
import signal
from pathlib import Path

import redis

from assembly.servers.binaries import redis_program
from assembly.servers.child import Child, claim_data
from assembly.servers.errors import ServersError
from assembly.servers.home import Home
from assembly.servers.identity import myself
from assembly.servers.locks import wait_until


class Valkey:
    """Below the keeper. `start` may be called again after it died."""

    name = "redis"

    def __init__(self, home: Home, sockets: Path) -> None:
        self.home, self.socket = home, sockets / "redis.sock"
        self.child: Child | None = None

    @property
    def urls(self) -> dict[str, str]:
        """`redis_url`."""
        return {"redis_url": f"unix://{self.socket}"}

    def start(self) -> None:
        """Ready to answer, its file loaded, when this returns. Raises ServersError."""
        child = self.child = self._spawn()
        wait_until(lambda: not child.alive() or self._answers(), 120)
        if not child.alive() or not self._answers():
            said = child.said()
            self.stop()
            raise ServersError(f"Redis did not start ({child.log}):\n{said[-1500:]}")

    def alive(self) -> bool:
        """Does the process live?"""
        return self.child is not None and self.child.alive()

    def stop(self) -> None:
        """Writes what is left to its file and ends."""
        if self.child:
            self.child.stop(grace=30, harder=signal.SIGTERM)

    def _spawn(self) -> Child:
        claim = claim_data(self.home.lock("redis"), evict=self._stop_orphan)
        data = self.home.path / "redis"
        data.mkdir(mode=0o700, exist_ok=True)
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(data),
            "appendonly": "yes",
            "save": "",
            "maxmemory-policy": "noeviction",
            "loglevel": "notice",
        }
        flags = [word for name, value in settings.items() for word in (f"--{name}", value)]
        argv = [redis_program(), *flags]
        return Child(argv, claim=claim, runs_as=myself(), log=self.home.log("redis"), stop=signal.SIGTERM)

    def _client(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.socket), socket_timeout=5)

    def _answers(self) -> bool:
        with self._client() as client:
            try:
                return bool(client.ping())
            except redis.RedisError:  # not listening yet, or still loading its file
                return False

    def _stop_orphan(self) -> None:
        with self._client() as client, contextlib.suppress(redis.RedisError):
            client.shutdown()
