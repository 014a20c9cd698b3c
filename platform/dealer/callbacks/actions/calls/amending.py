"""Correcting a callback that has ended: the former values stay, and why is said (CB-9)."""

import uuid
from collections.abc import Mapping
from typing import Any

from backbone.clock import now
from backbone.db.unit_of_work import current
from backbone.errors import InvalidError
from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from dealer.callbacks.actions.calls.answering import FAULTS, write_answer
from dealer.callbacks.actions.calls.holding import held
from dealer.callbacks.models import Amendment, Callback
from dealer.callbacks.queries.answered import answers_of, questionnaire_of, sheets_of
from dealer.figures.interface import day_changed
from oem.questionnaires.interface import Answer, AnswerError, Questionnaire, check
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record

CALLBACK_AMENDED = event_type("callback.amended", "questions")
LONGEST_WHY = 500


def amend(callback_id: uuid.UUID, answers: Mapping[str, Answer | None], *, why: str, by: Actor) -> Amendment:
    """Change answers of an ended callback; None takes one back. Returns what was kept of it.

    Raises ForbiddenError, NotFoundError; InvalidError for an open callback, without a reason, without a change, and
    for answers that can't be.
    """
    [callback] = held([callback_id], by=by)
    asked = questionnaire_of(callback, sheets_of([callback_id]).get(callback_id))
    _require(callback, asked, answers, why)
    before = answers_of([callback_id])[callback_id]
    changes = {
        question: {"from": _kept(before.get(question)), "to": _kept(answer)}
        for question, answer in answers.items()
        if before.get(question) != answer
    }
    if not changes:
        raise InvalidError(fields={"answers": [_l("Nothing is different from what was kept before.")]})
    for question in changes:
        write_answer(callback_id, question, answers[question], at=now(), by=by)
    made = _amendment(callback, changes, why.strip(), by)
    record(CALLBACK_AMENDED, by=by, about="callback", about_id=callback_id, questions=sorted(changes))
    day_changed()
    return made


def _require(callback: Callback, asked: Questionnaire | None, answers: Mapping[str, Answer | None], why: str) -> None:
    if callback.is_open:
        raise InvalidError(fields={"answers": [_l("This callback is still open: change the answer itself.")]})
    fields: dict[str, list[LazyString]] = {}
    if not why.strip():
        fields["why"] = [_l("Say why it is corrected.")]
    elif len(why) > LONGEST_WHY:
        fields["why"] = [_l("At most %(most)s characters.", most=LONGEST_WHY)]
    for question, answer in answers.items():
        if fault := _fault(asked, question, answer):
            fields[f"answers.{question}"] = [fault]
    if fields:
        raise InvalidError(fields=fields)


def _fault(asked: Questionnaire | None, question: str, answer: Answer | None) -> LazyString | None:
    try:
        found = asked.question(question) if asked else None
        if found is None:
            return _NO_QUESTION
        if answer is not None:
            check(found, answer)
    except KeyError:
        return _NO_QUESTION
    except AnswerError as error:
        return FAULTS[error.code]
    return None


_NO_QUESTION = _l("The questionnaire has no such question.")


def _kept(answer: Answer | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    return {
        "value": answer.value,
        "applies": answer.applies,
        "reasons": list(answer.reasons),
        "apologised": answer.apologised,
    }


def _amendment(callback: Callback, changes: dict[str, Any], why: str, by: Actor) -> Amendment:
    assert by.account_id is not None
    made = Amendment(
        tenant_id=callback.tenant_id, id=uuid7(), callback_id=callback.id, at=now(), account_id=by.account_id,
        by_name=by.name, why=why, changes=changes,
    )  # fmt: skip
    current().add(made)
    current().flush()
    return made
