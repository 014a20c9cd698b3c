"""A file's records in a temporary table: COPY is refused under row-level security, a temp table is ours alone."""

import datetime as dt
from pathlib import Path

from sqlalchemy import text

from backbone.db.unit_of_work import acting, current
from dealer.callbacks.interface import VisitKind
from dealer.imports.reading.kinds import RECORD_COLUMNS, Kind

TABLE = "staging_records"
VISITS = {Kind.REPAIR_ORDERS: "repair_orders", Kind.DELIVERIES: "vehicle_deliveries"}
VISIT_KINDS = {Kind.REPAIR_ORDERS: VisitKind.REPAIR_ORDERS, Kind.DELIVERIES: VisitKind.DELIVERIES}
DAY0 = {Kind.REPAIR_ORDERS: "pickup", Kind.DELIVERIES: "delivered"}
CHUNK = 1 << 18

# Reading speaks of orders that were voided, the callbacks' rules by HQ's code for them.
EXCLUSION = "CASE staged.exclusion WHEN 'cancelled' THEN 'cancelled_ro' ELSE staged.exclusion END"

# ruff: noqa: S608 - table and column names below are our own constants, values are bound


def load_staging(kind: Kind, records: Path) -> None:
    """Fill `staging_records` of this transaction from a reading's records file (columns: RECORD_COLUMNS[kind])."""
    columns = ", ".join(f"{name} {typed}" for name, typed in RECORD_COLUMNS[kind])
    connection = current().connection().connection
    cursor = connection.cursor()
    cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{TABLE}")
    cursor.execute(f"CREATE TEMPORARY TABLE {TABLE} ({columns}) ON COMMIT DROP")
    with cursor.copy(f"COPY pg_temp.{TABLE} FROM STDIN") as copy, records.open("rb") as source:
        while chunk := source.read(CHUNK):
            copy.write(chunk)
    cursor.execute(f"ANALYZE pg_temp.{TABLE}")
    cursor.close()


def compare_with_imported(kind: Kind) -> dict[str, int]:
    """How many staged records are new, changed, unchanged against each visit's last imported row (DATA-1)."""
    row = (
        current()
        .execute(
            text(f"""
                SELECT count(*) FILTER (WHERE visit.id IS NULL) AS new,
                       count(*) FILTER (WHERE visit.fingerprint <> staged.fingerprint) AS changed,
                       count(*) FILTER (WHERE visit.fingerprint = staged.fingerprint) AS unchanged
                  FROM pg_temp.{TABLE} AS staged
                  LEFT JOIN app.{VISITS[kind]} AS visit
                    ON visit.tenant_id = :tenant AND visit.number = staged.number
            """),
            {"tenant": acting().tenant_id},
        )
        .one()
    )
    return dict(row._mapping)


def new_visits_by_day(kind: Kind) -> list[tuple[dt.date | None, str | None, str | None, int]]:
    """(day 0 or None, wish, exclusion, count) over the staged records that are not there yet."""
    rows = current().execute(
        text(f"""
            SELECT staged.{DAY0[kind]}::date, staged.wish, {EXCLUSION}, count(*)
              FROM pg_temp.{TABLE} AS staged
              LEFT JOIN app.{VISITS[kind]} AS visit
                ON visit.tenant_id = :tenant AND visit.number = staged.number
             WHERE visit.id IS NULL
             GROUP BY 1, 2, 3
        """),
        {"tenant": acting().tenant_id},
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]
