"""Taking a report out of the platform: on record, it holds customers' names (CUS-9)."""

from dealer.reports.models import DailyReport
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record

REPORT_EXPORTED = event_type("report.exported", "format", "edition")


def record_export(report: DailyReport, form: str, *, by: Actor) -> None:
    """Put on record who took it out, and as what (`pdf`, `xlsx`)."""
    record(REPORT_EXPORTED, by=by, about="report", about_id=report.id, format=form, edition=report.edition)
