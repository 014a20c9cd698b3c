"""The databases of one test run: a template, migrated once, and one copy of it for every test process.

Whoever asks may be killed at any time. So a run holds advisory locks from one connection of its own: a database whose
run holds no lock any more is a leftover and is swept by the next run; a Redis database is ours while its lock is.
"""

import secrets
from contextlib import ExitStack
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import psycopg
from sqlalchemy import make_url

from assembly.migrate import migrate, psycopg_url
from assembly.servers.interface import Servers, ServersError, running
from assembly.servers.roles import apply as apply_roles

PREFIX = "sanqi_test_"
_RUNS, _REDIS = 7311, 7312  # classes of advisory locks
_REDIS_DATABASES = range(1, 16)  # 0 belongs to `make run`


@dataclass(frozen=True)
class Place:
    """Where one test process works. `database_url` logs in as sanqi_app, `owner_url` as the superuser.

    `template` is the run's migrated, empty database: `Place.beside()` makes another copy of it.
    """

    database_url: str
    owner_url: str
    redis_url: str
    template: str

    def on(self, database: str) -> "Place":
        """The same servers, another database."""
        return replace(self, database_url=_with(self.database_url, database), owner_url=_with(self.owner_url, database))

    def beside(self) -> "Place":
        """A fresh copy of the template for one test to break. The caller drops it, or the next run does."""
        other = self.on(f"{self.template}_{secrets.token_hex(4)}")
        _copy(other)
        return other

    def drop(self) -> None:
        """Remove the database, whoever is still connected."""
        with psycopg.connect(psycopg_url(_with(self.owner_url, "postgres")), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{_name(self.owner_url)}" WITH (FORCE)'.encode())


class House:
    """What the controller holds (or the single process): servers, run lock, template."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self.servers: Servers = self._open.enter_context(running())
        self.keys = self._open.enter_context(
            psycopg.connect(psycopg_url(_with(self.servers.owner_url, "postgres")), autocommit=True)
        )
        if not self._may_do_anything():
            raise ServersError("DATABASE_OWNER_URL must be a superuser's: the tests make databases and break walls.")
        self.run = secrets.randbits(31)
        self._lock(_RUNS, self.run)
        self._redis_taken: set[int] = set()
        self.sweep()
        self.template = f"{PREFIX}{self.run}"
        self._make_template()

    @property
    def server_version(self) -> str:
        """PostgreSQL's version, as `18.6`."""
        return str(self.keys.execute("SHOW server_version").fetchone()[0]).split(" ")[0]

    def place(self, process: str) -> Place:
        """Database and Redis database of one test process."""
        place = self._place().on(f"{self.template}_{process}")
        _copy(place)
        return replace(place, redis_url=_redis(self.servers.redis_url, self._free_redis()))

    def close(self) -> None:
        """Drop all databases of this run."""
        self._drop_all(self.run)
        self._open.close()

    def _may_do_anything(self) -> bool:
        row = self.keys.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        return bool(row and row[0])

    def _place(self) -> Place:
        servers = self.servers
        return Place(servers.database_url, servers.owner_url, servers.redis_url, self.template)

    def _make_template(self) -> None:
        self.keys.execute(f'CREATE DATABASE "{self.template}"'.encode())
        migrate(self._place().on(self.template).owner_url)

    def _lock(self, kind: int, number: int) -> bool:
        row = self.keys.execute("SELECT pg_try_advisory_lock(%s, %s)", [kind, number]).fetchone()
        return bool(row and row[0])

    def _free_redis(self) -> int:
        # A connection gets a lock that it has as often as it likes: what is ours already is left out.
        for number in sorted(set(_REDIS_DATABASES) - self._redis_taken):
            if self._lock(_REDIS, number):
                self._redis_taken.add(number)
                return number
        raise RuntimeError(f"all {len(_REDIS_DATABASES)} Redis databases for tests are taken by other runs")

    def sweep(self) -> None:
        """Drop the databases of runs that hold no lock any more."""
        rows = self.keys.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]).fetchall()
        for run in {int(name.removeprefix(PREFIX).split("_")[0]) for (name,) in rows} - {self.run}:
            if self._lock(_RUNS, run):
                self._drop_all(run)
                self.keys.execute("SELECT pg_advisory_unlock(%s, %s)", [_RUNS, run])

    def _drop_all(self, run: int) -> None:
        find = "SELECT datname FROM pg_database WHERE datname = %(own)s OR starts_with(datname, %(own)s || '_')"
        for (name,) in self.keys.execute(find, {"own": f"{PREFIX}{run}"}).fetchall():
            self.keys.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


def _copy(place: Place) -> None:
    """A database's grants are not copied with it (CREATE DATABASE says so): roles.sql gives them again."""
    name = _name(place.owner_url)
    with psycopg.connect(psycopg_url(_with(place.owner_url, "postgres")), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{place.template}"'.encode())
        # Commits are real; only their wait for the disk is left out.
        connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off'.encode())
    with psycopg.connect(psycopg_url(place.owner_url), autocommit=True) as connection:
        apply_roles(connection)


def _with(url: str, database: str) -> str:
    return make_url(url).set(database=database).render_as_string(hide_password=False)


def _name(url: str) -> str:
    return str(make_url(url).database)


def _redis(url: str, number: int) -> str:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        query = dict(parse_qsl(parts.query)) | {"db": str(number)}
        # urlunsplit() forgets the two slashes of an address without a host.
        return f"unix://{parts.path}?{urlencode(query)}"
    return urlunsplit(parts._replace(path=f"/{number}"))
