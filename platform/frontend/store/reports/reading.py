"""What the views read for their pages."""

import datetime as dt
from typing import Any

from backbone.clock import now
from backbone.i18n import gettext as _
from backbone.i18n import ngettext
from dealer.reports.interface import MAX_SCAN, MOST_SCANS, OF_PLAN, DailyReport, SignatureLine, get_report, scans_of
from dealer.reports.queries.lists import ReportPage, list_waiting_for
from dealer.reports.queries.printed import printed_report
from dealer.reports.queries.reports import instructions_of
from frontend.paths import PATHS
from frontend.store.reports import paper, shown
from frontend.store.reports.shown import Item, Reader
from frontend.store.reports.words import LINES
from frontend.store.voices.case import NOTHING_FAILED, Failed
from tenants.access.interface import Actor, Permission
from tenants.calendar.interface import store_calendar
from tenants.signin.interface import asks_for_code
from tenants.staffing.interface import StoreStaffing, get_store_staffing


def page_of(report_id: Any, me: Actor, failed: Failed = NOTHING_FAILED) -> dict[str, Any]:
    """The page of one report for a person."""
    report, staffing = get_report(report_id), get_store_staffing()
    printed = printed_report(report, staffing)
    page = shown.page(report, printed, _reader(report, me, staffing), store_calendar(), failed)
    found = [(scan, file) for scan, file in scans_of(report)]
    may_scan = me.can(Permission.REPORTS_SCAN_IN) and len(found) < MOST_SCANS
    return page | {"scans": paper.scans(found), "may_scan": may_scan, "scan_limit": MAX_SCAN}


def _reader(report: DailyReport, me: Actor, staffing: StoreStaffing) -> Reader:
    if report.is_sealed or not me.can(Permission.REPORTS_SIGN):
        return Reader()
    waiting = list_waiting_for(me, staffing)
    line = next((line for each, line in waiting if each.id == report.id), None)
    if line is None:
        return Reader()
    order = OF_PLAN[report.plan]
    orders = line is SignatureLine.GENERAL_MANAGER
    return Reader(
        signs=True,
        with_code=asks_for_code(me),
        orders=orders,
        waiting=tuple(each for each, _line in waiting),
        drafts=shown.drafts_of(instructions_of(report)) if orders else {},
        returns_to=order[: order.index(line)],
    )


def list_of(page: ReportPage, waiting: list[Item], cursor: str | None) -> dict[str, Any]:
    """Context of `reports/list.html`."""
    moment = now()
    rows = [(shown.item(report, moment), *_state(report)) for report in page.reports]
    return {
        "waiting": waiting,
        "rows": [
            {"item": item, "state": word, "icon": icon, "tone": tone, "number": report.number}
            for report, (item, word, icon, tone) in zip(page.reports, rows, strict=True)
        ],
        "page": {
            "text": ngettext("%(num)d report here", "%(num)d reports here", len(rows)),
            "prev_url": PATHS.reports if cursor else "",
            "next_url": f"{PATHS.reports}?cursor={page.next_cursor}" if page.next_cursor else "",
        },
    }


def waiting_items(me: Actor, moment: dt.datetime) -> list[Item]:
    """What waits for this person's signature, those due first."""
    waiting = list_waiting_for(me) if me.can(Permission.REPORTS_SIGN) else []
    return [shown.item(report, moment) for report, _line in waiting]


def _state(report: DailyReport) -> tuple[str, str, str]:
    """Word, icon, tone."""
    if report.is_sealed:
        return _("sealed"), "lock", "ok"
    assert report.turn is not None
    word = _("with %(who)s", who=LINES[SignatureLine(report.turn)])
    late = report.turn_due_at is not None and report.turn_due_at < now()
    return word, "clock-exclamation" if late else "pencil", "bad" if late else ""
