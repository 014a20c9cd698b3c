"""Reads of reports: one, its lines, its signatures; which wait for whom."""

import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import func, select

from backbone.db.unit_of_work import acting, current
from backbone.errors import NotFoundError
from dealer.callbacks.interface import Programme
from dealer.reports.models import (
    DailyReport,
    Instruction,
    ReportLine,
    ReportReturn,
    ReportSignature,
)
from dealer.reports.rules.content import Content
from dealer.reports.rules.kept import content_of, line_of


def find_report(programme: Programme, day: dt.date, *, lock: bool = False) -> DailyReport | None:
    """The report of a programme's day, if it was compiled; locked until the transaction ends when asked."""
    mine = (DailyReport.tenant_id == acting().tenant_id, DailyReport.programme == programme, DailyReport.day == day)
    query = select(DailyReport).where(*mine)
    return current().scalar(query.with_for_update() if lock else query)


def get_report(report_id: uuid.UUID, *, lock: bool = False) -> DailyReport:
    """One report. Raises NotFoundError."""
    mine = (DailyReport.tenant_id == acting().tenant_id, DailyReport.id == report_id)
    query = select(DailyReport).where(*mine)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    if (found := current().scalar(query)) is None:
        raise NotFoundError
    return found


def cut_off_before(programme: Programme, day: dt.date) -> dt.datetime | None:
    """Up to when the reports of earlier days go: from there on this day's begins."""
    mine = (DailyReport.tenant_id == acting().tenant_id, DailyReport.programme == programme, DailyReport.day < day)
    return current().scalar(select(func.max(DailyReport.cut_off)).where(*mine))


def lines_of(report: DailyReport) -> Sequence[ReportLine]:
    """The lines of the present edition, in order."""
    mine = (
        ReportLine.tenant_id == acting().tenant_id,
        ReportLine.report_id == report.id,
        ReportLine.edition == report.edition,
    )
    return current().scalars(select(ReportLine).where(*mine).order_by(ReportLine.number)).all()


def report_content(report: DailyReport) -> Content:
    """What the report says; erased persons are left out of it."""
    return content_of(report.head, tuple(line_of(each.number, each.facts, each.personal) for each in lines_of(report)))


def signatures_of(report: DailyReport) -> Sequence[ReportSignature]:
    """All its signatures, struck ones too, in the order in which they were made."""
    mine = (ReportSignature.tenant_id == acting().tenant_id, ReportSignature.report_id == report.id)
    return (
        current().scalars(select(ReportSignature).where(*mine).order_by(ReportSignature.at, ReportSignature.id)).all()
    )


def returns_of(report: DailyReport) -> Sequence[ReportReturn]:
    """How often it was sent back, and why."""
    mine = (ReportReturn.tenant_id == acting().tenant_id, ReportReturn.report_id == report.id)
    return current().scalars(select(ReportReturn).where(*mine).order_by(ReportReturn.at, ReportReturn.id)).all()


def instructions_of(report: DailyReport) -> Sequence[Instruction]:
    """What was ordered on it, the whole report's first, then by line."""
    mine = (Instruction.tenant_id == acting().tenant_id, Instruction.report_id == report.id)
    order = (Instruction.line_number.nulls_first(), Instruction.written_at, Instruction.id)
    return current().scalars(select(Instruction).where(*mine).order_by(*order)).all()
