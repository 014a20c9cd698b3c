"""The daily report as a workbook: the same columns and figures as on paper (REP-10).

Every text is written as a text, in cells marked as text: neither opening nor editing one makes it a formula (R15).
"""

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from backbone.i18n import gettext as _
from dealer.callbacks.interface import Programme
from dealer.reports.printing.fields import Entry, Field, fields_of
from dealer.reports.printing.figures import figures_of
from dealer.reports.printing.form import callers_of, corrected, cut_off_of, labels_of, standing_of
from dealer.reports.printing.rows import Row, ShownInstruction, instructions_on, rows_of
from dealer.reports.printing.shown import local, long_day, spoken
from dealer.reports.printing.words import PROGRAMMES
from dealer.reports.rules.printed import PrintedReport

MOST_IN_A_CELL = 32_767
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
TEXT = {"valign": "top", "text_wrap": True, "quote_prefix": True}
FORMATS: dict[str, dict[str, Any]] = {
    "text": TEXT,
    "low": TEXT | {"bold": True, "underline": 1, "font_color": "#8f3f08", "align": "center"},
    "score": TEXT | {"align": "center"},
    "head": TEXT | {"bold": True, "bg_color": "#eef1f5", "bottom": 1, "valign": "vcenter"},
    "title": TEXT | {"bold": True, "text_wrap": False},
    "number": {"valign": "top", "num_format": "#,##0"},
    "share": {"valign": "top", "num_format": "0.0%"},
    "day": {"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"},
    "moment": {"valign": "top", "num_format": "yyyy-mm-dd hh:mm", "align": "left"},
}

Value = str | int | float | dt.date | dt.datetime | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with the name of its format; None leaves the cell empty."""

    value: Value
    format: str = "text"


class Sheet:
    """A worksheet written from top to bottom, as constant memory wants it."""

    def __init__(self, book: "xlsxwriter.Workbook", name: str, formats: dict[str, Any]) -> None:
        self._sheet, self._formats, self._next = book.add_worksheet(name), formats, 0

    def widths(self, widths: list[float]) -> None:
        """In characters, from the first column on."""
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)

    def freeze(self, rows: int, columns: int) -> None:
        """What stays in sight, and is printed at the top of each page."""
        self._sheet.freeze_panes(rows, columns)
        self._sheet.repeat_rows(0, rows - 1)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)  # A4
        self._sheet.fit_to_pages(1, 0)

    def add(self, *cells: Cell) -> None:
        """The next row."""
        for column, cell in enumerate(cells):
            self._write(column, cell)
        self._next += 1

    def _write(self, column: int, cell: Cell) -> None:
        shape = self._formats[cell.format]
        match cell.value:
            case None | "":
                return
            case str() as text:
                self._sheet.write_string(self._next, column, text[:MOST_IN_A_CELL], shape)
            case dt.date() as date:
                self._sheet.write_datetime(self._next, column, date, shape)
            case number:
                self._sheet.write_number(self._next, column, number, shape)


def as_xlsx(report: PrintedReport, *, locale: str) -> bytes:
    """An .xlsx of two sheets: the lines, and the totals with all that stands around them (REP-1, REP-10). Phones are
    masked. Equal input gives equal bytes. Needs an app context.
    """
    target = io.BytesIO()
    with spoken(locale), xlsxwriter.Workbook(target, OPTIONS) as book:
        book.set_properties(
            {"title": report.report_number, "created": local(report.content.cut_off).replace(tzinfo=None)}
        )
        formats = {name: book.add_format(shape) for name, shape in FORMATS.items()}
        _write_lines(Sheet(book, _("Callbacks"), formats), report, locale)
        _write_totals(Sheet(book, _("Totals"), formats), report, locale)
    return target.getvalue()


def _write_lines(sheet: Sheet, report: PrintedReport, locale: str) -> None:
    columns = _columns(report, locale)
    sheet.widths([width for _head, width in columns])
    sheet.freeze(1, 3)
    sheet.add(*(Cell(head, "head") for head, _width in columns))
    for row in rows_of(report):
        sheet.add(*_cells(row))


def _columns(report: PrintedReport, locale: str) -> list[tuple[str, float]]:
    sold = report.content.programme is Programme.SEVEN_DC
    before = [
        (_("No."), 5.0), (_("Mark"), 7.0), (_("Customer"), 14.0), (_("Phone"), 14.0), (_("Model"), 18.0),
        (_("Plate"), 12.0), (_("VIN tail"), 9.0),
        (_("Delivered on") if sold else _("Picked up on"), 11.0),
        (_("Consultant") if sold else _("Service advisor"), 10.0),
        (_("Mileage"), 10.0), (_("Kind of work"), 12.0), (_("Caller"), 10.0), (_("Time"), 16.0),
        (_("Result of the call"), 11.0), (_("Times tried"), 6.0),
    ]  # fmt: skip
    after = [
        (_("What the customer said"), 36.0), (_("Kind of voice"), 9.0), (_("Proposed handling"), 32.0),
        (_("Dept."), 12.0), (_("Person concerned"), 10.0), (_("State"), 14.0), (_("Remark"), 16.0),
        (_("General manager's instructions"), 32.0),
    ]  # fmt: skip
    return [*before, *((label, 8.0) for label in labels_of(report.content, locale)), *after]


def _cells(row: Row) -> Iterator[Cell]:
    yield Cell(row.number, "number")
    yield from map(Cell, (row.flag, row.customer, row.phone, row.model, row.plate, row.vin))
    yield Cell(row.day0, "day")
    yield Cell(row.served_by)
    yield Cell(row.mileage, "number")
    yield from map(Cell, (row.work, row.caller))
    yield Cell(row.called_at, "moment")
    yield Cell(row.outcome)
    yield Cell(row.tries, "number")
    yield from (Cell(score.value, "low" if score.low else "score") for score in row.scores)
    yield from map(Cell, (row.said, row.kind, row.proposal, row.department, row.person, row.state, row.state_note))
    yield Cell("\n".join(map(_ordered, row.instructions)))


def _write_totals(sheet: Sheet, report: PrintedReport, locale: str) -> None:
    sheet.widths([26.0, 40.0, 12.0, 10.0, 40.0])
    sheet.freeze(1, 1)
    sheet.add(*(Cell(head, "head") for head in (_("Figure"), _("Count"), _("Of"), _("Share"), _("Remark"))))
    for figure in figures_of(report.content):
        share: Value = None
        if figure.of is not None:
            share = figure.count / figure.of if figure.of else _("none")
        sheet.add(
            Cell(figure.word), Cell(figure.count, "number"), Cell(figure.of, "number"),
            Cell(share, "text" if isinstance(share, str) else "share"), Cell(figure.note),
        )  # fmt: skip
    for title, lines in _sections(report, locale):
        sheet.add()
        sheet.add(Cell(title, "title"))
        for line in lines:
            sheet.add(*map(Cell, line))


def _sections(report: PrintedReport, locale: str) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    content = report.content
    yield (
        _("Daily callback report"),
        [
            (_("Network"), report.network),
            (_("Store"), f"{report.store} {report.store_code}"),
            (_("Programme"), str(PROGRAMMES[content.programme])),
            (_("Day of the report"), long_day(content.day, locale)),
            (_("Cut-off"), cut_off_of(content)),
            (_("Report number"), report.report_number),
            (_("Caller"), callers_of(content)),
            (_("State"), standing_of(report)),
        ],
    )
    if seal := report.sealed:
        yield _("Seal"), [(_("Verification code"), seal.code), (_("Content hash"), seal.hash)]
    if content.corrections:
        yield _("Amended"), [("", corrected(each)) for each in content.corrections]
    if whole := instructions_on(report, None):
        yield _("General manager's instructions (whole report)"), [("", _ordered(each)) for each in whole]
    yield _("Signatures"), [line for field in fields_of(report) for line in _signed(field)]


def _ordered(each: ShownInstruction) -> str:
    return f"{each.text}（{each.note}）" if each.note else each.text


def _signed(field: Field) -> list[tuple[str, ...]]:
    """The due time, then each signature; struck ones say so in their own words."""
    return [(field.title, field.due), *(("", _named(each)) for each in (*field.struck, *field.signed))]


def _named(each: Entry) -> str:
    return " ".join(text for text in (each.name, each.delegate, each.also, each.note) if text)
