"""The report's lines as they are shown, the same on paper and in the workbook (REP-1, REP-10)."""

import datetime as dt
from dataclasses import dataclass

from backbone.i18n import gettext as _
from dealer.callbacks.interface import CallbackState
from dealer.customers.interface import masked_number
from dealer.reports.printing.shown import listed, local, stamp, word
from dealer.reports.printing.words import ANSWERS, DEPARTMENTS, FLAGS, KINDS, OUTCOMES, REASONS, STATES
from dealer.reports.rules.content import Flag, Line, Score
from dealer.reports.rules.printed import Instructed, PrintedReport

VIN_TAIL = 6


@dataclass(frozen=True, slots=True)
class ShownScore:
    """One answer: a number, a word, or None where there is none."""

    value: int | str | None = None
    low: bool = False


@dataclass(frozen=True, slots=True)
class ShownInstruction:
    """What was ordered, and for whom by when."""

    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line in words. `called_at` is on the store's clock; `scores` follow the report's questions; `state_note` is
    a second word on the state; `phone` is masked, and who was erased is said to be (CUS-9)."""

    number: int
    flag: str
    customer: str
    phone: str
    model: str
    plate: str
    vin: str
    day0: dt.date
    served_by: str
    mileage: int | None
    work: str
    caller: str
    called_at: dt.datetime | None
    outcome: str
    reached: bool
    tries: int
    scores: tuple[ShownScore, ...]
    said: str
    kind: str
    proposal: str
    department: str
    person: str
    state: str
    state_note: str
    is_open: bool
    instructions: tuple[ShownInstruction, ...]


def rows_of(report: PrintedReport) -> list[Row]:
    """Every line of the report, in its order."""
    codes = [code for code, _zh, _en in report.content.questions]
    return [_row(line, codes, instructions_on(report, line.number)) for line in report.content.lines]


def instructions_on(report: PrintedReport, number: int | None) -> tuple[ShownInstruction, ...]:
    """What was ordered on one line, or with None on the whole report (REP-3)."""
    return tuple(_instruction(each) for each in report.instructions if each.line_number == number)


def _instruction(each: Instructed) -> ShownInstruction:
    by = _("by %(moment)s", moment=stamp(each.due_at))
    return ShownInstruction(each.text, " ".join(text for text in (word(DEPARTMENTS, each.department), by) if text))


def _row(line: Line, codes: list[str], instructions: tuple[ShownInstruction, ...]) -> Row:
    who = line.personal
    answered = {score.question: score for score in line.scores}
    return Row(
        number=line.number,
        flag=str(FLAGS[line.flag]) if line.flag else "",
        customer=who.customer if who else _("erased"),
        phone=masked_number(who.phone) if who else "",
        model=line.model,
        plate=who.plate if who else "",
        vin=who.vin_tail[-VIN_TAIL:] if who else "",
        day0=line.day0,
        served_by=line.served_by,
        mileage=line.mileage,
        work=line.work,
        caller=line.caller or "",
        called_at=local(line.called_at).replace(tzinfo=None) if line.called_at else None,
        outcome=str(OUTCOMES[line.outcome]) if line.outcome else "",
        reached=line.reached,
        tries=line.tries,
        scores=tuple(_score(answered.get(code)) for code in codes),
        said=who.said if who else _("erased"),
        kind=word(KINDS, line.kind),
        proposal=line.proposal,
        department=word(DEPARTMENTS, line.department),
        person=line.person,
        state=str(STATES[line.state]),
        state_note=_state_note(line),
        is_open=line.state.is_open,
        instructions=instructions,
    )


def _score(score: Score | None) -> ShownScore:
    if score is None or score.value is None:
        return ShownScore()
    return ShownScore(word(ANSWERS, score.value) if isinstance(score.value, str) else score.value, score.low)


def _state_note(line: Line) -> str:
    notes = [word(REASONS, line.reason)] if line.reason and line.reason != line.outcome else []
    if line.state is CallbackState.DONE and line.department:
        notes.append(_("passed on"))
    if line.late and line.flag is not Flag.LATE:
        notes.append(str(FLAGS[Flag.LATE]))
    if line.added:
        notes.append(_("added later"))
    return listed(notes)
