"""Jobs of the file store."""

import datetime as dt

import structlog

from backbone.clock import now
from backbone.files.sweeping import sweep
from backbone.jobs.registry import job

log = structlog.get_logger()
SWEEP = "files.sweep"
LEFT_ALONE = dt.timedelta(days=1)
"""An upload may still be under way, its row not committed yet."""


@job(SWEEP, time_limit=300)
def sweep_files(business_date: str) -> None:
    """As a store, every night: delete files that were kept for a transaction that failed afterwards."""
    if swept := sweep(before=now() - LEFT_ALONE):
        log.warning("files_without_row_deleted", count=swept)
