"""From what is known of a callback to its line in the report (REP-1, KPI words)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dealer.callbacks.interface import CallbackState, Outcome
from dealer.reports.rules.content import Flag, Line, Personal, Score
from oem.questionnaires.interface import (
    Answers,
    Kind,
    Makes,
    Questionnaire,
    is_answered,
    is_low,
    is_satisfied,
    missing_answers,
    overall_answer,
)

GRAVITY = (Flag.COMPLAINT, Flag.OPINION, Flag.NEED, Flag.LATE)
FLAGS = {Makes.COMPLAINT.value: Flag.COMPLAINT, Makes.NEED.value: Flag.NEED}
BETWEEN = "；"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one callback at `cut_off` (aware). `row` is one of `queries.day.list_rows`, `voices` what was
    noted in its calls, `reached`: its person was spoken to that day."""

    row: Any
    cut_off: dt.datetime
    reached: bool
    answers: Answers
    asked: Questionnaire | None
    voices: Sequence[Any] = ()


def line_for(number: int, known: Known) -> Line:
    """The line, numbered as it stands in the report."""
    row, state, voice = known.row, state_at(known), _gravest(known.voices)
    effective = state is CallbackState.DONE and row.reason is None and _is_complete(known)
    overall = overall_answer(known.asked, known.answers) if known.asked else None
    late = is_late(known, state)
    return Line(
        number=number,
        callback_id=row.id,
        personal=Personal(row.customer or "", row.phone or "", row.plate or "", row.vin_tail or "", _said(known)),
        model=row.model or "",
        day0=row.day0,
        served_by=row.served_by or "",
        mileage=row.mileage,
        work=row.work or "",
        caller=row.caller,
        called_at=row.called_at,
        outcome=Outcome(row.outcome) if row.outcome else None,
        tries=row.tries,
        scores=_scores(known),
        overall=overall,
        reached=known.reached,
        effective=effective,
        satisfied=effective and known.asked is not None and is_satisfied(overall, known.asked.satisfied_from),
        flag=flag_of(voice.what) if voice else Flag.LATE if late else None,
        kind=voice.what if voice else "",
        proposal=(voice.answer or "") if voice else "",
        department=voice.department if voice else "",
        person=(voice.person_name or "") if voice else "",
        state=state,
        reason=row.reason if not state.is_open else None,
        late=late,
        added=row.added,
    )


def state_at(known: Known) -> CallbackState:
    """How the callback stood at the cut-off; what ended it later does not belong to this day."""
    row, cut_off = known.row, known.cut_off
    if row.ended_at is None or row.ended_at <= cut_off:
        return CallbackState(row.state)
    tried = row.tried_enough_at is not None and row.tried_enough_at <= cut_off
    return CallbackState.WAITING_FOR_REPLY if tried else CallbackState.PLANNED


def is_late(known: Known, state: CallbackState) -> bool:
    """Past its last day without having been called as it should: overdue, or missed."""
    if state is CallbackState.MISSED:
        return True
    calling = state in {CallbackState.PLANNED, CallbackState.WAITING_FOR_NUMBER}
    return calling and known.row.overdue_after <= known.cut_off


def flag_of(what: str) -> Flag:
    """A need apart; opinions, suggestions and consultations together; complaints."""
    return FLAGS.get(what, Flag.OPINION)


def _gravest(voices: Sequence[Any]) -> Any | None:
    return min(voices, key=lambda each: GRAVITY.index(flag_of(each.what)), default=None)


def _is_complete(known: Known) -> bool:
    return known.asked is None or not missing_answers(known.asked, known.answers)


def _scores(known: Known) -> tuple[Score, ...]:
    """What was answered of everything that is no free text, in the order of the questions."""
    if known.asked is None:
        return ()
    found = []
    for question in known.asked.questions:
        if question.kind is Kind.TEXT or not is_answered(question, known.answers):
            continue
        answer = known.answers[question.code]
        found.append(Score(question.code, answer.value if answer.applies else None, is_low(question, answer)))
    return tuple(found)


def _said(known: Known) -> str:
    """The customer's words: of what was noted, of free answers, else the caller's note."""
    words = [each.said for each in known.voices]
    if known.asked is not None:
        free = (known.answers.get(each.code) for each in known.asked.questions if each.kind is Kind.TEXT)
        words += [str(each.value) for each in free if each is not None and each.value]
    if not any(words):
        words = [known.row.note or known.row.attempt_note or ""]
    return BETWEEN.join(dict.fromkeys(word.strip() for word in words if word and word.strip()))
