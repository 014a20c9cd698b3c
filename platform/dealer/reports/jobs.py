"""Jobs of daily reports."""

from backbone.clock import now
from backbone.db.unit_of_work import acting
from backbone.jobs.registry import job
from dealer.reports.actions.evening import compile_due, pass_on_late
from tenants.access.interface import platform_actor

COMPILE_REPORTS = "reports.compile"
PLATFORM = "Sanqi"


@job(COMPILE_REPORTS, time_limit=300)
def compile_reports(business_date: str) -> None:
    """After closing, as each store, when its callbacks are settled: the day's reports (REP-1), and who is passed over.

    `business_date` is the schedule's; what a standstill missed is made up for.
    """
    pass_on_late(at=now(), by=platform_actor(PLATFORM, acting()))
    compile_due(at=now())
