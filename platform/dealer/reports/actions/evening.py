"""After closing: reports are compiled, in the order of days; managers who let their time pass are passed over."""

import datetime as dt

from sqlalchemy import func, select

from backbone.db.unit_of_work import acting, current
from dealer.callbacks.interface import Programme, rules_in_force
from dealer.reports.actions.compiling import compile_day
from dealer.reports.actions.signing import go_on, pass_on
from dealer.reports.models import DailyReport, ReportSignature
from dealer.reports.queries.turns import route_of
from dealer.reports.rules.signing import SignatureLine
from tenants.access.interface import Actor
from tenants.calendar.interface import StoreCalendar, store_calendar, store_day
from tenants.stores.interface import get_own_store

ONE_DAY = dt.timedelta(days=1)
MOST_DAYS = 31
"""A standstill is made up for as far back as this."""


def compile_due(*, at: dt.datetime) -> int:
    """Compile every day that has closed by `at` (aware) and has no report yet. Returns how many reports there are."""
    calendar = store_calendar()
    last = store_day(at) if calendar.closing(store_day(at)) <= at else store_day(at) - ONE_DAY
    compiled = 0
    for programme, rule in rules_in_force(last).items():
        if rule.enabled:
            days = _days(programme, last)
            compiled += sum(compile_day(programme, day, at=at) is not None for day in days)
    return compiled


def _days(programme: Programme, last: dt.date) -> list[dt.date]:
    """From the day after the newest report on, at the earliest from the store's start date."""
    mine = (DailyReport.tenant_id == acting().tenant_id, DailyReport.programme == programme)
    newest = current().scalar(select(func.max(DailyReport.day)).where(*mine))
    first = newest + ONE_DAY if newest else max(get_own_store().start_date, last)
    first = max(first, last - MOST_DAYS * ONE_DAY)
    return [first + number * ONE_DAY for number in range((last - first).days + 1)]


def pass_on_late(*, at: dt.datetime, by: Actor) -> int:
    """Plan 2: what the general-affairs manager did not sign within one duty day goes on, 'not reviewed' (REP-2)."""
    calendar, line = store_calendar(), SignatureLine.GENERAL_AFFAIRS
    waiting = (
        DailyReport.tenant_id == acting().tenant_id,
        DailyReport.state == "open",
        DailyReport.turn == line.value,
    )
    passed = 0
    for report in current().scalars(select(DailyReport).where(*waiting).order_by(DailyReport.id).with_for_update()):
        if _is_late(report, at, calendar):
            pass_on(report, line, at, by=by)
            go_on(report, route_of(report), at, by=by)
            passed += 1
    return passed


def _is_late(report: DailyReport, at: dt.datetime, calendar: StoreCalendar) -> bool:
    mine = (
        ReportSignature.tenant_id == acting().tenant_id,
        ReportSignature.report_id == report.id,
        ReportSignature.line == SignatureLine.HEAD.value,
        ReportSignature.struck_at.is_(None),
    )
    head_at = current().scalar(select(func.max(ReportSignature.at)).where(*mine))
    if head_at is None:
        return False
    return at >= calendar.closing(calendar.duty.nth_duty_day_after(store_day(head_at), 1))
