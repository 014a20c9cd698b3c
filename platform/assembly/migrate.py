"""Brings a database to the newest schema: roles, schema, then the numbered migrations."""

from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from sqlalchemy import make_url

from assembly.servers.given import url_text
from backbone.errors import DomainError
from backbone.i18n import lazy_gettext as _l

ROOT = Path(__file__).resolve().parents[2]

SCHEMA = """
CREATE SCHEMA IF NOT EXISTS app AUTHORIZATION sanqi_owner;
REVOKE ALL ON SCHEMA app FROM PUBLIC;
GRANT USAGE ON SCHEMA app TO
    sanqi_app, sanqi_door, sanqi_store, sanqi_hq, sanqi_region, sanqi_dispatch, sanqi_batch, sanqi_backup;
"""


class DatabaseAwayError(DomainError):
    """The database does not answer, or not with these rights."""

    status = 503
    code = "database_away"
    message = _l("The database can't be used: %(why)s")


def migrate(owner_url: str) -> None:
    """Create roles and schema when missing and apply every migration; runs of several at once wait for each other.

    Raises DatabaseAwayError.
    """
    try:
        with psycopg.connect(psycopg_url(owner_url), autocommit=True) as connection:
            connection.execute("SELECT pg_advisory_lock(7307)")
            if _may_create_roles(connection):
                connection.execute((ROOT / "deploy" / "roles.sql").read_text().encode())
            connection.execute(SCHEMA)
            command.upgrade(alembic_config(owner_url), "head")
    except psycopg.Error as error:
        raise DatabaseAwayError(why=str(error).strip().splitlines()[0]) from error


def is_migrated(owner_url: str) -> bool:
    """Whether the database has our schema at all."""
    with psycopg.connect(psycopg_url(owner_url)) as connection:
        row = connection.execute("SELECT to_regclass('app.alembic_version') IS NOT NULL").fetchone()
        return bool(row and row[0])


def psycopg_url(url: str) -> str:
    """A SQLAlchemy URL in libpq's own form."""
    return url_text(make_url(url).set(drivername="postgresql"))


def alembic_config(owner_url: str) -> Config:
    """Alembic's settings, without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations").replace("%", "%%"))
    config.attributes["url"] = owner_url
    return config


def _may_create_roles(connection: psycopg.Connection) -> bool:
    row = connection.execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user").fetchone()
    return bool(row and row[0])
