"""What an answered call needs before it is done: every required answer, and what low ones owe (CB-12, KPI)."""

from collections.abc import Sequence

from backbone.errors import InvalidError
from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l
from dealer.callbacks.models import Callback
from dealer.callbacks.queries.answered import answers_of, questionnaire_of, sheets_of
from oem.questionnaires.interface import Answers, Questionnaire, low_answers, missing_answers

OPEN_QUESTION = _l("This question is not answered yet.")
NO_REASON = _l("A low answer needs its reason.")
NO_APOLOGY = _l("A low answer needs an apology: say that you made it.")


def require_answers(callbacks: Sequence[Callback]) -> None:
    """Raises InvalidError with a field `answers.QUESTION` for each thing that is missing.

    Several callbacks of one talk each have their own answers (CB-5); one's fields of another than the first begin
    with its id.
    """
    ids = [each.id for each in callbacks]
    sheets, answers = sheets_of(ids), answers_of(ids)
    fields: dict[str, list[LazyString]] = {}
    for number, callback in enumerate(callbacks):
        questionnaire = questionnaire_of(callback, sheets.get(callback.id))
        prefix = "answers" if number == 0 else f"{callback.id}.answers"
        for question, faults in _faults(questionnaire, answers[callback.id]).items():
            fields[f"{prefix}.{question}"] = faults
    if fields:
        raise InvalidError(fields=fields)


def _faults(questionnaire: Questionnaire | None, answers: Answers) -> dict[str, list[LazyString]]:
    if questionnaire is None:
        return {}
    found: dict[str, list[LazyString]] = {each: [OPEN_QUESTION] for each in missing_answers(questionnaire, answers)}
    for low in low_answers(questionnaire, answers):
        owed = [NO_REASON] * low.needs_reason + [NO_APOLOGY] * low.needs_apology
        if owed:
            found[low.question] = owed
    return found
