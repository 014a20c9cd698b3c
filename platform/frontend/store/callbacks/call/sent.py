"""What the call screen's form sends: answers, voices, outcome, time, note, read into plain values."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from backbone.clock import SHANGHAI
from dealer.callbacks.interface import Outcome
from oem.questionnaires.interface import NOT_APPLICABLE, Answer, Kind, Question, Questionnaire

DOES_NOT_APPLY = "-"
Form = MultiDict[str, str]


@dataclass(frozen=True)
class VoiceSent:
    """What an answer is to make, for whom; `said` in the customer's words."""

    makes: str
    said: str
    department: str
    person: str


@dataclass(frozen=True)
class Sent:
    """A form as it was filled in; texts where nobody looked at them yet. `also` are callbacks of the same talk."""

    talk_id: uuid.UUID | None
    outcome: str
    answers: Mapping[str, Answer]
    voices: Mapping[str, VoiceSent]
    checks: list[str]
    note: str
    phone: uuid.UUID | None = None
    inbound: bool = False
    call_at: str = ""
    call_at_other: str = ""
    seconds: int | None = None
    also: list[uuid.UUID] = field(default_factory=list)
    why: str = ""

    @property
    def asks_for_time(self) -> dt.datetime | None:
        """The time the customer named, where this outcome has one. Raises ValueError for what is no time."""
        said = self.call_at_other or self.call_at
        if not said or self.outcome not in set(Outcome) or not Outcome(self.outcome).may_name_time:
            return None
        return dt.datetime.fromisoformat(said).replace(tzinfo=SHANGHAI)


def read_form(form: Form, questionnaire: Questionnaire | None) -> Sent:
    """The form of the call screen, or of an amendment."""
    questions = questionnaire.questions if questionnaire else ()
    return Sent(
        talk_id=_identity(form.get("talk_id", "")),
        outcome=form.get("outcome", ""),
        answers=dict(_answers(form, questions)),
        voices={key: _voice(form, key) for key in ("", *(each.code for each in questions))},
        checks=form.getlist("check"),
        note=form.get("note", "").strip(),
        phone=_identity(form.get("phone", "")),
        inbound=form.get("inbound") == "1",
        call_at=form.get("call_at", ""),
        call_at_other=form.get("call_at_other", ""),
        seconds=int(form["seconds"]) if form.get("seconds", "").isdecimal() and len(form["seconds"]) < 6 else None,
        also=[found for each in form.getlist("also") if (found := _identity(each))],
        why=form.get("why", "").strip(),
    )


def _answers(form: Form, questions: tuple[Question, ...]) -> Iterator[tuple[str, Answer]]:
    for question in questions:
        said = form.get(f"a.{question.code}", "").strip()
        if said == DOES_NOT_APPLY and question.kind is not Kind.TEXT:
            yield question.code, NOT_APPLICABLE
        elif said:
            reasons = tuple(form.getlist(f"r.{question.code}"))
            yield question.code, Answer(_value(question, said), True, reasons, f"s.{question.code}" in form)


def _value(question: Question, said: str) -> int | str:
    return int(said) if question.kind.scale and said.isdecimal() and len(said) < 3 else said


def _voice(form: Form, key: str) -> VoiceSent:
    return VoiceSent(*(form.get(f"{part}.{key}", "").strip() for part in "mvdp"))


def value_of(answer: Answer | None) -> str:
    """An answer as the form's field holds it; empty while it is open."""
    if answer is None:
        return ""
    return str(answer.value) if answer.applies else DOES_NOT_APPLY


def _identity(said: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(said)
    except ValueError:
        return None
