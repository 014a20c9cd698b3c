"""The one count behind a day's totals: for the present store, or for all stores of the network in one statement.

Both doors use the same text, so they can't disagree; only the line that says whose rows differs. What becomes late by
the clock alone is found by the batch, every five minutes: nothing is stored that time could make wrong. Figures count
across the records of several slices, in SQL: the tables' columns are the interface here.
"""

import datetime as dt
from typing import Any

from sqlalchemy import Date, DateTime, Integer, Text, TextualSelect, Uuid, column, text

from backbone.clock import SHANGHAI
from backbone.db.unit_of_work import acting
from backbone.isolation.acting import DbRole
from dealer.figures.rules import day_starts, duty_days_before, handovers_late_after, reports_since
from tenants.calendar.interface import china

# ruff: noqa: S608 - the parts are our own constants, values are bound

LOCAL = f"AT TIME ZONE '{SHANGHAI.key}'"
PROGRAMMES = """(VALUES ('seven_dc', 'sales'), ('three_dc', 'after_sales'), ('service_14', NULL))
    AS each (programme, department)"""

_WHOSE = {
    DbRole.STORE: "stores.tenant_id = :tenant AND stores.network_id = :network",
    DbRole.BATCH: "stores.network_id = :network",
}

# Overdue is derived (CB-3): past the latest day's closing, open, and not waiting for a reply. It is counted over all
# open callbacks, so that a day off, which has no list, does not hide what is late.
_CALLBACKS = """
listed AS (
    SELECT callback.tenant_id, callback.programme, callback.state,
           callback.state IN ('planned', 'waiting_for_number') AND callback.overdue_after >= :now AS to_call
    FROM mine
    JOIN app.call_list_entries AS entry ON entry.tenant_id = mine.tenant_id AND entry.day = :day
    JOIN app.callbacks AS callback ON callback.tenant_id = entry.tenant_id AND callback.id = entry.callback_id
), counted AS (
    SELECT tenant_id, programme,
           count(*) AS planned,
           count(*) FILTER (WHERE state IN ('done', 'covered')) AS done,
           count(*) FILTER (WHERE state = 'waiting_for_reply') AS waiting,
           count(*) FILTER (WHERE to_call) AS to_call,
           count(*) FILTER (WHERE state IN ('unreached', 'no_valid_number', 'superseded', 'missed', 'excluded'))
               AS ended_otherwise
    FROM listed GROUP BY tenant_id, programme
), not_ended AS (
    SELECT callback.tenant_id, callback.programme, callback.due_on,
           callback.state IN ('planned', 'waiting_for_number') AND callback.overdue_after < :now AS overdue
    FROM mine
    JOIN app.callbacks AS callback ON callback.tenant_id = mine.tenant_id
    WHERE callback.state IN ('planned', 'waiting_for_reply', 'waiting_for_number')
), late AS (
    SELECT tenant_id, programme, count(*) AS not_done, count(*) FILTER (WHERE overdue) AS overdue,
           min(due_on) FILTER (WHERE overdue) AS oldest_due_on
    FROM not_ended GROUP BY tenant_id, programme
)"""

# A report is unsigned when its last signature is due and not there (REP-2). The days after a programme's newest report
# have none yet: they count from the end of the 2nd duty day after, when a day closes (KPI-3), for five days at most.
# The evening job compiles in the order of days (REP-1), and a store's first report is of the first evening it works.
_REPORTS = f"""
reports AS (
    SELECT report.tenant_id, report.programme, count(*) AS due,
           count(*) FILTER (WHERE report.state = 'open') AS unsigned,
           min(report.day) FILTER (WHERE report.state = 'open') AS oldest_on,
           min(report.due_at) FILTER (WHERE report.state = 'open') AS oldest_due_at
    FROM mine
    JOIN app.daily_reports AS report ON report.tenant_id = mine.tenant_id
    WHERE report.due_at < :now AND (report.state = 'open' OR report.due_at >= :reports_since)
    GROUP BY report.tenant_id, report.programme
), duty AS (
    SELECT mine.tenant_id, each.day,
           row_number() OVER (PARTITION BY mine.tenant_id ORDER BY each.day DESC) AS back
    FROM mine
    CROSS JOIN unnest(CAST(:duty_days AS date[])) AS each (day)
    WHERE NOT EXISTS (
        SELECT FROM app.store_closures AS closure
        WHERE closure.tenant_id = mine.tenant_id AND each.day BETWEEN closure.first AND closure.last
          AND closure.entered_at < CAST(each.day AS timestamp) {LOCAL}
    )
), newest AS (
    SELECT mine.tenant_id, each.programme, report.day
    FROM mine
    CROSS JOIN {PROGRAMMES}
    CROSS JOIN LATERAL (
        SELECT last.day FROM app.daily_reports AS last
        WHERE last.tenant_id = mine.tenant_id AND last.programme = each.programme ORDER BY last.day DESC LIMIT 1
    ) AS report
    LEFT JOIN LATERAL (
        SELECT CAST(standard.settings ->> 'enabled' AS boolean) AS enabled FROM app.standards AS standard
        WHERE standard.network_id = mine.network_id AND standard.programme = each.programme
          AND standard.valid_from <= :day
        ORDER BY standard.valid_from DESC, standard.version DESC LIMIT 1
    ) AS in_force ON true
    WHERE coalesce(in_force.enabled, true)
), uncompiled AS (
    SELECT duty.tenant_id, newest.programme, count(*) AS days, min(duty.day) AS oldest_on, min(due.day) AS oldest_due_on
    FROM duty
    JOIN duty AS due ON due.tenant_id = duty.tenant_id AND due.back = duty.back - 2
    JOIN newest ON newest.tenant_id = duty.tenant_id AND newest.day < duty.day
    WHERE duty.back BETWEEN 3 AND 7
    GROUP BY duty.tenant_id, newest.programme
)"""

# The store's own lists of them show the same (REP-5, CMP-3). Those of the sales department stand beside 7DC, all others
# beside 3DC, as the handovers do.
_SIDE = "CASE voice.department WHEN 'sales' THEN 'seven_dc' ELSE 'three_dc' END"
_OVERDUE = "FILTER (WHERE voice.stopped_at IS NULL AND voice.due_at < :now)"
_VOICES = f"""
opinions AS (
    SELECT voice.tenant_id, {_SIDE} AS programme, count(*) AS running,
           count(*) {_OVERDUE} AS overdue, min(voice.due_at) {_OVERDUE} AS oldest_due_at
    FROM mine
    JOIN app.opinions AS voice ON voice.tenant_id = mine.tenant_id
    WHERE voice.ended_at IS NULL AND voice.stopped_at IS NULL
    GROUP BY 1, 2
), complaints AS (
    SELECT voice.tenant_id, {_SIDE} AS programme, count(*) AS running,
           count(*) {_OVERDUE} AS overdue, min(voice.due_at) {_OVERDUE} AS oldest_due_at
    FROM mine
    JOIN app.complaints AS voice ON voice.tenant_id = mine.tenant_id
    WHERE voice.ended_at IS NULL
    GROUP BY 1, 2
)"""

_COUNT = f"""
WITH mine AS (
    SELECT stores.tenant_id, stores.network_id, stores.region_id,
           :is_working_day AND stores.start_date < :day AND NOT EXISTS (
               SELECT FROM app.store_closures AS closure
               WHERE closure.tenant_id = stores.tenant_id AND :day BETWEEN closure.first AND closure.last
                 AND closure.entered_at < :day_starts
           ) AS on_duty
    FROM app.stores AS stores
    WHERE {{whose}} AND stores.state = 'active'
), {_CALLBACKS}, {_REPORTS}, {_VOICES}
SELECT mine.tenant_id, app.uuid7() AS id, mine.network_id, mine.region_id, CAST(:day AS date) AS day,
       each.programme,
       coalesce(counted.planned, 0) AS planned, coalesce(counted.done, 0) AS done,
       coalesce(counted.waiting, 0) AS waiting, coalesce(late.overdue, 0) AS overdue,
       coalesce(counted.to_call, 0) AS to_call, coalesce(counted.ended_otherwise, 0) AS ended_otherwise,
       coalesce(late.not_done, 0) AS not_done, late.oldest_due_on,
       CAST(mine.on_duty AND each.department IS NOT NULL AS integer) AS handovers_due,
       CAST(mine.on_duty AND each.department IS NOT NULL AND handover.id IS NULL AND :now > :late_after AS integer)
           AS handovers_missing,
       coalesce(reports.due, 0) + coalesce(uncompiled.days, 0) AS reports_due,
       coalesce(reports.unsigned, 0) + coalesce(uncompiled.days, 0) AS reports_unsigned,
       least(reports.oldest_on, uncompiled.oldest_on) AS oldest_report_on,
       least(CAST(reports.oldest_due_at {LOCAL} AS date), uncompiled.oldest_due_on) AS oldest_report_due_on,
       coalesce(opinions.running, 0) AS opinions_open, coalesce(opinions.overdue, 0) AS opinions_overdue,
       CAST(opinions.oldest_due_at {LOCAL} AS date) AS oldest_opinion_due_on,
       coalesce(complaints.running, 0) AS complaints_open, coalesce(complaints.overdue, 0) AS complaints_overdue,
       CAST(complaints.oldest_due_at {LOCAL} AS date) AS oldest_complaint_due_on,
       CAST(:now AS timestamptz) AS as_of
FROM mine
CROSS JOIN {PROGRAMMES}
LEFT JOIN counted ON counted.tenant_id = mine.tenant_id AND counted.programme = each.programme
LEFT JOIN late ON late.tenant_id = mine.tenant_id AND late.programme = each.programme
LEFT JOIN reports ON reports.tenant_id = mine.tenant_id AND reports.programme = each.programme
LEFT JOIN uncompiled ON uncompiled.tenant_id = mine.tenant_id AND uncompiled.programme = each.programme
LEFT JOIN opinions ON opinions.tenant_id = mine.tenant_id AND opinions.programme = each.programme
LEFT JOIN complaints ON complaints.tenant_id = mine.tenant_id AND complaints.programme = each.programme
LEFT JOIN app.handovers AS handover ON handover.tenant_id = mine.tenant_id
    AND handover.department = each.department AND handover.due_on = :day
WHERE each.programme <> 'service_14' OR counted.planned > 0 OR late.not_done > 0 OR reports.due > 0
   OR uncompiled.days > 0
"""

_COLUMNS: tuple[tuple[str, Any], ...] = (
    *((name, Uuid()) for name in ("tenant_id", "id", "network_id", "region_id")),
    ("day", Date()),
    ("programme", Text()),
    *((name, Integer()) for name in ("planned", "done", "waiting", "overdue", "to_call", "ended_otherwise")),
    ("not_done", Integer()),
    ("oldest_due_on", Date()),
    *((name, Integer()) for name in ("handovers_due", "handovers_missing", "reports_due", "reports_unsigned")),
    *((name, Date()) for name in ("oldest_report_on", "oldest_report_due_on")),
    *((name, Integer()) for name in ("opinions_open", "opinions_overdue")),
    ("oldest_opinion_due_on", Date()),
    *((name, Integer()) for name in ("complaints_open", "complaints_overdue")),
    ("oldest_complaint_due_on", Date()),
    ("as_of", DateTime(timezone=True)),
)
_STATEMENTS = {
    role: text(_COUNT.format(whose=whose)).columns(*(column(name, kind) for name, kind in _COLUMNS))
    for role, whose in _WHOSE.items()
}


def day_totals(day: dt.date, now: dt.datetime) -> TextualSelect:
    """The totals of `day` as at `now` (aware): of the present store, or as batch of every store of the network.

    A row per store and programme; service_14, which ships switched off, only where there is something of it.
    """
    who = acting()
    values = {
        "network": who.network_id,
        "day": day,
        "now": now,
        "day_starts": day_starts(day),
        "late_after": handovers_late_after(day),
        "is_working_day": china().is_working_day(day),
        "reports_since": reports_since(now),
        "duty_days": duty_days_before(day),
    }
    if who.role is DbRole.STORE:
        values["tenant"] = who.tenant_id
    return _STATEMENTS[who.role].bindparams(**values)
