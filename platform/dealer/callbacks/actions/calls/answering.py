"""Saving as one goes: answers, ticks and the note (CB-6, P5)."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, text

from backbone.clock import now
from backbone.db.unit_of_work import acting, current
from backbone.errors import ForbiddenError, InvalidError, NotFoundError
from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from dealer.callbacks import may
from dealer.callbacks.actions.calls.attempting import LONGEST_NOTE
from dealer.callbacks.actions.calls.holding import EndedError, held
from dealer.callbacks.queries.answered import asked_when_planned
from dealer.callbacks.rules.buckets import CallbackState
from oem.questionnaires.interface import (
    Answer,
    AnswerError,
    LowAnswer,
    Question,
    Questionnaire,
    check,
    get_questionnaire,
    low_answers,
)
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record

CALL_BEGUN = event_type("call.begun", "questionnaire_version")

# Held until the transaction ends, lest an answer arrive while the call is being closed.
_HELD = text("""
SELECT c.state, c.assigned_to, c.programme, c.planned_at, s.questionnaire_version
  FROM app.callbacks AS c
  LEFT JOIN app.call_sheets AS s ON s.tenant_id = :tenant AND s.callback_id = c.id
 WHERE c.tenant_id = :tenant AND c.id = :callback
   FOR SHARE OF c
""")
_SAVE = text("""
INSERT INTO app.answers AS a (tenant_id, id, callback_id, question, number, words, applies, reasons, apologised,
                              answered_at, account_id)
VALUES (:tenant, :id, :callback, :question, :number, :words, :applies, CAST(:reasons AS text[]), :apologised, :at, :me)
ON CONFLICT (tenant_id, callback_id, question) DO UPDATE
   SET number = excluded.number, words = excluded.words, applies = excluded.applies, reasons = excluded.reasons,
       apologised = excluded.apologised, answered_at = excluded.answered_at, account_id = excluded.account_id
 WHERE a.tenant_id = :tenant
""")
_CLEAR = text("""
DELETE FROM app.answers AS a WHERE a.tenant_id = :tenant AND a.callback_id = :callback AND a.question = :question
""")
_BEGIN = text("""
INSERT INTO app.call_sheets (tenant_id, id, callback_id, questionnaire_version, checks, note, begun_at, saved_at)
VALUES (:tenant, :id, :callback, :version, '{}', '', :at, :at)
ON CONFLICT (tenant_id, callback_id) DO NOTHING
""")
_NOTE = text("""
UPDATE app.call_sheets AS s
   SET note = coalesce(CAST(:note AS text), s.note), checks = coalesce(CAST(:checks AS text[]), s.checks),
       saved_at = :at
 WHERE s.tenant_id = :tenant AND s.callback_id = :callback
""")


@dataclass(frozen=True)
class SavedAnswer:
    """When an answer was saved, and what it makes where it is low (CB-8)."""

    saved_at: dt.datetime
    low: LowAnswer | None = None


def save_answer(callback_id: uuid.UUID, question: str, answer: Answer, *, by: Actor) -> SavedAnswer:
    """Keep one answer; the last one counts until the call is done. The first one begins the call's sheet.

    Raises ForbiddenError, NotFoundError, TakenError, EndedError (then it takes an amendment), InvalidError.
    """
    asked = _sheet(callback_id, by)
    found = _question(asked, question)
    try:
        check(found, answer)
    except AnswerError as error:
        raise InvalidError(fields={_FAULTY.get(error.code, "value"): [FAULTS[error.code]]}) from error
    saved_at = now()
    write_answer(callback_id, question, answer, at=saved_at, by=by)
    return SavedAnswer(saved_at, next(iter(low_answers(asked, {question: answer})), None))


def clear_answer(callback_id: uuid.UUID, question: str, *, by: Actor) -> None:
    """Take an answer back, as if it had not been given. Raises as `save_answer`."""
    _question(_sheet(callback_id, by), question)
    write_answer(callback_id, question, None, at=now(), by=by)


def write_answer(callback_id: uuid.UUID, question: str, answer: Answer | None, *, at: dt.datetime, by: Actor) -> None:
    """Write what was checked before; None takes the answer away."""
    values = _values(callback_id, at) | {"question": question}
    if answer is None:
        current().execute(_CLEAR, values)
        return
    values |= {
        "number": answer.value if isinstance(answer.value, int) else None,
        "words": answer.value if isinstance(answer.value, str) else None,
        "applies": answer.applies,
        "reasons": list(answer.reasons),
        "apologised": answer.apologised,
        "me": by.account_id,
    }
    current().execute(_SAVE, values)


def save_sheet(
    callback_id: uuid.UUID, *, by: Actor, note: str | None = None, checks: Collection[str] | None = None
) -> dt.datetime:
    """Keep the note, the ticks, or both; None leaves one as it is. Raises as `save_answer`."""
    asked = _sheet(callback_id, by)
    fields: dict[str, list[LazyString]] = {}
    if note is not None and len(note) > LONGEST_NOTE:
        fields["note"] = [_l("At most %(most)s characters.", most=LONGEST_NOTE)]
    if checks is not None and set(checks) - {each.code for each in asked.checks}:
        fields["checks"] = [_l("The questionnaire has no such tick.")]
    if fields:
        raise InvalidError(fields=fields)
    saved_at = now()
    ticked = None if checks is None else sorted(set(checks))
    current().execute(_NOTE, _values(callback_id, saved_at) | {"note": note, "checks": ticked})
    return saved_at


def _sheet(callback_id: uuid.UUID, by: Actor) -> Questionnaire:
    """What is asked in this call, which `by` may fill in from here on."""
    if by.account_id is None or not may.call(by):
        raise ForbiddenError
    row = current().execute(_HELD, _values(callback_id)).one_or_none()
    if row is None:
        raise NotFoundError
    if not CallbackState(row.state).is_open:
        raise EndedError
    if row.assigned_to != by.account_id:
        held([callback_id], by=by)
    if row.questionnaire_version is not None:
        return get_questionnaire(row.programme, row.questionnaire_version)
    return _begin(callback_id, row, by)


def _begin(callback_id: uuid.UUID, row: Row[Any], by: Actor) -> Questionnaire:
    asked = asked_when_planned(row.programme, row.planned_at)
    if asked is None:
        raise InvalidError(fields={"question": [_l("Headquarters published no questionnaire for this programme.")]})
    current().execute(_BEGIN, _values(callback_id, now()) | {"version": asked.version})
    record(CALL_BEGUN, by=by, about="callback", about_id=callback_id, questionnaire_version=asked.version)
    return asked


def _question(asked: Questionnaire, code: str) -> Question:
    try:
        return asked.question(code)
    except KeyError as error:
        raise NotFoundError from error


def _values(callback_id: uuid.UUID, at: dt.datetime | None = None) -> dict[str, Any]:
    return {"tenant": acting().tenant_id, "callback": callback_id, "at": at, "id": uuid7()}


_FAULTY = {"reason_unknown": "reasons", "not_applicable_refused": "applies"}
FAULTS: dict[str, LazyString] = {
    "value_unknown": _l("This question has no such answer."),
    "not_applicable_refused": _l("This question always applies, or it has an answer beside."),
    "reason_unknown": _l("This question has no such reason."),
}
