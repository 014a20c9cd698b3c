"""The rejected rows as a workbook: all their cells, and the reason beside each (DATA-1)."""

import io
import json

import xlsxwriter

from backbone.i18n import gettext as _
from dealer.imports.interface import ImportRun, get_rejected_file
from frontend.store.imports.words import REJECTIONS

NOT_MORE_ROWS = 1_000_000


def rejected_workbook(run: ImportRun) -> io.BytesIO:
    """An .xlsx in memory. Every cell is written as text: a cell that begins with '=' stays a text (targets R15).

    Raises NotFoundError for an import of which no reading stands.
    """
    lines = get_rejected_file(run).open(encoding="utf-8")
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    titles = run.report["titles"] if run.report else []
    for column, head in enumerate([_("Row"), _("Reason"), *titles]):
        sheet.write_string(0, column, head, bold)
    with lines:
        for number, line in enumerate(lines, start=1):
            _write_row(sheet, number, json.loads(line))
    sheet.freeze_panes(1, 2)
    book.close()
    target.seek(0)
    return target


def _write_row(sheet: "xlsxwriter.worksheet.Worksheet", number: int, row: dict[str, object]) -> None:
    sheet.write_number(number, 0, row["row"])
    sheet.write_string(number, 1, str(REJECTIONS[str(row["code"])]))
    cells = row["cells"]
    for column, text in enumerate(cells if isinstance(cells, list) else [], start=2):
        if text:
            sheet.write_string(number, column, str(text)[:32_767])
