"""Signing a daily report, in order; the last signature seals it (REP-2, REP-4)."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import ClassVar

from backbone.clock import now
from backbone.db.unit_of_work import current
from backbone.errors import ConflictError, ForbiddenError, InvalidError
from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from dealer.figures.interface import day_changed
from dealer.reports.actions.sealing import seal
from dealer.reports.models import DailyReport, ReportSignature
from dealer.reports.queries.reports import get_report
from dealer.reports.queries.turns import Route, route_of, turn_of
from dealer.reports.rules.signing import SignatureLine, Signer, Turn, due_at
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record
from tenants.calendar.interface import store_calendar
from tenants.signin.interface import confirm_person

REPORT_SIGNED = event_type("report.signed", "line", "also_below", "sealed")
REPORT_PASSED_ON = event_type("report.passed_on", "line")
MOST_AT_ONCE = 50


class SealedError(ConflictError):
    """A signed report never changes (REP-4)."""

    code = "sealed"
    message: ClassVar[LazyString] = _l("This report is signed and sealed: it never changes any more.")


class NotYourTurnError(ForbiddenError):
    """Each signs in order, on their own line."""

    code = "not_your_turn"
    message: ClassVar[LazyString] = _l("It is not your turn to sign this report.")


def sign_reports(
    report_ids: Collection[uuid.UUID], *, by: Actor, password: str | None = None, code: str | None = None
) -> list[DailyReport]:
    """Sign one or a batch, all or none, with the password (or the code of one's device) asked anew.

    Raises as `confirm_person` and `sign_report`; InvalidError for none or too many.
    """
    if not 1 <= len(report_ids) <= MOST_AT_ONCE:
        raise InvalidError(fields={"reports": [_l("Choose 1 to %(most)s reports.", most=MOST_AT_ONCE)]})
    chosen = sorted(set(report_ids))
    for each in chosen:
        _whose_turn(get_report(each, lock=True), by, now())
    # A code counts once: a batch that is refused for another reason must not use it up.
    confirm_person(by, password=password, code=code)
    return [sign_report(each, by=by) for each in chosen]


def sign_report(report_id: uuid.UUID, *, by: Actor) -> DailyReport:
    """Sign the line whose turn it is. Whoever holds the line above it, too, signs once for both, marked 兼.

    Lines that nobody can sign are passed on with it, marked. Raises NotFoundError, SealedError, NotYourTurnError.
    """
    report, moment = get_report(report_id, lock=True), now()
    route, turn, signer = _whose_turn(report, by, moment)
    _sign(report, route, turn, signer, moment, by)
    again = turn_of(report, route, moment)
    if again is not None and (both := again.signer(by.account_id)) is not None and not again.passed:
        _sign(report, route, again, Signer(both.account_id, both.for_id, also_below=True), moment, by)
    return go_on(report, route, moment, by=by)


def _whose_turn(report: DailyReport, by: Actor, moment: dt.datetime) -> tuple[Route, Turn, Signer]:
    """The report's route and turn, which is this person's. Raises SealedError, NotYourTurnError."""
    if report.is_sealed:
        raise SealedError
    route = route_of(report)
    turn = turn_of(report, route, moment)
    signer = turn.signer(by.account_id) if turn else None
    if turn is None or signer is None:
        raise NotYourTurnError
    return route, turn, signer


def go_on(report: DailyReport, route: Route, moment: dt.datetime, *, by: Actor) -> DailyReport:
    """Whose turn it is from now on; without one, the seal."""
    following = turn_of(report, route, moment)
    if following is None:
        report.turn, report.turn_due_at = None, None
        seal(report, at=moment, by=by)
    else:
        report.turn = following.line.value
        report.turn_due_at = due_at(following.line, report.day, report.plan, store_calendar())
    day_changed()
    current().flush()
    return report


def pass_on(report: DailyReport, line: SignatureLine, moment: dt.datetime, *, by: Actor) -> None:
    """Let a line go by, not reviewed: nobody is there to sign it, or its time has passed (REP-2, ORG-4)."""
    current().add(_signature(report, line, moment, name=""))
    current().flush()
    record(REPORT_PASSED_ON, by=by, about="report", about_id=report.id, line=line.value)


def _sign(report: DailyReport, route: Route, turn: Turn, signer: Signer, moment: dt.datetime, by: Actor) -> None:
    for line in turn.passed:
        pass_on(report, line, moment, by=by)
    signature = _signature(report, turn.line, moment, name=by.name)
    signature.account_id, signature.also_below = signer.account_id, signer.also_below
    signature.for_name = route.names.get(signer.for_id) if signer.for_id else None
    current().add(signature)
    report.frozen_at = report.frozen_at or moment
    current().flush()
    sealed = turn.line is SignatureLine.GENERAL_MANAGER
    said = {"line": turn.line.value, "also_below": signer.also_below, "sealed": sealed}
    record(REPORT_SIGNED, by=by, about="report", about_id=report.id, **said)


def _signature(report: DailyReport, line: SignatureLine, moment: dt.datetime, *, name: str) -> ReportSignature:
    return ReportSignature(
        tenant_id=report.tenant_id,
        id=uuid7(),
        report_id=report.id,
        edition=report.edition,
        line=line.value,
        at=moment,
        name=name,
        also_below=False,
    )
