"""Lists of reports: what waits for whom, what was signed."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, tuple_

from backbone.clock import now
from backbone.db.unit_of_work import acting, current
from backbone.web.paging import decode, encode
from dealer.reports.models import DailyReport, ReportSignature
from dealer.reports.queries.turns import route_of, signed_in, turn_among
from dealer.reports.rules.signing import POSITIONS, SignatureLine
from tenants.access.interface import Actor
from tenants.staffing.interface import StoreStaffing, get_store_staffing

PAGE = 50
MOST_WAITING = 200
_CURSOR = "daily-reports"


@dataclass(frozen=True)
class ReportPage:
    """Some reports, the newest first, and where the older ones begin."""

    reports: Sequence[DailyReport]
    next_cursor: str | None


def list_reports(*, cursor: str | None = None, limit: int = PAGE) -> ReportPage:
    """All reports of the store, the newest day first. Raises InvalidError for a page link that is none."""
    query = select(DailyReport).where(DailyReport.tenant_id == acting().tenant_id)
    if cursor:
        day, report_id = decode(cursor, (dt.date.fromisoformat, uuid.UUID), _CURSOR)
        query = query.where(tuple_(DailyReport.day, DailyReport.id) < (day, report_id))
    rows = current().scalars(query.order_by(DailyReport.day.desc(), DailyReport.id.desc()).limit(limit + 1)).all()
    last = rows[limit - 1] if len(rows) > limit else None
    link = encode([last.day.isoformat(), str(last.id)], _CURSOR) if last else None
    return ReportPage(rows[:limit], link)


def list_waiting_for(actor: Actor, staffing: StoreStaffing | None = None) -> list[tuple[DailyReport, SignatureLine]]:
    """The reports whose next line this person may sign now, with that line; those due first."""
    mine = (DailyReport.tenant_id == acting().tenant_id, DailyReport.state == "open")
    order = (DailyReport.turn_due_at, DailyReport.id)
    waiting = current().scalars(select(DailyReport).where(*mine).order_by(*order).limit(MOST_WAITING)).all()
    if not waiting:
        return []
    staffing, signed = staffing or get_store_staffing(), _signatures_of_all(waiting)
    turns = (
        (report, turn_among(report, route_of(report, staffing), signed_in(signed[report.id]))) for report in waiting
    )
    return [(report, turn.line) for report, turn in turns if turn is not None and turn.signer(actor.account_id)]


def _signatures_of_all(reports: Sequence[DailyReport]) -> dict[uuid.UUID, list[ReportSignature]]:
    found: dict[uuid.UUID, list[ReportSignature]] = defaultdict(list)
    mine = (
        ReportSignature.tenant_id == acting().tenant_id,
        ReportSignature.report_id.in_([report.id for report in reports]),
    )
    for each in current().scalars(select(ReportSignature).where(*mine)):
        found[each.report_id].append(each)
    return found


WAITING_REPORTS = """
SELECT count(*) FROM app.daily_reports AS r
 WHERE r.tenant_id = :tenant AND r.state = 'open'
   AND (r.turn = ANY (CAST(:reports_lines AS text[]))
        AND (r.turn <> 'general_manager' OR NOT r.head -> 'caller_ids' @> to_jsonb(CAST(:reports_me AS text)))
        OR r.turn = 'caller' AND r.turn_due_at <= :reports_at AND 'centre_head' = ANY (CAST(:reports_lines AS text[]))
        OR r.turn = 'caller' AND r.turn_due_at > :reports_at
           AND r.head -> 'caller_ids' @> to_jsonb(CAST(:reports_me AS text)))
   AND NOT EXISTS (SELECT FROM app.report_signatures AS s
                    WHERE s.tenant_id = :tenant AND s.report_id = r.id AND s.struck_at IS NULL
                      AND s.account_id = CAST(:reports_me AS uuid)
                      AND s.line = ANY (CASE r.turn WHEN 'general_manager' THEN ARRAY['caller', 'centre_head']
                                                    WHEN 'caller' THEN ARRAY['caller'] ELSE ARRAY[]::text[] END))
"""
"""How many wait for a person, whose `waiting_for_reports` these are: a part of the menu's one statement. Told by the
line that was next when the report last moved; the page itself asks the staffing of this moment."""


def waiting_for_reports(me: Actor) -> dict[str, Any]:
    """The values of `WAITING_REPORTS`."""
    lines = [line.value for line, position in POSITIONS.items() if position in me.positions | me.delegated]
    return {"reports_lines": lines, "reports_me": str(me.account_id), "reports_at": now()}
