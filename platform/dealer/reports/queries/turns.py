"""Whose turn it is to sign a report, by the people of today (REP-2, ORG-4)."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from backbone.clock import now, today
from dealer.reports.models import DailyReport, ReportSignature
from dealer.reports.queries.reports import signatures_of
from dealer.reports.rules.signing import SignatureLine, Signed, Turn, due_at, next_turn
from tenants.calendar.interface import store_calendar
from tenants.staffing.interface import Step, StoreStaffing, get_store_staffing, route_on


@dataclass(frozen=True)
class Route:
    """The lines above the callers with their people, the callers themselves, and everybody's names."""

    steps: tuple[Step, ...]
    callers: tuple[uuid.UUID, ...]
    names: dict[uuid.UUID, str]


def route_of(report: DailyReport, staffing: StoreStaffing | None = None) -> Route:
    """A report's route; `staffing` saves reading it again for many."""
    staffing = staffing or get_store_staffing()
    callers = tuple(uuid.UUID(each) for each in report.head.get("caller_ids", ()))
    steps = route_on(staffing.rules, report.day, signed_on=today(), callers=callers)
    return Route(steps, callers, staffing.names)


def turn_of(report: DailyReport, route: Route, at: dt.datetime | None = None) -> Turn | None:
    """Whose turn it is at `at` (aware); None when every line is signed."""
    return turn_among(report, route, signed_of(report), at)


def turn_among(
    report: DailyReport, route: Route, signed: Collection[Signed], at: dt.datetime | None = None
) -> Turn | None:
    """The same, by signatures that were read already."""
    waits = (at or now()) < due_at(SignatureLine.CALLER, report.day, report.plan, store_calendar())
    return next_turn(route.steps, route.callers, signed, callers_wait=waits)


def signed_of(report: DailyReport) -> list[Signed]:
    """The signatures that hold."""
    return signed_in(signatures_of(report))


def signed_in(signatures: Iterable[ReportSignature]) -> list[Signed]:
    """Those of these that hold."""
    holding = (each for each in signatures if each.struck_at is None)
    return [Signed(SignatureLine(each.line), each.account_id, each.at) for each in holding]
