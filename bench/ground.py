"""Where benchmarks run: embedded servers in a scratch home of their own, never the user's data."""

import datetime as dt
import os
import platform
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from assembly.migrate import migrate, psycopg_url
from assembly.onboarding import actor_of, create_store, find_place
from assembly.servers.interface import Servers, running
from assembly.subscriptions import load_jobs
from backbone.clock import today
from backbone.config import Settings
from backbone.db import unit_of_work
from backbone.files import store as files
from tenants.access.interface import Actor, Side


@dataclass(frozen=True)
class Ground:
    """Migrated servers, a folder for files, and a connection above all policies, in autocommit."""

    settings: Settings
    folder: Path
    owner: psycopg.Connection

    def open_store(self, code: str, *, days_at_work: int = 90) -> Actor:
        """A new store, and the platform acting for it."""
        start = today() - dt.timedelta(days=days_at_work)
        create_store(code=code, name=code, region="bench", plan=1, start_date=start)
        return actor_of(find_place(code, Side.STORE))

    def settle(self) -> None:
        """What the background does in real life, now and not in the middle of a measurement."""
        self.owner.execute("VACUUM (ANALYZE)")
        self.owner.execute("CHECKPOINT")

    def load(self) -> float:
        """Of the machine, over the last minute."""
        return os.getloadavg()[0]

    def said(self) -> str:
        """One line on what the figures were measured on; no names."""
        version = self.owner.info.server_version // 10000
        load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
        return f"{os.cpu_count()} cores, load {load}, Python {platform.python_version()}, PostgreSQL {version}"


@contextmanager
def ground() -> Iterator[Ground]:
    """All of it gone afterwards. DATABASE_URL, REDIS_URL, SANQI_HOME are not looked at."""
    with tempfile.TemporaryDirectory(prefix="sanqi-bench-") as folder:
        home = Path(folder) / "home"
        with running(env={}, home=home, linger=0, stop_at_once=True) as servers:
            settings = _bound(servers, home)
            with psycopg.connect(psycopg_url(settings.owner_url), autocommit=True) as owner:
                owner.execute("ALTER SYSTEM SET autovacuum = off")
                owner.execute("SELECT pg_reload_conf()")
                yield Ground(settings, Path(folder), owner)
            unit_of_work.engine().dispose()


def _bound(servers: Servers, home: Path) -> Settings:
    migrate(servers.owner_url)
    settings = Settings(
        database_url=servers.database_url,
        owner_url=servers.owner_url,
        redis_url=servers.redis_url,
        home=home,
        secret_key="of-the-benchmarks-alone",
    )
    load_jobs()
    unit_of_work.connect(settings.database_url)
    files.use_folder(settings.files_root)
    return settings
