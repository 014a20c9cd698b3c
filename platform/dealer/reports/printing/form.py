"""The data of daily_report.typ: every text ready to be set, nothing left to be worked out there."""

import datetime as dt
import io
from dataclasses import asdict
from typing import Any

import segno

from backbone.i18n import gettext as _
from dealer.callbacks.interface import Programme
from dealer.reports.printing.fields import fields_of
from dealer.reports.printing.figures import Figure, figures_of
from dealer.reports.printing.rows import Row, ShownInstruction, instructions_on, rows_of
from dealer.reports.printing.shown import breakable, clock, listed, local, long_day, short_day, stamp
from dealer.reports.printing.words import KINDS, PROGRAMMES
from dealer.reports.rules.content import Content, Correction, Flag
from dealer.reports.rules.printed import PrintedReport, Sealed

HASH_SHOWN = 16
LONG_TEXT = 400
"""Characters from which a row may break over two pages."""
INK = "#16191f"
WIDTHS = {
    "zh_CN": (0.7, 1.1, 1.1, 1.05, 1.5, 0.85, 0.8, 0.75, 0.85),
    "en": (0.75, 1.4, 1.3, 1.3, 1.75, 1.05, 1.05, 0.8, 1.0),
}
"""How much of the row each figure takes."""


def form_of(report: PrintedReport, *, locale: str, verify_url: str | None, printed_at: dt.datetime) -> dict[str, Any]:
    """The whole form in the language of the moment, as JSON can hold it."""
    content, rows = report.content, rows_of(report)
    *figures, needs = figures_of(content)
    return {
        "language": locale[:2],
        "title": _("Daily callback report"),
        "programme": str(PROGRAMMES[content.programme]),
        "number": report.report_number,
        "network": report.network,
        "store": report.store,
        "code": report.store_code,
        "head": _head(content, locale),
        "seal": _seal(report.sealed, verify_url) if report.sealed else None,
        "summary": "　".join(f"{figure.word} {figure.count}" for figure in (*figures, needs)),
        "figures": [_figure(figure, width) for figure, width in zip(figures, WIDTHS[locale], strict=True)],
        "has_work": content.programme is not Programme.SEVEN_DC,
        "columns": _columns(content),
        "questions": labels_of(content, locale),
        "rows": [_row(row) for row in rows],
        "nil": None
        if rows
        else {"text": _("No callbacks"), "note": _("No callback was due on this day, and nobody was called.")},
        "needs": {"title": needs.word, "count": needs.count, "note": needs.note, "items": _needs(content, rows)},
        "corrections": {"title": _("Amended"), "items": [breakable(corrected(each)) for each in content.corrections]},
        "orders": _orders(report),
        "fields": [asdict(field) for field in fields_of(report)],
        "pen": {"date": _("year      month      day"), "day": _("month      day")},
        "footer": _footer(report, printed_at),
    }


def labels_of(content: Content, locale: str) -> list[str]:
    """What the questions are called."""
    return [chinese if locale.startswith("zh") else english for _code, chinese, english in content.questions]


def corrected(each: Correction) -> str:
    """One amendment of an earlier day's report in a sentence (CB-9)."""
    which = [str(_("Report of %(day)s", day=short_day(each.day)))]
    if each.number is not None:
        which.append(_("No. %(numbers)s", numbers=each.number))
    told = _("%(report)s: %(why)s", report=" ".join(which), why=each.why)
    return f"{told}　{each.by} {stamp(each.at)}"


def callers_of(content: Content) -> str:
    """Who called, each with the number of their lines."""
    named = [_("%(name)s (%(count)s)", name=name, count=count) for name, count in content.callers]
    return listed(named) or "–"


def cut_off_of(content: Content) -> str:
    """The clock of the cut-off, with its date when it is another day's."""
    ends = local(content.cut_off)
    return clock(content.cut_off) if ends.date() == content.day else stamp(content.cut_off)


def standing_of(report: PrintedReport) -> str:
    """How far the report is: open, frozen by its first signature, or sealed with its number (REP-2, REP-4)."""
    if seal := report.sealed:
        return str(_("sealed %(moment)s, chain number %(number)s", moment=stamp(seal.at), number=seal.number))
    held = [each.at for field in report.fields for each in field.signatures if not (each.struck_at or each.passed_on)]
    if held:
        return str(_("frozen by the first signature, %(moment)s; sealed by the last one", moment=stamp(min(held))))
    return str(_("not signed yet: the content may still change"))


def _head(content: Content, locale: str) -> dict[str, tuple[str, str]]:
    return {
        "day": (_("Day of the report"), long_day(content.day, locale)),
        "cut_off": (_("Cut-off"), cut_off_of(content)),
        "callers": (_("Caller"), callers_of(content)),
    }


def _seal(sealed: Sealed, verify_url: str | None) -> dict[str, str | None]:
    hint = _("Scan it, or type it on the Verify page, to see whether anything was altered")
    return {"label": _("Verification code"), "code": sealed.code, "hint": hint, "qr": verify_url and _qr(verify_url)}


def _qr(url: str) -> str:
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", border=0, dark=INK, xmldecl=False)
    return out.getvalue().decode()


def _figure(figure: Figure, width: float) -> dict[str, Any]:
    return {"word": figure.word, "count": str(figure.count), "note": figure.beside, "width": width}


def _columns(content: Content) -> dict[str, Any]:
    sold = content.programme is Programme.SEVEN_DC
    before = [
        [_("No.")],
        [_("Customer"), _("Phone")],
        [_("Model"), _("Plate, VIN tail")],
        [_("Delivered on"), _("Consultant")] if sold else [_("Picked up on"), _("Service advisor")],
        [_("Mileage"), _("Kind of work")],
        [_("Caller"), _("Time")],
        [_("Result of the call")],
    ]
    after = [
        [_("What the customer said")],
        [_("Proposed handling")],
        [_("Dept.")],
        [_("State")],
        [_("General manager's instructions")],
    ]
    return {"before": [c for n, c in enumerate(before) if n != 4 or not sold], "scores": _("Scores"), "after": after}


def _row(row: Row) -> dict[str, Any]:
    return {
        "number": str(row.number),
        "flag": row.flag,
        "customer": breakable(row.customer),
        "phone": row.phone,
        "model": breakable(row.model),
        "plate": breakable(row.plate),
        "vin": row.vin,
        "day0": short_day(row.day0),
        "served_by": breakable(row.served_by),
        "mileage": f"{row.mileage:,} km" if row.mileage is not None else "",
        "work": breakable(row.work),
        "caller": breakable(row.caller),
        "time": f"{row.called_at:%H:%M}" if row.called_at else "",
        "outcome": row.outcome or "–",
        "reached": row.reached or not row.outcome,
        "tries": _("%(count)s tries", count=row.tries) if row.tries > 1 else "",
        "scores": [{"text": None if s.value is None else str(s.value), "low": s.low} for s in row.scores],
        "said": breakable(row.said),
        "proposal": breakable(row.proposal),
        "department": row.department,
        "state": row.state,
        "state_note": row.state_note,
        "open": row.is_open,
        "instructions": [_ordered(each) for each in row.instructions],
        "long": sum(len(text) for text in (row.said, row.proposal, *(i.text for i in row.instructions))) > LONG_TEXT,
    }


def _needs(content: Content, rows: list[Row]) -> list[dict[str, str]]:
    asked = {line.number for line in content.lines if line.flag is Flag.NEED}
    return [_need(row) for row in rows if row.number in asked]


def _need(row: Row) -> dict[str, str]:
    what = row.said if row.kind in {"", *map(str, KINDS.values())} else row.kind
    who = " ".join(text for text in (row.department, row.person) if text)
    return {
        "number": _("No. %(numbers)s", numbers=row.number),
        "what": breakable(what),
        "how": breakable(row.proposal),
        "who": who,
    }


def _orders(report: PrintedReport) -> dict[str, Any]:
    return {
        "title": _("General manager's instructions (whole report)"),
        "note": _("each becomes a department's task, followed until it is put right"),
        "items": [_ordered(each) for each in instructions_on(report, None)],
        "pen": report.sealed is None,
        "none": _("none"),
    }


def _ordered(each: ShownInstruction) -> dict[str, str]:
    return {"text": breakable(each.text), "note": each.note}


def _footer(report: PrintedReport, printed_at: dt.datetime) -> dict[str, str]:
    hashed = _("Content hash %(hash)s", hash=report.sealed.hash[:HASH_SHOWN]) if report.sealed else ""
    printed = _("printed %(moment)s", moment=f"{local(printed_at):%Y-%m-%d %H:%M}")
    return {
        "left": f"{report.report_number}　{standing_of(report)}",
        "middle": "　".join(text for text in (hashed, printed) if text),
        "page": _("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
    }
