"""What somebody tries on a row, how it ends, and how it ought to."""

from collections.abc import Callable, Iterable
from typing import Any

import psycopg
from psycopg import errors, sql
from sqlalchemy import Column, Table

from assembly.tables import metadata
from backbone.ids import uuid7
from backbone.isolation.acting import Acting
from tests.isolation.oracle import Do, may, reaches
from tests.isolation.world import Owner, Row, World, insert

DENIED, REFUSED = "permission denied", "refused by a policy or a foreign key"
TAKEN, CONTRADICTS = "past the policies, but the key is taken", "past the policies, but against a check"

Attempt = Callable[[psycopg.Connection], int]


def outcome(app: psycopg.Connection, acting: Acting, attempt: Attempt) -> int | str:
    """Rows touched, or DENIED (no right on the table at all), REFUSED, TAKEN or CONTRADICTS. Nothing stays."""
    try:
        with app.transaction(force_rollback=True):
            app.execute(acting.opening_statement().encode())
            return attempt(app)
    except errors.InsufficientPrivilege as error:
        return DENIED if DENIED in str(error) else REFUSED
    except errors.ForeignKeyViolation:
        return REFUSED
    except errors.UniqueViolation:
        return TAKEN
    except errors.CheckViolation:
        return CONTRADICTS


# --- what is tried ----------------------------------------------------------------------------------------------------


def update(table: Table, where: Row | None = None) -> Attempt:
    column = sql.Identifier(_harmless(table))
    return _where(sql.SQL("UPDATE {} SET {} = {}").format(qualified(table), column, column), where)


def set_to(table: Table, where: Row, column: str, value: object) -> Attempt:
    return _where(sql.SQL("UPDATE {} SET {} = {}").format(qualified(table), sql.Identifier(column), value), where)


def delete(table: Table, where: Row) -> Attempt:
    return _where(sql.SQL("DELETE FROM {}").format(qualified(table)), where)


def _where(statement: sql.Composed, where: Row | None) -> Attempt:
    if where:
        parts = [sql.SQL("{} = {}").format(sql.Identifier(name), value) for name, value in where.items()]
        statement = statement + sql.SQL(" WHERE ") + sql.SQL(" AND ").join(parts)
    return lambda connection: connection.execute(statement).rowcount


def upsert(table: Table, row: Row) -> Attempt:
    key = ", ".join(column.name for column in table.primary_key.columns)
    column = _harmless(table)
    more = f"ON CONFLICT ({key}) DO UPDATE SET {column} = excluded.{column}"
    return lambda connection: insert(connection, table.name, row, more=more)


def _harmless(table: Table) -> str:
    """A column that can be set to what it is."""
    return next(c.name for c in reversed(table.columns.values()) if c.computed is None and not c.foreign_keys)


def newcomer(table: Table, owner: Owner) -> Owner:
    """The owner himself; a fresh one where the row is the owner."""
    if table.name == "stores":
        return Owner(owner.name, uuid7(), owner.network_id, owner.region_id)
    if table.name == "networks":
        fresh = uuid7()
        return Owner(owner.name, fresh, fresh)
    return owner


# --- what is expected -------------------------------------------------------------------------------------------------


def expectation(world: World, acting: Acting, table: Table, row: Row, do: Do) -> int | str:
    kind = world.kind(table.name)
    if not {do, Do.SELECT} <= may(acting.role, kind, table.name):
        return DENIED
    return int(reaches(acting, kind, table.name, row))


def touched(world: World, acting: Acting, table: Table, do: Do) -> int | str:
    found = [expectation(world, acting, table, row, do) for row in world.rows[table.name].values()]
    return DENIED if DENIED in found else sum(map(int, found))


def expectation_of_insert(world: World, acting: Acting, table: Table, row: Row) -> int | str:
    kind = world.kind(table.name)
    if Do.INSERT not in may(acting.role, kind, table.name):
        return DENIED
    return 1 if reaches(acting, kind, table.name, row) else REFUSED


def is_target(table: Table) -> bool:
    return any(key.referred_table is table for each in metadata.tables.values() for key in each.foreign_key_constraints)


def qualified(table: Table) -> sql.Identifier:
    return sql.Identifier("app", table.name)


def identifiers(columns: Iterable[Column[Any]]) -> list[sql.Identifier]:
    return [sql.Identifier(column.name) for column in columns]
