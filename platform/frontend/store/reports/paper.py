"""Signed papers that were scanned in, as the page of their report shows them (REP-2)."""

from collections.abc import Iterable
from dataclasses import dataclass

from backbone.clock import now
from backbone.files.models import StoredFile
from dealer.reports.interface import ReportScan
from frontend import formats
from frontend.paths import PATHS
from frontend.rendering import language
from tenants.calendar.interface import store_day


@dataclass(frozen=True)
class Scan:
    """A signed paper that was scanned in."""

    url: str
    name: str
    note: str


def scans(found: Iterable[tuple[ReportScan, StoredFile]]) -> list[Scan]:
    """A report's scans, with who kept them and when."""
    today = store_day(now())
    return [
        Scan(
            f"{PATHS.report_scans}/{scan.id}",
            file.name,
            " · ".join((scan.by_name, formats.moment(scan.at, language(), today), formats.size(file.size))),
        )
        for scan, file in found
    ]
