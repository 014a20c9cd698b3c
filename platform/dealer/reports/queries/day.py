"""What a programme's day consists of, as at its cut-off (REP-1)."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, text

from backbone.db.unit_of_work import acting, current

# The day's frozen list with what was added, and whoever else was tried. An excluded one is not called at all.
_ROWS = """
WITH listed AS (
    SELECT e.callback_id, e.added FROM app.call_list_entries AS e WHERE e.tenant_id = :tenant AND e.day = :day
), tried AS (
    SELECT a.callback_id, count(*) AS tries, max(a.at) AS last_at
      FROM app.attempts AS a
     WHERE a.tenant_id = :tenant AND a.at > :since AND a.at <= :cut_off
     GROUP BY a.callback_id
), mine AS (
    SELECT callback_id, added FROM listed
    UNION ALL
    SELECT t.callback_id, true FROM tried AS t
     WHERE NOT EXISTS (SELECT FROM listed AS l WHERE l.callback_id = t.callback_id)
)
SELECT c.id, mine.added, c.state, c.reason, c.ended_at, c.overdue_after, c.day0, c.tries AS all_tries,
       c.tried_enough_at, s.questionnaire_version, s.note,
       coalesce(tried.tries, 0) AS tries, a.at AS called_at, a.by_name AS caller, a.account_id, a.outcome,
       a.note AS attempt_note, customer.name AS customer, phone.number AS phone, vehicle.model, vehicle.plate,
       right(coalesce(vehicle.vin, vehicle.flawed_vin), 6) AS vin_tail,
       coalesce(ro.advisor, sold.consultant) AS served_by, ro.mileage, coalesce(ro.kind_of_work, ro.work) AS work
  FROM mine
  JOIN app.callbacks AS c ON c.tenant_id = :tenant AND c.id = mine.callback_id
  LEFT JOIN tried ON tried.callback_id = c.id
  LEFT JOIN LATERAL (
       SELECT t.* FROM app.attempts AS t
        WHERE t.tenant_id = :tenant AND t.callback_id = c.id AND t.at = tried.last_at ORDER BY t.id DESC LIMIT 1
       ) AS a ON true
  LEFT JOIN app.call_sheets AS s ON s.tenant_id = :tenant AND s.callback_id = c.id
  LEFT JOIN app.customers AS customer ON customer.tenant_id = :tenant AND customer.id = c.customer_id
  LEFT JOIN LATERAL (
       SELECT p.number FROM app.customer_phones AS p
        WHERE p.tenant_id = :tenant AND p.customer_id = c.customer_id ORDER BY p.rank, p.id LIMIT 1
       ) AS phone ON true
  LEFT JOIN app.vehicles AS vehicle ON vehicle.tenant_id = :tenant AND vehicle.id = c.vehicle_id
  LEFT JOIN app.repair_orders AS ro ON ro.tenant_id = :tenant AND ro.id = c.repair_order_id
  LEFT JOIN app.vehicle_deliveries AS sold ON sold.tenant_id = :tenant AND sold.id = c.delivery_id
 WHERE c.programme = :programme AND c.state <> 'excluded'
 ORDER BY a.at NULLS LAST, c.latest_at, c.id
"""
_SPOKEN = """
SELECT DISTINCT a.callback_id
  FROM app.attempts AS a
 WHERE a.tenant_id = :tenant AND a.at > :since AND a.at <= :cut_off AND a.outcome = ANY (CAST(:conversations AS text[]))
"""
_VOICES = """
SELECT v.callback_id, v.what, v.said, v.department, v.person_name, v.answer
  FROM app.opinions AS v
 WHERE v.tenant_id = :tenant AND v.callback_id = ANY (CAST(:ids AS uuid[])) AND v.received_at <= :cut_off
UNION ALL
SELECT v.callback_id, 'complaint', v.said, v.department, v.person_name, v.answer
  FROM app.complaints AS v
 WHERE v.tenant_id = :tenant AND v.callback_id = ANY (CAST(:ids AS uuid[])) AND v.received_at <= :cut_off
"""
_AMENDED = """
SELECT a.at, a.why, a.by_name, line_of.number, line_of.day
  FROM app.amendments AS a
  JOIN app.callbacks AS c ON c.tenant_id = :tenant AND c.id = a.callback_id AND c.programme = :programme
  JOIN LATERAL (
       SELECT l.number, r.day
         FROM app.report_lines AS l
         JOIN app.daily_reports AS r ON r.tenant_id = :tenant AND r.id = l.report_id AND r.edition = l.edition
        WHERE l.tenant_id = :tenant AND l.callback_id = a.callback_id AND r.frozen_at <= a.at AND r.day < :day
        ORDER BY r.day DESC LIMIT 1
       ) AS line_of ON true
 WHERE a.tenant_id = :tenant AND a.at > :since AND a.at <= :cut_off
 ORDER BY a.at, a.id
"""


def list_rows(programme: str, day: dt.date, *, since: dt.datetime, cut_off: dt.datetime) -> Sequence[Row[Any]]:
    """A row for each callback of the day, those that were tried first, in the order of their last try."""
    return current().execute(text(_ROWS), _values(day, since, cut_off) | {"programme": programme}).all()


def spoken_to(conversations: Collection[str], *, since: dt.datetime, cut_off: dt.datetime) -> frozenset[uuid.UUID]:
    """Callbacks whose person was spoken to in that time; `conversations` are the outcomes that are one."""
    values = {"tenant": acting().tenant_id, "since": since, "cut_off": cut_off, "conversations": list(conversations)}
    return frozenset(current().scalars(text(_SPOKEN), values))


def voices_of(callbacks: Collection[uuid.UUID], *, cut_off: dt.datetime) -> dict[uuid.UUID, list[Row[Any]]]:
    """What was noted of each callback: opinions, needs, complaints."""
    found: dict[uuid.UUID, list[Row[Any]]] = defaultdict(list)
    values = {"tenant": acting().tenant_id, "ids": list(callbacks), "cut_off": cut_off}
    for row in current().execute(text(_VOICES), values):
        found[row.callback_id].append(row)
    return found


def list_corrections(programme: str, day: dt.date, *, since: dt.datetime, cut_off: dt.datetime) -> Sequence[Row[Any]]:
    """Amendments of callbacks whose own report had been signed before (CB-9)."""
    return current().execute(text(_AMENDED), _values(day, since, cut_off) | {"programme": programme}).all()


def _values(day: dt.date, since: dt.datetime, cut_off: dt.datetime) -> dict[str, Any]:
    return {"tenant": acting().tenant_id, "day": day, "since": since, "cut_off": cut_off}
