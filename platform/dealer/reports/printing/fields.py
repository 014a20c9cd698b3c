"""The lines of signatures as the form shows them (REP-2)."""

from dataclasses import dataclass

from backbone.i18n import gettext as _
from dealer.reports.printing.shown import due, listed, stamp
from dealer.reports.printing.words import LINES
from dealer.reports.rules.printed import PrintedReport, Signature, SignatureField
from dealer.reports.rules.signing import SignatureLine

WIDER, PLAIN = 1.35, 1.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One signature in words; `delegate` says for whom, `also` is the mark of one who signs two lines at once."""

    name: str
    note: str
    delegate: str = ""
    also: str = ""
    passed_on: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the form: what holds, what a return struck, and whose hand is still awaited ('' names nobody).
    `across` is how many stand side by side."""

    title: str
    due: str
    signed: tuple[Entry, ...]
    struck: tuple[Entry, ...]
    pens: tuple[str, ...]
    width: float
    across: int


def fields_of(report: PrintedReport) -> list[Field]:
    """The form's lines in their order."""
    return [_field(field, report) for field in report.fields]


def _field(field: SignatureField, report: PrintedReport) -> Field:
    holding = [each for each in field.signatures if each.struck_at is None]
    pens = _pens(field, holding, report)
    many = field.line is SignatureLine.CALLER and len(holding) + len(pens) > 1
    return Field(
        title=str(LINES[field.line]),
        due=_("to sign %(when)s", when=due(field.due_at, report.content.day)),
        signed=tuple(_entry(each) for each in holding),
        struck=tuple(_entry(each) for each in field.signatures if each.struck_at),
        pens=pens,
        width=WIDER if many else PLAIN,
        across=2 if many else 1,
    )


def _pens(field: SignatureField, holding: list[Signature], report: PrintedReport) -> tuple[str, ...]:
    """Every caller signs a line of their own; on the others one of those who are asked signs for all."""
    if report.sealed:
        return ()
    if field.line is not SignatureLine.CALLER:
        return () if holding else ("",)
    if field.awaited or holding:
        return field.awaited
    return tuple(name for name, _lines in report.content.callers) or ("",)


def _entry(each: Signature) -> Entry:
    name = _("not reviewed") if each.passed_on else each.name
    return Entry(
        name=name,
        note=_note(each),
        delegate=_("for %(name)s", name=each.for_name) if each.for_name else "",
        also=_("both lines") if each.also_below else "",
        passed_on=each.passed_on,
    )


def _note(each: Signature) -> str:
    at = stamp(each.at)
    note = str(_("passed on %(moment)s", moment=at) if each.passed_on else _("signed %(moment)s", moment=at))
    return listed([note, _("returned %(moment)s", moment=stamp(each.struck_at))]) if each.struck_at else note
