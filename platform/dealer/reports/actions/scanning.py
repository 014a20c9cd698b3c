"""Scans of printed copies that were signed by hand (REP-2): kept beside the report, no part of its seal."""

import uuid
from typing import IO

from backbone.clock import now
from backbone.db.unit_of_work import current
from backbone.errors import InvalidError
from backbone.files.store import keep
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from dealer.reports.models import ReportScan
from dealer.reports.queries.reports import get_report
from dealer.reports.queries.scans import scans_of
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record

REPORT_SCANNED_IN = event_type("report.scanned_in", "format", "size")
SCAN_OPENED = event_type("report.scan_opened", "format")
MAX_SCAN = 20 * 1024 * 1024
MOST_SCANS = 10
_BEGINNINGS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png"}


def scan_in(report_id: uuid.UUID, stream: IO[bytes], *, name: str, by: Actor) -> ReportScan:
    """Keep a scan of at most `MAX_SCAN` bytes beside a report, whatever its state; signatures stay as they are.

    `stream` can be read again from its start. Raises NotFoundError, InvalidError (file), FileTooLargeError.
    """
    report = get_report(report_id, lock=True)
    form = _form_of(stream)
    if len(scans_of(report)) >= MOST_SCANS:
        raise InvalidError(fields={"file": [_l("This report has %(most)s scans already.", most=MOST_SCANS)]})
    file = keep(stream, name=name, limit=MAX_SCAN)
    assert by.account_id is not None
    scan = ReportScan(
        tenant_id=report.tenant_id, id=uuid7(), report_id=report.id, file_id=file.id, form=form, at=now(),
        account_id=by.account_id, by_name=by.name,
    )  # fmt: skip
    current().add(scan)
    record(REPORT_SCANNED_IN, by=by, about="report", about_id=report.id, format=form, size=file.size)
    current().flush()
    return scan


def record_opening(scan: ReportScan, *, by: Actor) -> None:
    """Put on record who took a scan out: it holds customers' names (CUS-9)."""
    record(SCAN_OPENED, by=by, about="report", about_id=scan.report_id, format=scan.form)


def _form_of(stream: IO[bytes]) -> str:
    beginning = stream.read(max(map(len, _BEGINNINGS)))
    stream.seek(0)
    for known, form in _BEGINNINGS.items():
        if beginning.startswith(known):
            return form
    raise InvalidError(fields={"file": [_l("Choose a PDF, JPEG or PNG file.")]})
