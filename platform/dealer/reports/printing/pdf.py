"""The daily report as PDF. See the package's card on processes that fork."""

import datetime as dt
import json
from functools import cache
from importlib.resources import files
from pathlib import Path

import typst

from dealer.reports.printing.form import form_of
from dealer.reports.printing.shown import spoken
from dealer.reports.rules.printed import PrintedReport

TEMPLATE = Path(__file__).parent / "daily_report.typ"
FONTS = "fonts/ofl/notosanssc"


def as_pdf(report: PrintedReport, *, locale: str, verify_url: str | None, printed_at: dt.datetime) -> bytes:
    """The paper form, A4 landscape (REP-1, REP-2). `verify_url` becomes the QR code of a sealed report; `printed_at`
    (aware) stands in the footer. Equal input gives equal bytes. Needs an app context.
    """
    with spoken(locale):
        form = form_of(report, locale=locale, verify_url=verify_url, printed_at=printed_at)
    given = {"report": json.dumps(form, ensure_ascii=False)}
    return typst.compile(
        TEMPLATE, root=TEMPLATE.parent, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=given
    )


@cache
def _fonts() -> typst.Fonts:
    """The font that comes with its package, and no other: the machine's own fonts would change the bytes."""
    folder = str(files("justmytype_intl_cjk").joinpath(FONTS))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
