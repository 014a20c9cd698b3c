"""Lists of reports: what waits for whom, what was signed."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, tuple_

from backbone.db.unit_of_work import acting, current
from backbone.web.paging import decode, encode
from dealer.reports.models import DailyReport
from dealer.reports.queries.turns import route_of, turn_of
from tenants.access.interface import Actor
from tenants.staffing.interface import get_store_staffing

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


def list_waiting_for(actor: Actor) -> list[DailyReport]:
    """The reports whose next line this person may sign now, those due first."""
    mine = (DailyReport.tenant_id == acting().tenant_id, DailyReport.state == "open")
    order = (DailyReport.turn_due_at, DailyReport.id)
    waiting = current().scalars(select(DailyReport).where(*mine).order_by(*order).limit(MOST_WAITING)).all()
    if not waiting:
        return []
    staffing = get_store_staffing()
    turns = ((report, turn_of(report, route_of(report, staffing))) for report in waiting)
    return [report for report, turn in turns if turn is not None and turn.signer(actor.account_id) is not None]
