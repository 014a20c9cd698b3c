"""One report with everything that stands on screen, PDF and XLSX (REP-10)."""

from collections.abc import Sequence

from backbone.errors import NotFoundError
from dealer.callbacks.interface import Programme
from dealer.reports.models import DailyReport, Instruction, ReportSignature
from dealer.reports.queries.reports import instructions_of, report_content, signatures_of
from dealer.reports.queries.turns import Route, route_of, signed_in, turn_among
from dealer.reports.rules.printed import Instructed, PrintedReport, Sealed, Signature, SignatureField
from dealer.reports.rules.signing import OF_PLAN, SignatureLine, Turn, due_at
from tenants.calendar.interface import store_calendar
from tenants.networks.interface import find_network
from tenants.staffing.interface import StoreStaffing
from tenants.stores.interface import Store, get_own_store

CODES = {Programme.THREE_DC: "3DC", Programme.SEVEN_DC: "7DC", Programme.SERVICE_14: "14D"}


def printed_report(report: DailyReport, staffing: StoreStaffing | None = None) -> PrintedReport:
    """The whole of it, in a dozen statements however many lines it has. Raises NotFoundError outside of a store."""
    network, store = find_network(), get_own_store()
    if network is None:
        raise NotFoundError
    signatures, route = signatures_of(report), route_of(report, staffing)
    return PrintedReport(
        network=network.name,
        store=store.name,
        store_code=store.code,
        report_number=report_number(store, report),
        content=report_content(report),
        fields=_fields(report, signatures, route, turn_among(report, route, signed_in(signatures))),
        instructions=tuple(map(_instructed, instructions_of(report))),
        sealed=_sealed(report),
    )


def report_number(store: Store, report: DailyReport) -> str:
    """The form's own number: `SZ-WZ01-3DC-20261119`."""
    return f"{store.code}-{CODES[Programme(report.programme)]}-{report.day:%Y%m%d}"


def _fields(
    report: DailyReport, signatures: Sequence[ReportSignature], route: Route, turn: Turn | None
) -> tuple[SignatureField, ...]:
    calendar = store_calendar()
    return tuple(
        SignatureField(
            line,
            due_at(line, report.day, report.plan, calendar),
            tuple(_signature(each) for each in signatures if each.line == line.value),
            _awaited(turn, line, route),
        )
        for line in OF_PLAN[report.plan]
    )


def _awaited(turn: Turn | None, line: SignatureLine, route: Route) -> tuple[str, ...]:
    """Who is asked now, by name; nobody on a line whose turn has not come."""
    if turn is None or turn.line is not line:
        return ()
    return tuple(route.names[each.account_id] for each in turn.signers if each.account_id in route.names)


def _signature(each: ReportSignature) -> Signature:
    return Signature(
        name=each.name,
        at=each.at,
        for_name=each.for_name,
        also_below=each.also_below,
        passed_on=each.account_id is None,
        struck_at=each.struck_at,
    )


def _instructed(each: Instruction) -> Instructed:
    return Instructed(each.line_number, each.words, each.department, each.due_at)


def _sealed(report: DailyReport) -> Sealed | None:
    if not report.is_sealed:
        return None
    assert report.number is not None
    assert report.hash is not None
    assert report.code is not None
    assert report.sealed_at is not None
    return Sealed(report.number, report.hash, report.code, report.sealed_at)
