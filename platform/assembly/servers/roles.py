"""The database roles of deploy/roles.sql, applied by a superuser."""

from pathlib import Path

import psycopg

from assembly.servers.errors import ServersError


def statements() -> str:
    """The text of deploy/roles.sql: in a checkout; an installed package has no deploy folder."""
    path = Path(__file__).resolve().parents[3] / "deploy/roles.sql"
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ServersError(f"{path} is missing: the embedded servers need a checkout of the repository.") from error


def apply(connection: psycopg.Connection) -> None:
    """Make the roles (once per cluster) and their rights on the connected database. Idempotent.

    The connection is a superuser's, in autocommit: the text brings its own transaction.
    """
    connection.execute(statements().encode())
