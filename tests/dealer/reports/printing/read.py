"""Read back what was printed."""

import io
import re
from typing import Any

from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from dealer.reports.printing.pdf import as_pdf
from dealer.reports.printing.xlsx import as_xlsx
from dealer.reports.rules.printed import PrintedReport
from tests.dealer.reports.printing.made import PRINTED_AT, VERIFY_URL


def printed(report: PrintedReport, locale: str = "zh_CN") -> bytes:
    """The PDF as a page would ask for it."""
    return as_pdf(report, locale=locale, verify_url=VERIFY_URL if report.sealed else None, printed_at=PRINTED_AT)


def pages_of(pdf: bytes) -> list[str]:
    """Each page's text without any white space: where a line breaks is no matter."""
    return [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def on_paper(report: PrintedReport, locale: str = "zh_CN") -> str:
    """The whole text of the PDF without any white space."""
    return "".join(pages_of(printed(report, locale)))


def squeezed(text: str) -> str:
    """Without any white space."""
    return re.sub(r"[\s\u200b]+", "", text)


def sheets_of(report: PrintedReport, locale: str = "zh_CN") -> tuple[list[list[Any]], list[list[Any]]]:
    """The cells of both sheets, as another program reads them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(report, locale=locale)))
    lines, totals = (book.get_sheet_by_index(n).to_python(skip_empty_area=False) for n in (0, 1))
    return lines, totals
