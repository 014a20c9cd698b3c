"""Views of daily reports: the list, one report, signing, sending back, ordering, taking out."""

import io
import uuid

from flask import Blueprint, redirect, render_template, request, send_file
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from backbone.clock import now
from backbone.errors import DomainError, InvalidError
from backbone.files.store import bytes_of
from backbone.i18n import gettext as _
from backbone.i18n import lazy_gettext as _l
from backbone.i18n import ngettext
from backbone.web.forms import sent
from backbone.web.marks import requires
from backbone.web.notices import tell
from backbone.web.once import once
from backbone.web.requests import person
from dealer.reports.actions.exporting import record_export
from dealer.reports.interface import (
    DailyReport,
    SignatureLine,
    as_pdf,
    as_xlsx,
    get_report,
    get_scan,
    record_opening,
    return_report,
    scan_in,
    sign_reports,
    take_back_instruction,
    write_instruction,
)
from dealer.reports.queries.lists import list_reports
from dealer.reports.queries.printed import printed_report
from dealer.reports.schemas import InstructionCreate, ReturnCreate
from frontend.paths import PATHS
from frontend.rendering import language
from frontend.store.reports.reading import list_of, page_of, waiting_items
from frontend.store.reports.shown import identity
from frontend.store.voices.case import Failed
from tenants.access.interface import Permission

blueprint = Blueprint("reports", __name__)
ONE = f"{PATHS.reports}/<uuid:report_id>"
PDF = "application/pdf"
SCANS = {"pdf": PDF, "jpeg": "image/jpeg", "png": "image/png"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LOCALES = {"zh": "zh_CN", "en": "en"}


@blueprint.get(PATHS.reports)
@requires(Permission.REPORTS_SEE)
def index() -> ResponseReturnValue:
    """What waits for the reader, then all of them, the newest day first."""
    cursor = request.args.get("cursor") or None
    waiting = [] if cursor else waiting_items(person(), now())
    return render_template("reports/list.html", **list_of(list_reports(cursor=cursor), waiting, cursor))


@blueprint.get(ONE)
@requires(Permission.REPORTS_SEE)
def show(report_id: uuid.UUID) -> ResponseReturnValue:
    """One report; whose turn it is signs here."""
    return _page(report_id)


def _page(report_id: uuid.UUID, failed: Failed | None = None) -> str:
    more = {"failed": failed} if failed else {}
    return render_template("reports/show.html", **page_of(report_id, person(), **more))


def _again(report_id: uuid.UUID, form: str, refusal: DomainError) -> ResponseReturnValue:
    """The page with what was typed, and what is wrong with it."""
    if refusal.status not in (413, 422):
        raise refusal
    typed = {name: value for name, value in request.form.items() if name != "password"}
    return _page(report_id, Failed.of(form, typed, refusal)), refusal.status


@blueprint.post(PATHS.report_signatures)
@requires(Permission.REPORTS_SIGN)
@once
def create_signatures() -> ResponseReturnValue:
    """Sign all that were chosen, or none."""
    shown, chosen = identity(request.form.get("shown", "")), request.form.getlist("report")
    secret = {name: request.form.get(name) or None for name in ("password", "code")}
    try:
        signed = sign_reports([identity(each) for each in chosen], **secret, by=person())
    except DomainError as refusal:
        return _again(shown, "sign", refusal)
    tell(ngettext("%(num)d report signed.", "%(num)d reports signed.", len(signed)))
    following = waiting_items(person(), now())
    return redirect(following[0].url if following else PATHS.reports, 303)


@blueprint.post(f"{ONE}/returns")
@requires(Permission.REPORTS_SIGN)
@once
def create_return(report_id: uuid.UUID) -> ResponseReturnValue:
    """Send it back; later signatures are struck."""
    try:
        wanted = sent(ReturnCreate)
        return_report(report_id, SignatureLine(wanted["to_line"]), why=wanted["why"], by=person())
    except DomainError as refusal:
        return _again(report_id, "return", refusal)
    tell(_("Sent back. Struck signatures stay visible."))
    return redirect(f"{PATHS.reports}/{report_id}", 303)


@blueprint.post(f"{ONE}/instructions")
@requires(Permission.REPORTS_SIGN)
@once
def create_instruction(report_id: uuid.UUID) -> ResponseReturnValue:
    """Order something, on a line or on the whole report."""
    text = request.form.get("line", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
    try:
        if text and number is None:
            raise InvalidError(fields={"line_number": [_l("The report has no such line.")]})
        write_instruction(report_id, **(sent(InstructionCreate) | {"line_number": number}), by=person())
    except DomainError as refusal:
        return _again(report_id, f"line-{number or 0}", refusal)
    tell(_("Noted. It is given out with your signature."))
    return redirect(f"{PATHS.reports}/{report_id}", 303)


@blueprint.post(f"{PATHS.instructions}/<uuid:instruction_id>/take-backs")
@requires(Permission.REPORTS_SIGN)
@once
def create_take_back(instruction_id: uuid.UUID) -> ResponseReturnValue:
    """Take a draft away."""
    report_id = take_back_instruction(instruction_id, by=person())
    tell(_("Taken back."))
    return redirect(f"{PATHS.reports}/{report_id}", 303)


@blueprint.post(f"{ONE}/scans")
@requires(Permission.REPORTS_SCAN_IN)
@once
def create_scan(report_id: uuid.UUID) -> ResponseReturnValue:
    """Keep the scan of a printed copy that was signed by hand."""
    file = request.files.get("file") or FileStorage()
    try:
        scan_in(report_id, file.stream, name=file.filename or "", by=person())
    except DomainError as refusal:
        return _again(report_id, "scan", refusal)
    tell(_("Kept beside the report. Its signatures and its seal stay as they are."))
    return redirect(f"{PATHS.reports}/{report_id}", 303)


@blueprint.get(f"{PATHS.report_scans}/<uuid:scan_id>")
@requires(Permission.REPORTS_SEE)
def scan(scan_id: uuid.UUID) -> ResponseReturnValue:
    """A scan as it was handed in: saved, never shown as a page of ours."""
    found, file = get_scan(scan_id)
    path = bytes_of(file)
    record_opening(found, by=person())
    return send_file(path, mimetype=SCANS[found.form], as_attachment=True, download_name=file.name)


@blueprint.get(f"{ONE}/report.pdf")
@requires(Permission.REPORTS_SEE)
def pdf(report_id: uuid.UUID) -> ResponseReturnValue:
    """The paper form."""
    report = get_report(report_id)
    printed, at = printed_report(report), now()
    address = f"{request.host_url.rstrip('/')}{PATHS.verify}/{report.code}" if report.code else None
    made = as_pdf(printed, locale=LOCALES[language()], verify_url=address, printed_at=at)
    return _sent(report, made, PDF, f"{printed.report_number}.pdf")


@blueprint.get(f"{ONE}/report.xlsx")
@requires(Permission.REPORTS_SEE)
def xlsx(report_id: uuid.UUID) -> ResponseReturnValue:
    """The workbook, with the same figures."""
    report = get_report(report_id)
    printed = printed_report(report)
    return _sent(report, as_xlsx(printed, locale=LOCALES[language()]), XLSX, f"{printed.report_number}.xlsx")


def _sent(report: DailyReport, made: bytes, kind: str, name: str) -> ResponseReturnValue:
    record_export(report, name.rpartition(".")[2], by=person())
    return send_file(io.BytesIO(made), mimetype=kind, as_attachment=True, download_name=name)
