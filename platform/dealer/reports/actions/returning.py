"""Sending a report back (REP-2): a return names the step, and strikes its signature and all later ones."""

import uuid

from backbone.clock import now
from backbone.db.unit_of_work import current
from backbone.errors import InvalidError
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from dealer.reports.actions.compiling import compile_again
from dealer.reports.actions.signing import NotYourTurnError, SealedError, go_on
from dealer.reports.models import DailyReport, ReportReturn
from dealer.reports.queries.reports import get_report, signatures_of
from dealer.reports.queries.turns import route_of, turn_of
from dealer.reports.rules.signing import OF_PLAN, SignatureLine
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record

REPORT_RETURNED = event_type("report.returned", "to_line", "struck")
LONGEST_WHY = 500


def return_report(report_id: uuid.UUID, to_line: SignatureLine, *, why: str, by: Actor) -> DailyReport:
    """Send it back to a line that was signed, whoever's turn it is now. Struck signatures stay visible.

    When none is left, the content is compiled again: what was corrected since is in the new edition.
    Raises NotFoundError, SealedError, NotYourTurnError, InvalidError.
    """
    report = get_report(report_id, lock=True)
    if report.is_sealed:
        raise SealedError
    route, moment = route_of(report), now()
    turn = turn_of(report, route, moment)
    if turn is None or turn.signer(by.account_id) is None:
        raise NotYourTurnError
    struck = _strike(report, _from(report, to_line, turn.line, why), by)
    values = {"tenant_id": report.tenant_id, "id": uuid7(), "report_id": report.id, "at": moment}
    assert by.account_id is not None
    told = {"to_line": to_line.value, "why": why.strip(), "account_id": by.account_id, "by_name": by.name}
    current().add(ReportReturn(**values, **told))
    record(REPORT_RETURNED, by=by, about="report", about_id=report.id, to_line=to_line.value, struck=struck)
    current().flush()
    if all(each.struck_at is not None for each in signatures_of(report)):
        compile_again(report)
    return go_on(report, route_of(report), moment, by=by)


def _from(report: DailyReport, to_line: SignatureLine, turn: SignatureLine, why: str) -> set[str]:
    """The lines that are struck."""
    order = OF_PLAN[report.plan]
    fields = {}
    if not why.strip():
        fields["why"] = [_l("Say why it is sent back.")]
    elif len(why) > LONGEST_WHY:
        fields["why"] = [_l("At most %(most)s characters.", most=LONGEST_WHY)]
    if to_line not in order or order.index(to_line) >= order.index(turn):
        fields["to_line"] = [_l("It can be sent back to a line below your own.")]
    if fields:
        raise InvalidError(fields=fields)
    return {line.value for line in order[order.index(to_line) :]}


def _strike(report: DailyReport, lines: set[str], by: Actor) -> int:
    struck = [each for each in signatures_of(report) if each.struck_at is None and each.line in lines]
    for signature in struck:
        signature.struck_at, signature.struck_by_name = now(), by.name
    return len(struck)
