"""Sheets and answers of callbacks, and the questionnaire each is asked by (CB-2, CB-12)."""

import datetime as dt
import uuid
from collections.abc import Collection

from sqlalchemy import select

from backbone.clock import SHANGHAI, today
from backbone.db.unit_of_work import acting, current
from dealer.callbacks.models import Callback, CallSheet, StoredAnswer
from oem.questionnaires.interface import Answer, Questionnaire, get_questionnaire, questionnaire_in_force


def answers_of(callback_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[str, Answer]]:
    """Every callback's answers by question; one that has none has an empty mapping."""
    found: dict[uuid.UUID, dict[str, Answer]] = {each: {} for each in callback_ids}
    mine = (StoredAnswer.tenant_id == acting().tenant_id, StoredAnswer.callback_id.in_(callback_ids))
    for row in current().scalars(select(StoredAnswer).where(*mine)):
        found[row.callback_id][row.question] = as_answer(row)
    return found


def as_answer(row: StoredAnswer) -> Answer:
    """A stored answer as the questionnaire's rules take it."""
    value = row.number if row.number is not None else row.words
    return Answer(value, row.applies, tuple(row.reasons), row.apologised)


def sheets_of(callback_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, CallSheet]:
    """The call sheets there are, by callback."""
    mine = (CallSheet.tenant_id == acting().tenant_id, CallSheet.callback_id.in_(callback_ids))
    return {each.callback_id: each for each in current().scalars(select(CallSheet).where(*mine))}


def questionnaire_of(callback: Callback, sheet: CallSheet | None) -> Questionnaire | None:
    """What this callback is asked: its sheet's version, else the one in force when it was planned (CB-2).

    Where none was in force then, today's; None where headquarters published none at all (service_14).
    """
    if sheet is not None:
        return get_questionnaire(callback.programme, sheet.questionnaire_version)
    return asked_when_planned(callback.programme, callback.planned_at)


def asked_when_planned(programme: str, planned_at: dt.datetime) -> Questionnaire | None:
    """What a callback planned at that moment (aware) is asked when its call begins."""
    planned_on = planned_at.astimezone(SHANGHAI).date()
    return questionnaire_in_force(programme, planned_on) or questionnaire_in_force(programme, today())
