"""The five buckets in numbers (CB-16)."""

from sqlalchemy import text

from backbone.db.unit_of_work import acting, current
from dealer.callbacks.rules.buckets import Bucket, CallbackState, MissedReason, Withdrawn
from dealer.callbacks.rules.programmes import Exclusion, Programme
from dealer.callbacks.rules.visits import VisitKind
from tenants.stores.interface import get_own_store

# ruff: noqa: S608 - names of tables and columns are our own constants, values are bound

BucketCounts = dict[VisitKind, dict[Bucket, int]]


def bucket_counts() -> BucketCounts:
    """How many of the store's ROs stand where towards 3DC, and of its deliveries towards 7DC; one statement each.

    The five numbers of a kind add up to all its visits: one that nobody planned would be missing from them.
    """
    start = get_own_store().start_date
    found = {}
    for visits, (statement, programme) in _STATEMENTS.items():
        values = {"tenant": acting().tenant_id, "start": start, "programme": programme.value}
        counted: dict[str, int] = {row.bucket: row.visits for row in current().execute(text(statement), values)}
        found[visits] = {bucket: counted.get(bucket.value, 0) for bucket in Bucket}
    return found


def _statement(table: str, day0: str, key: str) -> str:
    withdrawn = ", ".join(f"'{reason}'" for reason in Withdrawn)
    return f"""
    SELECT CASE
             WHEN c.state = '{CallbackState.EXCLUDED}' AND c.reason NOT IN ({withdrawn}) THEN '{Bucket.EXCLUDED}'
             WHEN c.state = '{CallbackState.MISSED}' AND c.reason = '{MissedReason.LATE_DATA}' THEN '{Bucket.MISSED}'
             WHEN c.state <> '{CallbackState.EXCLUDED}' THEN '{Bucket.PLANNED}'
             WHEN v.{day0} IS NULL AND v.exclusion = '{Exclusion.CANCELLED_RO}' THEN '{Bucket.EXCLUDED}'
             WHEN v.{day0} IS NULL THEN '{Bucket.NOT_PICKED_UP}'
             WHEN v.{day0} < :start THEN '{Bucket.HISTORY}'
           END AS bucket, count(*) AS visits
      FROM app.{table} AS v
      LEFT JOIN app.callbacks AS c
        ON c.tenant_id = :tenant AND c.{key} = v.id AND c.programme = :programme
     WHERE v.tenant_id = :tenant
     GROUP BY 1
    """


_STATEMENTS = {
    VisitKind.REPAIR_ORDERS: (_statement("repair_orders", "picked_up_on", "repair_order_id"), Programme.THREE_DC),
    VisitKind.DELIVERIES: (_statement("vehicle_deliveries", "delivered_on", "delivery_id"), Programme.SEVEN_DC),
}
