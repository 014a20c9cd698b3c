"""Reads of scanned copies."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Row, select

from backbone.db.unit_of_work import acting, current
from backbone.errors import NotFoundError
from backbone.files.models import StoredFile
from dealer.reports.models import DailyReport, ReportScan

_WITH_FILE = (ReportScan.tenant_id == StoredFile.tenant_id, ReportScan.file_id == StoredFile.id)


def scans_of(report: DailyReport) -> Sequence[Row[ReportScan, StoredFile]]:
    """Its scans with their files, the oldest first."""
    mine = (ReportScan.tenant_id == acting().tenant_id, ReportScan.report_id == report.id)
    query = select(ReportScan, StoredFile).where(*_WITH_FILE, *mine).order_by(ReportScan.at, ReportScan.id)
    return current().execute(query).all()


def get_scan(scan_id: uuid.UUID) -> Row[ReportScan, StoredFile]:
    """One scan with its file. Raises NotFoundError."""
    mine = (ReportScan.tenant_id == acting().tenant_id, ReportScan.id == scan_id)
    found = current().execute(select(ReportScan, StoredFile).where(*_WITH_FILE, *mine)).one_or_none()
    if found is None:
        raise NotFoundError
    return found
