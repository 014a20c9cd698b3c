"""Verifying seals: one report, and a store's whole chain (REP-4, R16)."""

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from backbone.db.unit_of_work import acting, current
from dealer.reports.actions.keys import find_key
from dealer.reports.models import DailyReport, ReportChain, ReportLine
from dealer.reports.queries.reports import instructions_of, lines_of, returns_of, signatures_of
from dealer.reports.rules.content import totals_of
from dealer.reports.rules.kept import line_of
from dealer.reports.rules.seals import NO_REPORT_BEFORE, chain_mac, line_hash, personal_hash, report_hash

CHAIN = "daily_reports"


class FaultKind(StrEnum):
    """What is wrong with a sealed report or a chain."""

    CONTENT = "content"  # its hash does not fit what stands there
    LINE = "line"  # a line's hash does not fit
    TOTALS = "totals"  # the totals are not those of its lines
    LINK = "link"  # it does not follow the report before it
    MISSING = "missing"  # a number is missing in between
    END = "end"  # the chain ends elsewhere than its last seal says
    KEY = "key"  # this deployment does not have the key it was sealed with


@dataclass(frozen=True)
class Fault:
    """One fault; `number` is the report's in the chain."""

    number: int
    kind: FaultKind


def sealed_rest(report: DailyReport) -> dict[str, Any]:
    """What the seal binds besides head and lines: its place, signatures with their times, returns, instructions."""
    return {
        "store": str(report.tenant_id),
        "number": report.number,
        "previous": report.previous_hash,
        "programme": report.programme,
        "day": report.day.isoformat(),
        "plan": report.plan,
        "cut_off": _utc(report.cut_off),
        "edition": report.edition,
        "frozen_at": _utc(report.frozen_at),
        "sealed_at": _utc(report.sealed_at),
        "signatures": [
            [each.edition, each.line, _utc(each.at), str(each.account_id), each.name, each.for_name, each.also_below,
             _utc(each.struck_at), each.struck_by_name]
            for each in signatures_of(report)
        ],
        "returns": [[each.to_line, each.why, _utc(each.at), each.by_name] for each in returns_of(report)],
        "instructions": [
            [each.line_number, each.words, each.department, _utc(each.due_at), each.by_name, _utc(each.issued_at)]
            for each in instructions_of(report)
        ],
    }  # fmt: skip


def faults_of(report: DailyReport) -> list[Fault]:
    """What was altered in a sealed report since it was sealed; nothing, when it is unaltered."""
    assert report.number is not None
    key = find_key(report.key_id or "")
    if key is None:
        return [Fault(report.number, FaultKind.KEY)]
    lines = lines_of(report)
    faults = [Fault(report.number, kind) for kind in _line_faults(report, lines)]
    wanted = report_hash(key, report.head, [each.hash for each in lines], sealed_rest(report))
    if not hmac.compare_digest(wanted, report.hash or ""):
        faults.append(Fault(report.number, FaultKind.CONTENT))
    return faults


def chain_faults() -> tuple[int, list[Fault]]:
    """How many reports the store's chain has, and every fault in it."""
    sealed = (DailyReport.tenant_id == acting().tenant_id, DailyReport.number.is_not(None))
    reports = current().scalars(select(DailyReport).where(*sealed).order_by(DailyReport.number)).all()
    faults = [fault for report in reports for fault in faults_of(report)]
    faults += _link_faults(reports)
    faults += _end_faults(reports)
    return len(reports), sorted(faults, key=lambda each: (each.number, each.kind))


def _line_faults(report: DailyReport, lines: Sequence[ReportLine]) -> Iterator[FaultKind]:
    for each in lines:
        said = each.personal_hash
        if each.personal is not None and each.salt is not None:
            said = _or_nothing(personal_hash, each.salt, each.personal)
        if said != each.personal_hash or line_hash(each.number, each.facts, each.personal_hash) != each.hash:
            yield FaultKind.LINE
            return
    try:
        counted = totals_of([line_of(each.number, each.facts, each.personal) for each in lines])
    except (KeyError, TypeError, ValueError):
        yield FaultKind.LINE
        return
    if any(report.head.get("totals", {}).get(name) != getattr(counted, name) for name in counted.__slots__):
        yield FaultKind.TOTALS


def _or_nothing(hashed: Any, *values: Any) -> str:
    try:
        return str(hashed(*values))
    except ValueError:
        return ""


def _link_faults(reports: Sequence[DailyReport]) -> Iterator[Fault]:
    before, last = NO_REPORT_BEFORE, 0
    for report in reports:
        assert report.number is not None
        if report.number != last + 1:
            yield Fault(report.number, FaultKind.MISSING)
        if report.previous_hash != before:
            yield Fault(report.number, FaultKind.LINK)
        before, last = report.hash or "", report.number


def _end_faults(reports: Sequence[DailyReport]) -> Iterator[Fault]:
    """The end has a mac of its own: without it, a tail that was cut off would not be missed."""
    mine = (ReportChain.tenant_id == acting().tenant_id, ReportChain.chain == CHAIN)
    end = current().scalar(select(ReportChain).where(*mine))
    last = reports[-1] if reports else None
    number, last_hash = (last.number or 0, last.hash or "") if last else (0, NO_REPORT_BEFORE)
    if end is None:
        if reports:
            yield Fault(number, FaultKind.END)
        return
    key = find_key(end.key_id)
    if key is None:
        yield Fault(end.number, FaultKind.KEY)
    elif end.mac != chain_mac(key, str(end.tenant_id), number, last_hash):
        yield Fault(number, FaultKind.END)


def _utc(moment: Any) -> str | None:
    """A moment in one way, whatever the connection's zone."""
    return None if moment is None else f"{moment.timestamp():.6f}"
