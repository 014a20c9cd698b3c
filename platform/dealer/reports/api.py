"""The JSON door of daily reports: the same queries and actions as the page."""

import uuid
from typing import Any

from flask.views import MethodView

from backbone.web.marks import requires
from backbone.web.openapi import FORM_AND_FILES, Blueprint, refuses
from backbone.web.requests import person
from dealer.reports.actions.instructing import (
    StepOf,
    follow_instruction,
    take_back_instruction,
    write_instruction,
)
from dealer.reports.actions.returning import return_report
from dealer.reports.actions.scanning import scan_in
from dealer.reports.actions.signing import sign_reports
from dealer.reports.models import DailyReport, Instruction, ReportScan
from dealer.reports.queries.lists import ReportPage, list_reports
from dealer.reports.queries.reports import get_report, report_content
from dealer.reports.queries.scans import scans_of
from dealer.reports.rules.signing import SignatureLine
from dealer.reports.schemas import (
    InstructionCreate,
    InstructionRead,
    ReportContentRead,
    ReportPageRead,
    ReportQuery,
    ReportRead,
    ReturnCreate,
    ScanCreate,
    ScanList,
    ScanRead,
    SignatureCreate,
    StepCreate,
    as_read,
)
from tenants.access.interface import Permission

blueprint = Blueprint("reports_api", __name__, url_prefix="/api/v1", description="Daily reports and instructions")


@blueprint.route("/daily-reports")
class Reports(MethodView):
    """All of them."""

    @blueprint.takes(ReportQuery, "query")
    @blueprint.answers(200, ReportPageRead)
    @requires(Permission.REPORTS_SEE)
    def get(self, query: dict[str, Any]) -> ReportPage:
        """List the store's reports, the newest day first."""
        return list_reports(cursor=query.get("cursor"), limit=query["limit"])


@blueprint.route("/daily-reports/<uuid:report_id>")
class Report(MethodView):
    """One."""

    @blueprint.answers(200, ReportContentRead)
    @requires(Permission.REPORTS_SEE)
    def get(self, report_id: uuid.UUID) -> dict[str, Any]:
        """A report with its totals and lines."""
        report = get_report(report_id)
        return as_read(report, report_content(report))


@blueprint.route("/daily-reports/<uuid:report_id>/signatures")
class Signatures(MethodView):
    """Signing."""

    @refuses(409, 429)
    @blueprint.takes(SignatureCreate)
    @blueprint.answers(201, ReportRead)
    @requires(Permission.REPORTS_SIGN)
    def post(self, given: dict[str, Any], report_id: uuid.UUID) -> DailyReport:
        """Sign the line whose turn it is, with the password or the code asked anew; the last one seals the report."""
        return sign_reports([report_id], by=person(), **given)[0]


@blueprint.route("/daily-reports/<uuid:report_id>/returns")
class Returns(MethodView):
    """Sending back."""

    @refuses(409)
    @blueprint.takes(ReturnCreate)
    @blueprint.answers(201, ReportRead)
    @requires(Permission.REPORTS_SIGN)
    def post(self, given: dict[str, Any], report_id: uuid.UUID) -> DailyReport:
        """Send a report back to a line below one's own; later signatures are struck."""
        return return_report(report_id, SignatureLine(given["to_line"]), why=given["why"], by=person())


@blueprint.route("/daily-reports/<uuid:report_id>/scans")
class Scans(MethodView):
    """Signed paper."""

    @blueprint.answers(200, ScanList)
    @requires(Permission.REPORTS_SEE)
    def get(self, report_id: uuid.UUID) -> dict[str, Any]:
        """List the scans of a report's printed copies."""
        return {"scans": [scan for scan, _file in scans_of(get_report(report_id))]}

    @refuses(413)
    @blueprint.takes(ScanCreate, FORM_AND_FILES)
    @blueprint.answers(201, ScanRead)
    @requires(Permission.REPORTS_SCAN_IN)
    def post(self, sent: dict[str, Any], report_id: uuid.UUID) -> ReportScan:
        """Scan in a printed copy that was signed by hand; the report and its seal stay as they are."""
        return scan_in(report_id, sent["file"].stream, name=sent["file"].filename, by=person())


@blueprint.route("/daily-reports/<uuid:report_id>/instructions")
class Instructions(MethodView):
    """What the general manager orders."""

    @refuses(409)
    @blueprint.takes(InstructionCreate)
    @blueprint.answers(201, InstructionRead)
    @requires(Permission.REPORTS_SIGN)
    def post(self, given: dict[str, Any], report_id: uuid.UUID) -> Instruction:
        """Write an instruction; it is given out with the last signature."""
        return write_instruction(report_id, by=person(), **given)


@blueprint.route("/instructions/<uuid:instruction_id>")
class OneInstruction(MethodView):
    """A draft."""

    @refuses(409)
    @blueprint.answers(204)
    @requires(Permission.REPORTS_SIGN)
    def delete(self, instruction_id: uuid.UUID) -> None:
        """Take a draft away."""
        take_back_instruction(instruction_id, by=person())


@blueprint.route("/instructions/<uuid:instruction_id>/steps")
class Steps(MethodView):
    """Following it."""

    @refuses(409)
    @blueprint.takes(StepCreate)
    @blueprint.answers(201, InstructionRead)
    @requires(Permission.INSTRUCTIONS_FOLLOW)
    def post(self, given: dict[str, Any], instruction_id: uuid.UUID) -> Instruction:
        """Add a step: feedback, service, tracking, supervision, or that it is rectified."""
        return follow_instruction(instruction_id, StepOf(given["what"]), words=given["words"], by=person())
