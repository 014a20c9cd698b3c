"""`sanqi check`: what is wrong with a deployment, a line each; exit code 1 when anything is."""

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import click
import psycopg
import redis
from alembic.script import ScriptDirectory

from assembly.cli.terminal import with_servers
from assembly.migrate import alembic_config, psycopg_url
from backbone.config import Settings
from backbone.jobs import queue
from dealer.messages.gateway import gateway_faults
from frontend.assets import BUILD_FOLDER
from frontend.catalogs import CatalogNotCompiledError, require_catalog

OLDEST, NEWEST = 15, 18
ROLES = ("owner", "app", "door", "store", "hq", "region", "dispatch", "batch", "backup")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `mend` says what to do when it is not right."""

    what: str
    right: bool
    mend: str = ""


@click.command()
def check() -> None:
    """Say what is wrong with this deployment."""
    with with_servers() as settings:
        findings = [finding for look in LOOKS for finding in _safely(look, settings)]
    for finding in findings:
        click.echo(
            f"{'ok   ' if finding.right else 'WRONG'} {finding.what}{'' if finding.right else ': ' + finding.mend}"
        )
    sys.exit(0 if all(finding.right for finding in findings) else 1)


def _safely(look: Callable[[Settings], Iterator[Finding]], settings: Settings) -> list[Finding]:
    try:
        return list(look(settings))
    except (psycopg.Error, redis.RedisError) as error:
        name = look.__name__.strip("_").replace("_", " ")
        return [Finding(name, right=False, mend=str(error).strip().splitlines()[0])]


def _database(settings: Settings) -> Iterator[Finding]:
    with psycopg.connect(psycopg_url(settings.owner_url), connect_timeout=5) as connection:
        version = connection.info.server_version // 10000
        yield Finding(f"PostgreSQL {version}", OLDEST <= version <= NEWEST, f"use {OLDEST} to {NEWEST}")
        yield Finding("encoding UTF8", connection.info.encoding == "utf-8", "create the database with ENCODING 'UTF8'")
        # With locale C, case and word functions are wrong for Chinese, silently.
        words = connection.execute("SELECT '三七 Ä' ~ '^\\w+ \\w$', lower('Ä')").fetchone()
        yield Finding(
            "locale knows letters", words == (True, "ä"), "create it with builtin C.UTF-8, or C.UTF-8 of the system"
        )
        at = connection.execute("SELECT to_regclass('app.alembic_version')").fetchone()
        there = connection.execute("SELECT version_num FROM app.alembic_version").fetchone() if at and at[0] else None
        newest = ScriptDirectory.from_config(alembic_config(settings.owner_url)).get_current_head()
        yield Finding("schema is up to date", bool(there) and there == (newest,), "run `sanqi migrate`")
        known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'sanqi_%'")}
        missing = [f"sanqi_{role}" for role in ROLES if f"sanqi_{role}" not in known]
        yield Finding("roles", not missing, f"missing: {', '.join(missing)}; run deploy/roles.sql")


def _login_of_the_application(settings: Settings) -> Iterator[Finding]:
    with psycopg.connect(psycopg_url(settings.database_url), connect_timeout=5) as connection:
        row = connection.execute(
            "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user"
        ).fetchone()
        name, above = row or ("?", True)
        yield Finding(
            f"the application logs in as {name}", not above, "it is above row-level security; log in as sanqi_app"
        )


def _redis(settings: Settings) -> Iterator[Finding]:
    client = queue.connect(settings.redis_url)
    client.ping()
    yield Finding("Redis answers", right=True)
    policy = client.config_get("maxmemory-policy")["maxmemory-policy"]
    yield Finding("Redis evicts nothing", policy == "noeviction", "set maxmemory-policy noeviction")
    yield Finding("Redis writes its log", client.config_get("appendonly")["appendonly"] == "yes", "set appendonly yes")


def _files(settings: Settings) -> Iterator[Finding]:
    settings.files_root.mkdir(parents=True, exist_ok=True)
    probe = settings.files_root / ".probe"
    probe.write_bytes(b"")
    probe.unlink()
    yield Finding(f"files can be written to {settings.files_root}", right=True)
    yield Finding("page assets are built", (BUILD_FOLDER / "manifest.json").exists(), "run `make setup`")
    yield Finding("translations are compiled", _chinese_is_found(), "run `make setup`")


def _text_gateway(settings: Settings) -> Iterator[Finding]:
    faults = gateway_faults(settings)
    named = "text gateway" if settings.sms_url else "no text gateway: texts are sent by hand"
    yield Finding(named if not faults else "text gateway", not faults, "; ".join(faults))


def _chinese_is_found() -> bool:
    with suppress(CatalogNotCompiledError):
        require_catalog()
        return True
    return False


LOOKS = (_database, _login_of_the_application, _redis, _files, _text_gateway)
