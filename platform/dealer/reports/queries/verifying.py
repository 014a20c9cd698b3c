"""What anybody may know of a sealed report by its code (REP-4): never a line, never a name."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from backbone.db.unit_of_work import acting, current, unit_of_work
from backbone.isolation.acting import Acting
from dealer.reports.actions.sealing import code_hash
from dealer.reports.models import DailyReport, ReportCode
from dealer.reports.queries.seals import FaultKind, faults_of
from tenants.signin.interface import find_place
from tenants.stores.interface import get_own_store


class Verdict(StrEnum):
    """What the seal says."""

    UNALTERED = "unaltered"
    ALTERED = "altered"
    NO_KEY = "no_key"


@dataclass(frozen=True)
class Verified:
    """A sealed report as anybody with its code sees it. `totals` as they stand in it now, by name."""

    verdict: Verdict
    store: str
    store_code: str
    programme: str
    day: dt.date
    number: int
    sealed_at: dt.datetime
    totals: dict[str, int]


def verify(code: str) -> Verified | None:
    """By the code as it is printed, in any case, with or without dashes; None when there is no such report."""
    with unit_of_work(Acting.door()) as door:
        found = door.get(ReportCode, code_hash(code))
        place = find_place(found.tenant_id) if found is not None else None
    if found is None or place is None:
        return None
    with unit_of_work(Acting.store(place.tenant_id, place.network_id)):
        mine = (DailyReport.tenant_id == acting().tenant_id, DailyReport.id == found.report_id)
        report = current().scalar(select(DailyReport).where(*mine))
        return _verified(report) if report is not None and report.number is not None else None


def _verified(report: DailyReport) -> Verified:
    store, kinds = get_own_store(), {fault.kind for fault in faults_of(report)}
    assert report.number is not None
    assert report.sealed_at is not None
    altered = Verdict.NO_KEY if kinds == {FaultKind.KEY} else Verdict.ALTERED
    return Verified(
        verdict=altered if kinds else Verdict.UNALTERED,
        store=store.name,
        store_code=store.code,
        programme=report.programme,
        day=report.day,
        number=report.number,
        sealed_at=report.sealed_at,
        totals=_counts(report.head.get("totals")),
    )


def _counts(kept: Any) -> dict[str, int]:
    """Whatever somebody wrote there, only counts are shown."""
    pairs = kept.items() if isinstance(kept, dict) else ()
    return {name: count for name, count in pairs if isinstance(count, int) and not isinstance(count, bool)}
