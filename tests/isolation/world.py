"""A world of two networks with a row in every table for everybody, made from the models alone.

A new table needs nothing here, unless a check constraint asks for more than a type says: then `HINTS` says what.
"""

import datetime as dt
import itertools
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb
from sqlalchemy import ARRAY, JSON, CheckConstraint, Column, Table, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB

from assembly.migrate import psycopg_url
from assembly.tables import metadata
from backbone.ids import NIL, uuid7
from backbone.isolation.acting import Acting, DbRole
from backbone.isolation.kinds import Kind
from tests.isolation.catalogue.kinds import Kinds

Row = dict[str, Any]

_numbers = itertools.count(1)

TENANCY = {"tenant_id", "network_id", "region_id"}


@dataclass(frozen=True)
class Owner:
    """Somebody whose rows there are: a store, or the headquarters of a network (`region_id` is None)."""

    name: str
    tenant_id: uuid.UUID
    network_id: uuid.UUID
    region_id: uuid.UUID | None = None

    @property
    def is_store(self) -> bool:
        """Or headquarters."""
        return self.region_id is not None

    @property
    def acting(self) -> Acting:
        """As this tenant."""
        if self.is_store:
            return Acting.store(self.tenant_id, self.network_id)
        return Acting.headquarters(self.network_id)


def _headquarters(name: str) -> Owner:
    identity = uuid7()
    return Owner(name, identity, identity)


A, B = _headquarters("A"), _headquarters("B")
NORTH, SOUTH, FAR = uuid7(), uuid7(), uuid7()
A1, A2 = Owner("A1", uuid7(), A.network_id, NORTH), Owner("A2", uuid7(), A.network_id, SOUTH)
B1 = Owner("B1", uuid7(), B.network_id, FAR)
STORES, HEADQUARTERS = (A1, A2, B1), (A, B)
NOBODY = Owner("nobody", NIL, NIL)

HINTS: dict[tuple[str, str], Callable[[Owner], Any]] = {
    ("networks", "id"): lambda owner: owner.network_id,
    ("stores", "id"): lambda owner: owner.tenant_id,
    ("sign_in_codes", "side"): lambda owner: "store" if owner.is_store else "hq",
    ("outbox", "role"): lambda owner: DbRole.STORE if owner.is_store else DbRole.HQ,
    ("daily_reports", "state"): lambda _: "open",
}

# Optional columns without which a check constraint fails.
NEEDED = {("callbacks", "repair_order_id"), ("voice_steps", "opinion_id")}


def owners_of(kind: Kind) -> tuple[Owner, ...]:
    """Who has rows in tables of this kind."""
    match kind:
        case Kind.STORE_OWNED | Kind.REPORTED | Kind.DIRECTED:
            return STORES
        case Kind.PUBLISHED | Kind.HQ_PRIVATE:
            return HEADQUARTERS
        case Kind.REFERENCE | Kind.MACHINE:
            return (NOBODY,)
    return (*STORES, *HEADQUARTERS)


@dataclass
class World:
    """`rows[table][owner's name]` is the row as inserted; `url` logs in as sanqi_app, `owner_url` as superuser."""

    url: str
    owner_url: str
    rows: dict[str, dict[str, Row]] = field(default_factory=dict)
    kinds: Kinds = field(default_factory=Kinds.of_models)
    filled: bool = False

    def fill(self) -> "World":
        """A row for everybody in every table; in regions one more for each store."""
        with psycopg.connect(psycopg_url(self.owner_url)) as connection:
            for table in metadata.sorted_tables:
                mine = self.rows[table.name] = {}
                for owner in owners_of(self.kind(table.name)):
                    mine[owner.name] = self.make(table, owner)
                    insert(connection, table.name, mine[owner.name])
                if table.name == "regions":
                    for store in STORES:
                        mine[store.name] = self.make(table, store, id=store.region_id)
                        insert(connection, table.name, mine[store.name])
        self.filled = True
        return self

    def kind(self, table: str) -> Kind:
        """The table's kind."""
        kind = self.kinds.kind(table)
        assert kind is not None, f"{table} has no kind"
        return kind

    def make(self, table: Table, owner: Owner, **given: Any) -> Row:
        """A fresh row of `owner`, fit to be inserted: required columns filled, unique ones unique."""
        wanted = [c for c in table.columns if not c.nullable or (table.name, c.name) in NEEDED]
        row = {c.name: self._value(table, c, owner) for c in wanted if c.computed is None}
        return row | self._references(table, owner, row) | given

    def spares(self, table: Table, owner: Owner) -> Row:
        """References to rows that nothing refers to yet, where a table holds one row at most for each of another's."""
        taken = {
            column.name: next(iter(column.foreign_keys)).column.table
            for constraint in table.constraints
            if isinstance(constraint, UniqueConstraint)
            and all(each.name == "tenant_id" or each.foreign_keys for each in constraint.columns)
            for column in constraint.columns
            if column.name not in TENANCY
        }
        return {name: self._spare(target, owner)["id"] for name, target in taken.items()}

    def _spare(self, table: Table, owner: Owner) -> Row:
        mine = self.rows[f"spare {table.name}"] = self.rows.get(f"spare {table.name}", {})
        if owner.name not in mine:
            # Neither the world's own word nor the one that a row tried later has.
            words = {c.name: allowed[1] for c in table.columns if len(allowed := _allowed(table, c.name)) > 2}
            mine[owner.name] = self.make(table, owner, **words)
            with psycopg.connect(psycopg_url(self.owner_url)) as connection:
                insert(connection, table.name, mine[owner.name])
        return mine[owner.name]

    def _references(self, table: Table, owner: Owner, row: Row) -> Row:
        found = {}
        for key in table.foreign_key_constraints:
            target = self._row_for(key.referred_table.name, owner)
            for element in key.elements:
                if element.parent.name in row.keys() - TENANCY:
                    assert target, f"{table.name}.{element.parent.name}: {owner.name} has no {key.referred_table.name}"
                    found[element.parent.name] = target[element.column.name]
        return found

    def _value(self, table: Table, column: Column[Any], owner: Owner) -> Any:
        if (table.name, column.name) in HINTS:
            return HINTS[table.name, column.name](owner)
        if column.name in TENANCY:
            return getattr(owner, column.name) or uuid7()
        if column.name == "id":
            return uuid7()
        if allowed := _allowed(table, column.name):
            # The world has the first; a row tried later differs, lest it meet a unique key.
            return allowed[-1 if self.filled else 0]
        return _of_type(column, next(_numbers))

    def _row_for(self, table: str, owner: Owner) -> Row | None:
        """The owner's own row, else its network's, else the one that is everybody's."""
        rows = self.rows.get(table, {})
        above = next((each.name for each in HEADQUARTERS if each.network_id == owner.network_id), "")
        return rows.get(owner.name) or rows.get(above) or rows.get(NOBODY.name)


def insert(connection: psycopg.Connection, table: str, row: Mapping[str, Any], *, more: str = "") -> int:
    """Insert one row; returns how many were."""
    columns = sql.SQL(", ").join(map(sql.Identifier, row))
    values = sql.SQL(", ").join(sql.Placeholder() * len(row))
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({}) ").format(sql.Identifier("app", table), columns, values)
    return connection.execute(statement + sql.SQL(more), list(row.values())).rowcount


def key_of(table: Table, row: Row) -> Row:
    """The primary key's part of a row."""
    return {column.name: row[column.name] for column in table.primary_key.columns}


def _allowed(table: Table, column: str) -> list[str | int]:
    """What a check constraint `column IN (…)` lets in."""
    for constraint in table.constraints:
        if isinstance(constraint, CheckConstraint):
            found = re.fullmatch(rf"{column} IN \((.*)\)", str(constraint.sqltext))
            if found:
                each = [value.strip() for value in found[1].split(",")]
                return [value.strip("'") if value.startswith("'") else int(value) for value in each]
    return []


def _of_type(column: Column[Any], number: int) -> Any:
    """Unique for each number, except where the type has too few values."""
    if isinstance(column.type, JSON | JSONB):
        return Jsonb({})
    if isinstance(column.type, ARRAY):
        return []
    python = column.type.python_type
    values: dict[type, Any] = {
        bool: False,
        int: number,
        str: f"X{number}",
        bytes: f"X{number}".encode(),
        uuid.UUID: uuid7(),
        dt.date: dt.date(2000, 1, 1) + dt.timedelta(days=number),
        dt.datetime: dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=number),
        dt.time: dt.time(8, 30),
    }
    return values.get(python, number)
