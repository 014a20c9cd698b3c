"""The door to daily reports for other slices."""

from dealer.reports.actions.compiling import compile_day
from dealer.reports.actions.evening import compile_due, pass_on_late
from dealer.reports.actions.instructing import (
    InstructionOverError,
    StepOf,
    follow_instruction,
    take_back_instruction,
    write_instruction,
)
from dealer.reports.actions.returning import return_report
from dealer.reports.actions.scanning import MAX_SCAN, MOST_SCANS, record_opening, scan_in
from dealer.reports.actions.signing import NotYourTurnError, SealedError, sign_report, sign_reports
from dealer.reports.models import DailyReport, Instruction, ReportScan
from dealer.reports.printing.fields import Field, fields_of
from dealer.reports.printing.figures import figures_of
from dealer.reports.printing.form import corrected, labels_of, standing_of
from dealer.reports.printing.pdf import as_pdf
from dealer.reports.printing.rows import Row, instructions_on, rows_of
from dealer.reports.printing.words import DEPARTMENTS, KINDS, LINES, OUTCOMES, STATES
from dealer.reports.printing.xlsx import as_xlsx
from dealer.reports.queries.instructions import WAITING_INSTRUCTIONS, waiting_for_instructions
from dealer.reports.queries.lists import WAITING_REPORTS, list_waiting_for, waiting_for_reports
from dealer.reports.queries.reports import get_report, report_content
from dealer.reports.queries.scans import get_scan, scans_of
from dealer.reports.queries.seals import Fault, FaultKind, chain_faults, faults_of
from dealer.reports.rules.content import Content, Flag, Line, Totals
from dealer.reports.rules.printed import PrintedReport
from dealer.reports.rules.signing import OF_PLAN, SignatureLine

__all__ = [
    "DEPARTMENTS",
    "KINDS",
    "LINES",
    "MAX_SCAN",
    "MOST_SCANS",
    "OF_PLAN",
    "OUTCOMES",
    "STATES",
    "WAITING_INSTRUCTIONS",
    "WAITING_REPORTS",
    "Content",
    "DailyReport",
    "Fault",
    "FaultKind",
    "Field",
    "Flag",
    "Instruction",
    "InstructionOverError",
    "Line",
    "NotYourTurnError",
    "PrintedReport",
    "ReportScan",
    "Row",
    "SealedError",
    "SignatureLine",
    "StepOf",
    "Totals",
    "as_pdf",
    "as_xlsx",
    "chain_faults",
    "compile_day",
    "compile_due",
    "corrected",
    "faults_of",
    "fields_of",
    "figures_of",
    "follow_instruction",
    "get_report",
    "get_scan",
    "instructions_on",
    "labels_of",
    "list_waiting_for",
    "pass_on_late",
    "record_opening",
    "report_content",
    "return_report",
    "rows_of",
    "scan_in",
    "scans_of",
    "sign_report",
    "sign_reports",
    "standing_of",
    "take_back_instruction",
    "waiting_for_instructions",
    "waiting_for_reports",
    "write_instruction",
]
