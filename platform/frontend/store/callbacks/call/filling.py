"""Saving what the whole form says, by the same actions as the JSON door; one refusal undoes all of it."""

from collections.abc import Iterator, Mapping

from backbone.errors import InvalidError
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from dealer.callbacks.interface import (
    AttemptDone,
    AttemptGiven,
    Outcome,
    VoiceGiven,
    amend,
    clear_answer,
    note_voice,
    record_attempt,
    save_answer,
    save_sheet,
)
from dealer.callbacks.queries.call.call import Call
from frontend.store.callbacks.call.sent import Sent, VoiceSent
from oem.questionnaires.interface import Answer, Makes, is_low
from tenants.access.interface import Actor

SCREEN = "screen"


def save_all(call: Call, sent: Sent, *, by: Actor) -> list[AttemptDone]:
    """Answers, ticks, note, what low answers make, then the attempt. Raises InvalidError and what the actions raise."""
    given = _attempt(sent)
    for question, answer in _changed(call, sent).items():
        if answer is None:
            clear_answer(call.sheet.row.id, question, by=by)
        else:
            save_answer(call.sheet.row.id, question, answer, by=by)
    if call.questionnaire is not None and (sent.note or sent.checks or call.sheet.row.saved_at):
        save_sheet(call.sheet.row.id, note=sent.note, checks=sent.checks, by=by)
    for voice in _voices(call, sent):
        note_voice(call.sheet.row.id, voice, by=by)
    also = sent.also if not given.outcome.is_conversation else []
    return record_attempt([call.sheet.row.id, *also], given, talk_id=sent.talk_id or uuid7(), by=by)


def amend_by(call: Call, sent: Sent, *, by: Actor) -> None:
    """The changed answers of an ended callback. Raises InvalidError."""
    changed = {question: _with_reasons(call, question, answer) for question, answer in _changed(call, sent).items()}
    amend(call.sheet.row.id, changed, why=sent.why, by=by)


def _changed(call: Call, sent: Sent) -> Mapping[str, Answer | None]:
    """Answers that differ from what is kept; None where one was taken back."""
    kept = call.sheet.answers
    changed: dict[str, Answer | None] = {
        question: answer for question, answer in sent.answers.items() if kept.get(question) != answer
    }
    return changed | dict.fromkeys(kept.keys() - sent.answers.keys())


def _with_reasons(call: Call, question: str, answer: Answer | None) -> Answer | None:
    """The form of an amendment asks for no reasons: those of an answer that stays are kept."""
    kept = call.sheet.answers.get(question)
    if answer is None or kept is None or kept.value != answer.value:
        return answer
    return kept


def _voices(call: Call, sent: Sent) -> Iterator[VoiceGiven]:
    """What low answers make, unless only the reason is kept, and what was noted beside the questions (CB-8)."""
    questions = call.questionnaire.questions if call.questionnaire else ()
    for question in questions:
        answer, voice = sent.answers.get(question.code), sent.voices[question.code]
        if answer is not None and is_low(question, answer) and voice.makes in set(Makes):
            yield _voice(voice, question.code, answer.reasons)
    beside = sent.voices[""]
    if beside.said and beside.makes in set(Makes):
        yield _voice(beside, None, ())


def _voice(voice: VoiceSent, question: str | None, reasons: tuple[str, ...]) -> VoiceGiven:
    return VoiceGiven(Makes(voice.makes), voice.department, voice.said, question, voice.person or None, reasons)


def _attempt(sent: Sent) -> AttemptGiven:
    if sent.outcome not in set(Outcome):
        raise InvalidError(fields={"outcome": [_l("Choose an outcome first.")]})
    try:
        call_at = sent.asks_for_time
    except ValueError as error:
        raise InvalidError(fields={"call_at": [_l("This is no date and time.")]}) from error
    return AttemptGiven(
        outcome=Outcome(sent.outcome),
        phone_id=None if sent.inbound else sent.phone,
        inbound=sent.inbound,
        call_at=call_at,
        seconds=sent.seconds,
        seconds_kind=None if sent.seconds is None else SCREEN,
        note=sent.note,
    )
