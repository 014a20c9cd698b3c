"""Keys: the tenant in every one of them, so that no row can point across, and a table can be distributed by it."""

from collections.abc import Iterator
from dataclasses import dataclass

import psycopg

from backbone.isolation.kinds import Kind
from tests.isolation.catalogue.kinds import (
    FREE_INDEXES,
    NETWORK_KEYED,
    NOT_OURS,
    TENANT_KEYED,
    WRITTEN_BY_HQ,
    Kinds,
)

_INDEXES = """
SELECT t.relname, i.relname, x.indisprimary, x.indisunique,
       ARRAY(SELECT coalesce(a.attname, '(expression)') FROM unnest(x.indkey) WITH ORDINALITY k(number, place)
             LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number AND k.number > 0
             WHERE k.place <= x.indnkeyatts ORDER BY k.place)::text[]
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
WHERE t.relnamespace = 'app'::regnamespace ORDER BY t.relname, i.relname
"""
_FOREIGN_KEYS = """
SELECT c.conname, t.relname, r.relname, c.confdeltype, c.confupdtype, c.convalidated,
       ARRAY(SELECT a.attname FROM unnest(c.conkey) WITH ORDINALITY k(number, place)
             JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number ORDER BY k.place)::text[],
       ARRAY(SELECT a.attname FROM unnest(c.confkey) WITH ORDINALITY k(number, place)
             JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.number ORDER BY k.place)::text[]
FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid
WHERE c.contype = 'f' AND t.relnamespace = 'app'::regnamespace ORDER BY t.relname, c.conname
"""
_NULLABLE = """
SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'app'::regnamespace AND c.relkind IN ('r', 'p') AND NOT a.attnotnull
  AND a.attname IN ('tenant_id', 'network_id', 'region_id')
"""
_RULES = {"a": "NO ACTION", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}


@dataclass(frozen=True)
class ForeignKey:
    """One foreign key; `columns` and `targets` in the same order."""

    name: str
    table: str
    target: str
    on_delete: str
    on_update: str
    validated: bool
    columns: tuple[str, ...]
    targets: tuple[str, ...]

    @property
    def pairs(self) -> set[tuple[str, str]]:
        """(column, target column)."""
        return set(zip(self.columns, self.targets, strict=True))


def foreign_keys(connection: psycopg.Connection) -> list[ForeignKey]:
    """All of the schema's."""
    rows = connection.execute(_FOREIGN_KEYS).fetchall()
    return [ForeignKey(n, t, r, _RULES[d], _RULES[u], v, tuple(c), tuple(f)) for n, t, r, d, u, v, c, f in rows]


def faults(connection: psycopg.Connection, kinds: Kinds) -> Iterator[str]:
    """Of all keys and indexes."""
    yield from _index_faults(connection, kinds)
    yield from _null_faults(connection, kinds)
    keys = foreign_keys(connection)
    yield from _forgeable(keys, kinds)
    for key in keys:
        yield from (f"{key.table}: foreign key {key.name} {fault}" for fault in _key_faults(key, kinds))


def _index_faults(connection: psycopg.Connection, kinds: Kinds) -> Iterator[str]:
    keyed = set()
    for table, index, primary, unique, columns in connection.execute(_INDEXES).fetchall():
        if table in NOT_OURS or (kind := kinds.kind(table)) is None:
            continue
        if primary:
            keyed.add(table)
            if (fault := _primary_fault(kind, columns)) is not None:
                yield f"{table}: primary key ({', '.join(columns)}), a {kind} table has {fault}"
        elif index not in FREE_INDEXES and not _starts_right(kind, columns[0]):
            what = "unique key" if unique else "index"
            yield f"{table}: {what} {index} starts with {columns[0]}, not with the tenant or the network"
    for table, kind in sorted(kinds.of.items()):
        if kind is not None and table not in keyed and _exists(connection, table):
            yield f"{table}: no primary key"


def _primary_fault(kind: Kind, columns: list[str]) -> str | None:
    if kind in TENANT_KEYED:
        return None if columns == ["tenant_id", "id"] else "(tenant_id, id)"
    if kind in NETWORK_KEYED:
        return None if columns == ["network_id", "id"] else "(network_id, id)"
    return None if len(columns) == 1 or kind is Kind.MACHINE else "one column"


def _starts_right(kind: Kind, column: str) -> bool:
    if kind in {Kind.STORE_OWNED, Kind.OWN_SIDE}:
        return column == "tenant_id"
    if kind in {Kind.REPORTED, Kind.DIRECTED}:
        return column in {"tenant_id", "network_id"}
    return column == "network_id" or kind not in NETWORK_KEYED


def _null_faults(connection: psycopg.Connection, kinds: Kinds) -> Iterator[str]:
    for table, column in connection.execute(_NULLABLE).fetchall():
        kind = kinds.kind(table)
        regional = kind in {Kind.REPORTED, Kind.DIRECTED}
        if regional or (kind in TENANT_KEYED | NETWORK_KEYED and column == "tenant_id"):
            yield f"{table}: {column} may be empty"


def _forgeable(keys: list[ForeignKey], kinds: Kinds) -> Iterator[str]:
    stores = {("tenant_id", "tenant_id"), ("network_id", "network_id")}
    regions = {("network_id", "network_id"), ("region_id", "id")}
    real_store = {key.table for key in keys if key.target == "stores" and key.pairs >= stores} | {"stores"}
    real_region = {key.table for key in keys if key.target == "regions" and key.pairs >= regions}
    for table, kind in sorted(kinds.of.items()):
        if kind in {Kind.REPORTED, Kind.DIRECTED} and table not in real_store:
            yield f"{table}: no foreign key (tenant_id, network_id) -> stores: a network could be forged"
        if kind in {Kind.REPORTED, Kind.DIRECTED} and table not in real_region:
            yield f"{table}: no foreign key (network_id, region_id) -> regions: a region could be forged"


def _key_faults(key: ForeignKey, kinds: Kinds) -> Iterator[str]:
    source, target = kinds.kind(key.table), kinds.kind(key.target)
    if source is None or target is None:
        return
    if not _carries_tenant(key, source, target):
        wanted = "tenant_id" if target in TENANT_KEYED else "network_id"
        yield f"to {key.target} does not carry {wanted}: ({', '.join(key.columns)}) -> ({', '.join(key.targets)})"
    if source in WRITTEN_BY_HQ and target is Kind.STORE_OWNED:
        yield f"lets headquarters' table point at the store's own {key.target}"
    if source not in {Kind.DOOR} and target is Kind.DOOR:
        yield f"points at {key.target}, which lies behind the door"
    if key.on_delete not in {"NO ACTION", "RESTRICT", "CASCADE"}:
        yield f"has ON DELETE {key.on_delete}"
    if key.on_delete == "CASCADE" and source is not target:
        yield f"has ON DELETE CASCADE from {target} {key.target}: a delete would cross kinds"
    if key.on_update not in {"NO ACTION", "RESTRICT"}:
        yield f"has ON UPDATE {key.on_update}"
    if not key.validated:
        yield "is not validated"


def _carries_tenant(key: ForeignKey, source: Kind, target: Kind) -> bool:
    if source not in TENANT_KEYED | NETWORK_KEYED or target not in TENANT_KEYED | NETWORK_KEYED:
        return True
    if target in TENANT_KEYED:
        own = "tenant_id" if source in TENANT_KEYED else "network_id"
        return (own, own) in key.pairs
    # Headquarters' own rows carry the network's id as their tenant.
    return bool({("network_id", "network_id"), ("tenant_id", "network_id")} & key.pairs)


def orphans(connection: psycopg.Connection) -> Iterator[str]:
    """Foreign keys with rows that have no target."""
    for key in foreign_keys(connection):
        filled = " AND ".join(f'c."{column}" IS NOT NULL' for column in key.columns)
        same = " AND ".join(f'p."{target}" = c."{column}"' for column, target in sorted(key.pairs))
        count = connection.execute(
            f'SELECT count(*) FROM app."{key.table}" c WHERE {filled} '
            f'AND NOT EXISTS (SELECT FROM app."{key.target}" p WHERE {same})'.encode()
        ).fetchone()
        if count and count[0]:
            yield f"{key.table}: {count[0]} rows whose {key.name} points nowhere"


def _exists(connection: psycopg.Connection, table: str) -> bool:
    row = connection.execute("SELECT to_regclass(%s) IS NOT NULL", [f'app."{table}"']).fetchone()
    return bool(row and row[0])
