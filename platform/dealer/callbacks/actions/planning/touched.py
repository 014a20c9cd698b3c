"""The temporary tables of planning, and what a visit is called in each of the two tables of visits.

Who writes visits fills `staging_touched (id uuid)` in the same transaction with the ids of those that are new or
changed; `staging_windows` is ours.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from backbone.db.unit_of_work import acting, current
from dealer.callbacks.actions.planning.situations import COLUMNS, Situation
from dealer.callbacks.rules.buckets import CallbackState, MissedReason
from dealer.callbacks.rules.visits import VisitKind
from tenants.calendar.interface import StoreCalendar

TOUCHED = "staging_touched"
WINDOWS = "staging_windows"
# ruff: noqa: S608 - names of tables and columns are our own constants, values are bound

OPEN_STATES = [state.value for state in CallbackState if state.is_open]

LOCAL_KNOWN = "(v.known_at AT TIME ZONE 'Asia/Shanghai')"
_CLOSING = f"(CAST(:closings AS time[]))[extract(isodow FROM {LOCAL_KNOWN})::int]"
SIDE = f"CAST(sign(extract(epoch FROM {LOCAL_KNOWN}::time - {_CLOSING})) AS int)"
"""The day and the side of a `Situation`, of the visit `v`."""

UNTRIED = f"""
    c.tries = 0 AND (c.state IN ('{CallbackState.PLANNED}', '{CallbackState.EXCLUDED}', '{CallbackState.SUPERSEDED}')
                     OR (c.state = '{CallbackState.MISSED}' AND c.reason = '{MissedReason.LATE_DATA}'))
"""
"""Callbacks that follow their visit's dates (DATA-5); of the others the dates stand."""


@dataclass(frozen=True)
class Visits:
    """A table of visits: its name, its date that is day 0, who is called, and its column in `callbacks`."""

    table: str
    day0: str
    customer: str
    key: str

    @property
    def joined(self) -> str:
        """FROM clause: the touched visits as `v`."""
        return f"pg_temp.{TOUCHED} AS t JOIN app.{self.table} AS v ON v.tenant_id = :tenant AND v.id = t.id"


VISITS = {
    VisitKind.REPAIR_ORDERS: Visits("repair_orders", "picked_up_on", "sender_id", "repair_order_id"),
    VisitKind.DELIVERIES: Visits("vehicle_deliveries", "delivered_on", "buyer_id", "delivery_id"),
}


def run(statement: str, **values: Any) -> Any:
    """Send one statement of the planner; `:tenant` is the present one."""
    return current().execute(text(statement), {"tenant": acting().tenant_id, **values})


def index_touched() -> None:
    """Without index and statistics a fresh temporary table lures the planner into loops over loops."""
    run(f"CREATE UNIQUE INDEX IF NOT EXISTS {TOUCHED}_id ON pg_temp.{TOUCHED} (id)")
    run(f"ANALYZE pg_temp.{TOUCHED}")


def closings(calendar: StoreCalendar) -> list[Any]:
    """Closing times from Monday to Sunday, for `SIDE`."""
    hours = calendar.hours
    return [hours.by_weekday.get(weekday, hours.usual).closes for weekday in range(7)]


def stage_windows(rows: list[tuple[Any, ...]]) -> None:
    """Put placed situations into `staging_windows` of this transaction."""
    columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS)
    cursor = current().connection().connection.cursor()
    cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{WINDOWS}")
    cursor.execute(f"CREATE TEMPORARY TABLE {WINDOWS} ({columns}) ON COMMIT DROP")
    with cursor.copy(f"COPY pg_temp.{WINDOWS} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    cursor.execute(f"CREATE INDEX ON pg_temp.{WINDOWS} (day0, known_on, side)")
    cursor.execute(f"ANALYZE pg_temp.{WINDOWS}")
    cursor.close()


def situations(visits: Visits, calendar: StoreCalendar, **values: Any) -> list[Situation]:
    """The distinct situations of the touched visits from `start` on."""
    found = run(
        f"""
        SELECT v.{visits.day0}, coalesce(v.wish, ''), {LOCAL_KNOWN}::date, {SIDE}
          FROM {visits.joined}
         WHERE v.{visits.day0} >= :start
         GROUP BY 1, 2, 3, 4
        """,
        closings=closings(calendar),
        **values,
    )
    return [Situation(*row) for row in found]
