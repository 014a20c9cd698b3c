"""The embedded PostgreSQL: start, restart, stop."""

import os
import signal
import time
from pathlib import Path

import psycopg

from assembly.servers import roles
from assembly.servers.child import Child, claim_data
from assembly.servers.cluster import SUPERUSER, prepare_cluster
from assembly.servers.errors import ServersError
from assembly.servers.home import Home
from assembly.servers.locks import wait_until
from assembly.servers.seat import Seat, find_seat, take_possession

DATABASE = "sanqi"
_SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class Postgres:
    """Below the keeper. `start` may be called again after it died."""

    name = "postgres"

    def __init__(self, home: Home, sockets: Path, seat: Seat | None = None) -> None:
        self.home, self.sockets = home, sockets / "pg"
        self.child: Child | None = None
        self._seat = seat

    @property
    def urls(self) -> dict[str, str]:
        """`database_url` as sanqi_app, `owner_url` as the superuser of the cluster."""
        where = f"@/{DATABASE}?host={self.sockets}&port={_SETTINGS['port']}"
        return {
            "database_url": f"postgresql+psycopg://sanqi_app{where}",
            "owner_url": f"postgresql+psycopg://{SUPERUSER}{where}",
        }

    def start(self) -> None:
        """Ready to answer when this returns. Raises ServersError."""
        seat = self._seat = self._seat or find_seat(self.home)
        self._prepare_sockets(seat)
        until = time.monotonic() + 10
        while not self._came_up(seat):
            said = self.child.said() if self.child else ""
            # A predecessor killed by -9 can leave its shared memory behind for a moment.
            if "pre-existing shared memory block" not in said or time.monotonic() > until:
                raise ServersError(f"PostgreSQL did not start ({self.home.log('postgres')}):\n{said[-1500:]}")
            time.sleep(0.3)
        self._furnish()

    def alive(self) -> bool:
        """Does the process live?"""
        return self.child is not None and self.child.alive()

    def stop(self) -> None:
        """Fast shutdown: sessions are cut, everything committed is on disk."""
        if self.child:
            self.child.stop(grace=60, harder=signal.SIGQUIT)

    def _prepare_sockets(self, seat: Seat) -> None:
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        take_possession(self.sockets, seat.runs_as)
        if seat.runs_as.uid != os.geteuid():  # the server must get through to its own folder, and see nothing else
            self.sockets.parent.chmod(0o711)

    def _came_up(self, seat: Seat) -> bool:
        child = self.child = self._spawn(seat)
        wait_until(lambda: not child.alive() or self._answers(), 120)
        if child.alive() and self._answers():
            return True
        self.stop()
        return False

    def _spawn(self, seat: Seat) -> Child:
        claim = claim_data(self.home.lock("postgres"), evict=lambda: _stop_orphan(seat.data))
        prepare_cluster(seat)
        # Nobody lives on these data: what is left of a dead server only looks alive when its number was given away.
        for stale in (seat.data / "postmaster.pid", *self.sockets.glob(".s.PGSQL.*")):
            stale.unlink(missing_ok=True)
        settings = _SETTINGS | {"unix_socket_directories": str(self.sockets)}
        flags = [word for item in settings.items() for word in ("-c", "=".join(item))]
        argv = [seat.programs / "postgres", "-D", seat.data, *flags]
        return Child(argv, claim=claim, runs_as=seat.runs_as, log=self.home.log("postgres"), stop=signal.SIGINT)

    def _connect(self, database: str) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.sockets),
            port=_SETTINGS["port"],
            user=SUPERUSER,
            dbname=database,
            connect_timeout=5,
            autocommit=True,
        )

    def _answers(self) -> bool:
        try:
            self._connect("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def _furnish(self) -> None:
        """Roles and database; at each start, so that roles added by a newer version come too."""
        with self._connect("postgres") as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(f"CREATE DATABASE {DATABASE}")
        with self._connect(DATABASE) as connection:
            roles.apply(connection)
            connection.execute(f"ALTER DATABASE {DATABASE} OWNER TO sanqi_owner")


def _stop_orphan(data: Path) -> None:
    """A server without keeper (only where the kernel can't end it with its parent): ask it to stop."""
    try:
        os.kill(int((data / "postmaster.pid").read_text().split("\n", 1)[0]), signal.SIGINT)
    except (FileNotFoundError, ProcessLookupError, ValueError):
        return
