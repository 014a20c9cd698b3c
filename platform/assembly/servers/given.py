"""Servers that somebody else runs, named in the environment."""

from collections.abc import Mapping

import psycopg
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from assembly.servers import roles
from assembly.servers.errors import ServersError

APP = "sanqi_app"


def given_urls(env: Mapping[str, str]) -> dict[str, str]:
    """`database_url` and `owner_url`, `redis_url`: those that the environment gives. Opens nothing."""
    urls: dict[str, str] = {}
    if text := env.get("DATABASE_URL"):
        database, owner = _database(text, "DATABASE_URL"), env.get("DATABASE_OWNER_URL")
        urls["owner_url"] = url_text(_database(owner, "DATABASE_OWNER_URL") if owner else database)
        urls["database_url"] = url_text(database if owner else as_app(database))
    if text := env.get("REDIS_URL"):
        urls["redis_url"] = text
    return urls


def as_app(url: URL) -> URL:
    """The same login, acting as sanqi_app from its first statement on: for a newcomer with one superuser's URL.

    Not a wall: whoever can run any SQL can become the superuser again. Production gives two URLs.
    """
    if url.username == APP:
        return url
    before = url.query.get("options", "")
    options = " ".join([*([before] if isinstance(before, str) else before), f"-crole={APP}"]).strip()
    return url.update_query_dict({"options": options})


def make_roles_if_missing(owner_url: str) -> None:
    """With one superuser's URL nobody has run deploy/roles.sql yet: do it. Raises ServersError."""
    target = make_url(owner_url)
    if target.username == APP:
        return
    plain = url_text(target.set(drivername="postgresql"))
    try:
        with psycopg.connect(plain, autocommit=True, connect_timeout=10) as connection:
            found = connection.execute("SELECT to_regrole(%s) IS NOT NULL", [APP]).fetchone()
            if found != (True,):
                roles.apply(connection)
    except psycopg.errors.InsufficientPrivilege as error:
        raise ServersError(
            f"The roles of deploy/roles.sql are missing and {target.username} may not make them: {error}".strip()
            + "\nRun 'psql --file deploy/roles.sql' in that database as a superuser."
        ) from error
    except psycopg.OperationalError as error:
        raise ServersError(f"The server of DATABASE_URL can't be reached: {error}") from error


def _database(text: str, name: str) -> URL:
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise ServersError(f"{name} is no database URL. Example: postgresql://user:password@host/sanqi") from error
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise ServersError(f"{name} is for {url.get_backend_name()}: Sanqi needs PostgreSQL 15 to 18.")
    return url.set(drivername="postgresql+psycopg")


def url_text(url: URL) -> str:
    """A blank as %20: SQLAlchemy writes `+`, which libpq takes for a plus sign."""
    address, mark, query = url.render_as_string(hide_password=False).partition("?")
    return address + mark + query.replace("+", "%20")
