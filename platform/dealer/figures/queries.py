"""The one count behind a day's totals: for the present store, or for all stores of the network in one statement.

Both doors use the same text, so they can't disagree; only the line that says whose rows differs. Figures count
across the records of several slices, in SQL: the tables' columns are the interface here.
"""

import datetime as dt
from typing import Any

from sqlalchemy import Date, DateTime, Integer, Text, TextualSelect, Uuid, column, text

from backbone.db.unit_of_work import acting
from backbone.isolation.acting import DbRole
from dealer.figures.rules import day_starts, handovers_late_after
from tenants.calendar.interface import china

_WHOSE = {
    DbRole.STORE: "stores.tenant_id = :tenant AND stores.network_id = :network",
    DbRole.BATCH: "stores.network_id = :network",
}

# Overdue is derived (CB-3): past the latest day's closing, open, and not waiting for a reply.
_COUNT = """
WITH mine AS (
    SELECT stores.tenant_id, stores.network_id, stores.region_id,
           :is_working_day AND stores.start_date < :day AND NOT EXISTS (
               SELECT FROM app.store_closures AS closure
               WHERE closure.tenant_id = stores.tenant_id AND :day BETWEEN closure.first AND closure.last
                 AND closure.entered_at < :day_starts
           ) AS on_duty
    FROM app.stores AS stores
    WHERE {whose} AND stores.state = 'active'
), listed AS (
    SELECT callback.tenant_id, callback.programme, callback.state, callback.due_on,
           callback.state IN ('planned', 'waiting_for_number') AS callable,
           callback.state IN ('planned', 'waiting_for_number') AND callback.overdue_after < :now AS overdue
    FROM mine
    JOIN app.call_list_entries AS entry ON entry.tenant_id = mine.tenant_id AND entry.day = :day
    JOIN app.callbacks AS callback ON callback.tenant_id = entry.tenant_id AND callback.id = entry.callback_id
), counted AS (
    SELECT tenant_id, programme,
           count(*) AS planned,
           count(*) FILTER (WHERE state IN ('done', 'covered')) AS done,
           count(*) FILTER (WHERE state = 'waiting_for_reply') AS waiting,
           count(*) FILTER (WHERE overdue) AS overdue,
           count(*) FILTER (WHERE callable AND NOT overdue) AS to_call,
           count(*) FILTER (WHERE state IN ('unreached', 'no_valid_number', 'superseded', 'missed', 'excluded'))
               AS ended_otherwise,
           min(due_on) FILTER (WHERE overdue) AS oldest_due_on
    FROM listed GROUP BY tenant_id, programme
)
SELECT mine.tenant_id, app.uuid7() AS id, mine.network_id, mine.region_id, CAST(:day AS date) AS day,
       each.programme,
       coalesce(counted.planned, 0) AS planned, coalesce(counted.done, 0) AS done,
       coalesce(counted.waiting, 0) AS waiting, coalesce(counted.overdue, 0) AS overdue,
       coalesce(counted.to_call, 0) AS to_call, coalesce(counted.ended_otherwise, 0) AS ended_otherwise,
       counted.oldest_due_on,
       CAST(mine.on_duty AND each.department IS NOT NULL AS integer) AS handovers_due,
       CAST(mine.on_duty AND each.department IS NOT NULL AND handover.id IS NULL AND :now > :late_after AS integer)
           AS handovers_missing,
       CAST(:now AS timestamptz) AS as_of
FROM mine
CROSS JOIN (VALUES ('seven_dc', 'sales'), ('three_dc', 'after_sales'), ('service_14', NULL))
    AS each (programme, department)
LEFT JOIN counted ON counted.tenant_id = mine.tenant_id AND counted.programme = each.programme
LEFT JOIN app.handovers AS handover ON handover.tenant_id = mine.tenant_id
    AND handover.department = each.department AND handover.due_on = :day
WHERE each.programme <> 'service_14' OR counted.planned > 0
"""

_COLUMNS: tuple[tuple[str, Any], ...] = (
    *((name, Uuid()) for name in ("tenant_id", "id", "network_id", "region_id")),
    ("day", Date()),
    ("programme", Text()),
    *((name, Integer()) for name in ("planned", "done", "waiting", "overdue", "to_call", "ended_otherwise")),
    ("oldest_due_on", Date()),
    ("handovers_due", Integer()),
    ("handovers_missing", Integer()),
    ("as_of", DateTime(timezone=True)),
)
_STATEMENTS = {
    role: text(_COUNT.format(whose=whose)).columns(*(column(name, kind) for name, kind in _COLUMNS))
    for role, whose in _WHOSE.items()
}


def day_totals(day: dt.date, now: dt.datetime) -> TextualSelect:
    """The totals of `day` as at `now` (aware): of the present store, or as batch of every store of the network.

    A row per store and programme; service_14, which ships switched off, only where something was planned.
    """
    who = acting()
    values = {
        "network": who.network_id,
        "day": day,
        "now": now,
        "day_starts": day_starts(day),
        "late_after": handovers_late_after(day),
        "is_working_day": china().is_working_day(day),
    }
    if who.role is DbRole.STORE:
        values["tenant"] = who.tenant_id
    return _STATEMENTS[who.role].bindparams(**values)
