"""A file's records in temporary tables: COPY is refused under row-level security, a temporary table is ours alone.

Yesterday's file comes again with today's rows: so only what tells a record's state is copied of all of them, and the
whole record of those alone that are new or changed.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from sqlalchemy import text

from backbone.db.unit_of_work import acting, current
from dealer.callbacks.interface import VisitKind
from dealer.imports.reading.kinds import RECORD_COLUMNS, Kind

TABLE = "staging_records"
VISITS = {Kind.REPAIR_ORDERS: "repair_orders", Kind.DELIVERIES: "vehicle_deliveries"}
VISIT_KINDS = {Kind.REPAIR_ORDERS: VisitKind.REPAIR_ORDERS, Kind.DELIVERIES: VisitKind.DELIVERIES}
DAY0 = {Kind.REPAIR_ORDERS: "pickup", Kind.DELIVERIES: "delivered"}
IMPORTED_DAY0 = {Kind.REPAIR_ORDERS: "picked_up_at", Kind.DELIVERIES: "delivered_at"}
SEEN = "staging_seen"

# Generic plans: for a store that came after the last ANALYZE the planner would expect one row in each table, and loop
# over loops; without the value it expects an average store. Memory: a bulk file's joins and sorts fit.
SETTINGS = ("SET LOCAL plan_cache_mode = force_generic_plan", "SET LOCAL work_mem = '64MB'")
WAIT_FOR_OTHERS = "SELECT pg_advisory_xact_lock(hashtextextended(:tenant, 0))"

_BLOCK = 1000
_KEYS = 3
"""row_number, fingerprint, number: what it takes to see whether a record is new or changed."""

# Reading speaks of orders that were voided, the callbacks' rules by HQ's code for them.
EXCLUSION = "CASE staged.exclusion WHEN 'cancelled' THEN 'cancelled_ro' ELSE staged.exclusion END"

# ruff: noqa: S608 - table and column names below are our own constants, values are bound


def load_staging(kind: Kind, records: Path) -> None:
    """Fill `staging_records` with the new and changed ones of a reading's records file (RECORD_COLUMNS[kind]).

    `staging_seen` names all of them. From here to its end the transaction has the store's visits to itself: two
    imports at once would both create the same cars and people.
    """
    _run(*SETTINGS, WAIT_FOR_OTHERS, tenant=str(acting().tenant_id))
    _run(*(f"DROP TABLE IF EXISTS pg_temp.{table}" for table in (SEEN, TABLE)))
    _create(SEEN, RECORD_COLUMNS[kind][:_KEYS])
    _create(TABLE, RECORD_COLUMNS[kind])
    _copy(SEEN, (_keys_of(line) for line in _lines(records)))
    wanted = _new_or_changed(kind)
    _copy(TABLE, (line for line in _lines(records) if int(line[: line.index(b"\t")]) in wanted) if wanted else ())
    _run(f"ANALYZE pg_temp.{TABLE} (row_number, number)")


def compare_with_imported(kind: Kind) -> dict[str, int]:
    """How many records are new, changed, unchanged against each visit's last imported row (DATA-1)."""
    query = f"""
        SELECT count(*) FILTER (WHERE visit.id IS NULL) AS new, count(*) FILTER (WHERE visit.id IS NOT NULL) AS changed,
               (SELECT count(*) FROM pg_temp.{SEEN}) - count(*) AS unchanged
          FROM pg_temp.{TABLE} AS staged
          LEFT JOIN app.{VISITS[kind]} AS visit ON visit.tenant_id = :tenant AND visit.number = staged.number
    """
    return dict(current().execute(text(query), {"tenant": acting().tenant_id}).one()._mapping)


def fresh_visits_by_day(kind: Kind) -> list[tuple[dt.date | None, str | None, str | None, int]]:
    """(day 0 or None, wish, exclusion, count) over the staged records that are new, or have no day 0 up to now."""
    rows = current().execute(
        text(f"""
            SELECT staged.{DAY0[kind]}::date, staged.wish, {EXCLUSION}, count(*)
              FROM pg_temp.{TABLE} AS staged
              LEFT JOIN app.{VISITS[kind]} AS visit
                ON visit.tenant_id = :tenant AND visit.number = staged.number
             WHERE visit.id IS NULL OR visit.{IMPORTED_DAY0[kind]} IS NULL
             GROUP BY 1, 2, 3
        """),
        {"tenant": acting().tenant_id},
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def _new_or_changed(kind: Kind) -> frozenset[int]:
    """Row numbers."""
    query = f"""
        SELECT seen.row_number FROM pg_temp.{SEEN} AS seen
          LEFT JOIN app.{VISITS[kind]} AS visit ON visit.tenant_id = :tenant AND visit.number = seen.number
         WHERE visit.id IS NULL OR visit.fingerprint <> seen.fingerprint
    """
    return frozenset(current().execute(text(query), {"tenant": acting().tenant_id}).scalars())


def _create(table: str, columns: Sequence[tuple[str, str]]) -> None:
    listed = ", ".join(f"{name} {typed}" for name, typed in columns)
    _run(f"CREATE TEMPORARY TABLE {table} ({listed}) ON COMMIT DROP")


def _lines(records: Path) -> Iterator[bytes]:
    with records.open("rb") as source:
        yield from source


def _keys_of(line: bytes) -> bytes:
    return b"\t".join(line.split(b"\t", _KEYS)[:_KEYS]) + b"\n"


def _copy(table: str, lines: Iterable[bytes]) -> None:
    cursor = current().connection().connection.cursor()
    with cursor.copy(f"COPY pg_temp.{table} FROM STDIN") as copy:
        each = iter(lines)
        while block := b"".join(islice(each, _BLOCK)):
            copy.write(block)
    cursor.close()


def _run(*statements: str, **values: object) -> None:
    for statement in statements:
        needed = {name: value for name, value in values.items() if f":{name}" in statement}
        current().execute(text(statement), needed)
