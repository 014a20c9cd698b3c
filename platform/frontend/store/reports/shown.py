"""What the page of one report shows, from its printed form and what the reader may do."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from backbone.clock import now
from backbone.i18n import gettext as _
from dealer.reports.interface import (
    DailyReport,
    Field,
    Flag,
    Instruction,
    Line,
    PrintedReport,
    Row,
    SignatureLine,
    corrected,
    fields_of,
    figures_of,
    instructions_on,
    labels_of,
    rows_of,
    standing_of,
)
from frontend import formats
from frontend.paths import PATHS
from frontend.programmes import PROGRAMMES
from frontend.rendering import language
from frontend.store.reports.words import DEPARTMENTS, FLAG_MARKS, LINES, due
from frontend.store.voices.case import NOTHING_FAILED, Failed
from tenants.calendar.interface import StoreCalendar, store_day

WHOLE = 0
"""The number that stands for the whole report where lines have theirs."""
DUE_CHOICES = 5
LOW = 6
AFTER_SALES = "after_sales"


@dataclass(frozen=True)
class Item:
    """One report of the stack."""

    id: str
    url: str
    day: str
    shape: str
    word: str
    note: str
    due: str
    late: bool
    here: bool


@dataclass(frozen=True)
class Step:
    """One line of the route: `state` is done, passed (nobody signed it), now or later."""

    title: str
    due: str
    state: str
    icon: str
    field: Field


@dataclass(frozen=True)
class Shown:
    """One line of the report. `draft` is what the reader has ordered on it, not yet given out."""

    number: int
    lead: str
    low: bool
    row: Row
    car: str
    flag: str
    icon: str
    tone: str
    who: str
    facts: list[tuple[str, str]]
    form: dict[str, Any] | None


@dataclass(frozen=True)
class Reader:
    """What the reader may do with it: `signs` now (`with_code` of a device), `orders` as the last who signs; what else
    waits for them."""

    signs: bool = False
    with_code: bool = False
    orders: bool = False
    waiting: tuple[DailyReport, ...] = ()
    drafts: Mapping[int, Instruction] = field(default_factory=dict)
    returns_to: tuple[SignatureLine, ...] = ()


def page(
    report: DailyReport,
    printed: PrintedReport,
    reader: Reader,
    calendar: StoreCalendar,
    failed: Failed = NOTHING_FAILED,
) -> dict[str, Any]:
    """Context of `reports/show.html`."""
    moment, forms = now(), _Forms(report, reader, failed, calendar)
    return {
        **_head(report, printed, moment),
        **_lines(printed, forms),
        "stack": [item(each, moment, here=each.id == report.id) for each in reader.waiting],
        "whole": forms.of(WHOLE, AFTER_SALES),
        "ordered": instructions_on(printed, None) if not reader.orders else (),
        "route": route(printed, SignatureLine(report.turn) if report.turn else None),
        "may_sign": reader.signs,
        "asks_for_code": reader.with_code,
        "orders": reader.orders,
        "drafts": len(reader.drafts),
        "returns_to": [(line.value, str(LINES[line])) for line in reversed(reader.returns_to)],
        "failed": failed,
    }


def _head(report: DailyReport, printed: PrintedReport, moment: dt.datetime) -> dict[str, Any]:
    content, mark, today = printed.content, PROGRAMMES[printed.content.programme], store_day(moment)
    return {
        "title": str(mark.word),
        "shape": mark.shape,
        "day": formats.day(content.day, language(), today),
        "standing": standing_of(printed),
        "cut_off": formats.moment(content.cut_off, language(), today),
        "url": f"{PATHS.reports}/{report.id}",
        "report_id": str(report.id),
        "sealed": printed.sealed,
        "verify_url": f"{PATHS.verify}/{printed.sealed.code}" if printed.sealed else "",
    }


def _lines(printed: PrintedReport, forms: "_Forms") -> dict[str, Any]:
    content, figures = printed.content, figures_of(printed.content)
    labels = labels_of(content, {"zh": "zh_CN", "en": "en"}[language()])
    pairs = list(zip(content.lines, rows_of(printed), strict=True))
    first = sorted((pair for pair in pairs if is_exception(pair[0])), key=lambda pair: _GRAVE.index(pair[0].flag))
    return {
        "rates": [each for each in figures if each.of is not None],
        "counts": [each for each in figures if each.of is None],
        "lines": len(pairs),
        "first": [_shown(line, row, labels, forms) for line, row in first],
        "rest": [_shown(line, row, labels, None) for line, row in pairs if not is_exception(line)],
        "corrections": [corrected(each) for each in content.corrections],
    }


_GRAVE = (*Flag, None)
"""The gravest first; a line that is only late comes last."""


def is_exception(line: Line) -> bool:
    """Whether it is looked at first."""
    return line.flag is not None or line.late


def item(report: DailyReport, moment: dt.datetime, *, here: bool = False) -> Item:
    """A report as the stack and the list show it."""
    mark, totals = PROGRAMMES[report.programme], report.head["totals"]
    found = [(Flag.COMPLAINT, "complaints"), (Flag.OPINION, "opinions")]
    words = [f"{_WORDS[flag]()} {totals[name]}" for flag, name in found if totals[name]]
    planned = _("%(count)s planned", count=report.planned) if report.planned else _("No callbacks")
    return Item(
        id=str(report.id),
        url=f"{PATHS.reports}/{report.id}",
        day=formats.day(report.day, language(), store_day(moment)),
        shape=mark.shape,
        word=str(mark.word),
        note=" · ".join([planned, *words]),
        due=due(report.turn_due_at, moment) if report.turn_due_at else "",
        late=report.turn_due_at is not None and report.turn_due_at < moment,
        here=here,
    )


_WORDS = {Flag.COMPLAINT: lambda: _("Complaint"), Flag.OPINION: lambda: _("Opinion")}


def route(printed: PrintedReport, turn: SignatureLine | None) -> list[Step]:
    """The lines of the form with how far each is."""
    steps = []
    for asked, shown in zip(printed.fields, fields_of(printed), strict=True):
        done = bool(shown.signed) and not shown.pens
        now_ = not done and (asked.line is turn or bool(asked.awaited))
        state = "done" if done else "now" if now_ else "later"
        if done and all(each.passed_on for each in shown.signed):
            state = "passed"
        icon = {"done": "check", "passed": "minus", "now": "pencil", "later": "circle"}[state]
        steps.append(Step(shown.title, shown.due, state, icon, shown))
    return steps


class _Forms:
    """The forms of instructions, on lines and on the whole report, for who may write them."""

    def __init__(self, report: DailyReport, reader: Reader, failed: Failed, calendar: StoreCalendar) -> None:
        self.url, self.reader, self.failed = f"{PATHS.reports}/{report.id}/instructions", reader, failed
        self.dues = due_choices(calendar, now()) if reader.orders else []

    def of(self, number: int, department: str) -> dict[str, Any] | None:
        """The form on one line; None where the reader orders nothing."""
        if not self.reader.orders:
            return None
        draft, name = self.reader.drafts.get(number), f"line-{number}"
        mine = self.failed.form == name
        typed = self.failed.typed if mine else {}
        kept = {"words": draft.words, "department": draft.department} if draft else {"department": department}
        dues = self.dues
        if draft is not None:
            kept["due_at"] = draft.due_at.isoformat()
            if kept["due_at"] not in dict(dues):
                dues = [(kept["due_at"], formats.moment(draft.due_at, language(), store_day(now()))), *dues]
        return {
            "name": name,
            "line": number or "",
            "url": self.url,
            "values": kept | {"due_at": kept.get("due_at", dues[0][0])} | dict(typed),
            "errors": self.failed.errors if mine else {},
            "departments": [(value, str(word)) for value, word in DEPARTMENTS.items()],
            "dues": dues,
            "draft": draft,
            "take_back_url": f"{PATHS.instructions}/{draft.id}/take-backs" if draft else "",
        }


def due_choices(calendar: StoreCalendar, moment: dt.datetime) -> list[tuple[str, str]]:
    """Closings of the next duty days, as (instant, words); the first is the next duty day's."""
    today, spoken = store_day(moment), language()
    days = [calendar.duty.nth_duty_day_after(today, number) for number in range(1, DUE_CHOICES + 1)]
    if calendar.duty.is_duty_day(today) and calendar.closing(today) > moment:
        days.insert(1, today)
    closings = [calendar.closing(day) for day in days]
    return [(each.isoformat(), formats.moment(each, spoken, today)) for each in closings]


def _shown(line: Line, row: Row, labels: list[str], forms: _Forms | None) -> Shown:
    icon, tone = FLAG_MARKS[line.flag or Flag.LATE] if is_exception(line) else ("", "")
    what = row.kind if line.flag and row.kind else row.flag or (str(row.state) if line.flag else "")
    return Shown(
        number=line.number,
        lead="–" if line.overall is None else str(line.overall),
        low=line.overall is not None and line.overall <= LOW,
        row=row,
        car=" ".join(part for part in (row.model, row.plate) if part),
        flag=what or _("Late"),
        icon=icon,
        tone=tone,
        who=row.person or row.department or row.served_by,
        facts=[(term, text) for term, text in _facts(line, row, labels) if text],
        form=forms.of(line.number, line.department or AFTER_SALES) if forms else None,
    )


def _facts(line: Line, row: Row, labels: list[str]) -> list[tuple[str, str]]:
    called = [row.caller, f"{row.called_at:%H:%M}" if row.called_at else "", row.outcome]
    tries = _("%(count)s tries", count=row.tries) if row.tries > 1 else ""
    low = [f"{label} {score.value}" for label, score in zip(labels, row.scores, strict=True) if score.low]
    visit = [formats.day(row.day0, language(), store_day(now())), row.served_by, row.work]
    distance = f"{row.mileage:,} km" if row.mileage is not None else ""
    return [
        (_("Proposed handling"), row.proposal),
        (_("Dept."), " ".join(part for part in (row.department, row.person) if part)),
        (_("State"), " · ".join(part for part in (row.state, row.state_note) if part)),
        (_("Low scores"), " · ".join(low)),
        (_("Call"), " · ".join(part for part in (*called, tries) if part)),
        (_("Pick-up or delivery"), " · ".join(part for part in (*visit, distance) if part)),
        (_("Phone"), row.phone),
    ]


def drafts_of(instructions: Collection[Instruction]) -> dict[int, Instruction]:
    """By the line they are on."""
    return {each.line_number or WHOLE: each for each in instructions if each.state == "draft"}


def identity(text: str) -> uuid.UUID:
    """An id as it was sent; one that is none stands for something that is not there."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)
