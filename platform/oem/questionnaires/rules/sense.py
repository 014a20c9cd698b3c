"""Whether a questionnaire makes sense as a whole: what no single value can show (CB-12)."""

from collections import Counter
from collections.abc import Iterable, Iterator

from oem.questionnaires.rules.questions import Kind, Question, Questionnaire

MOST_OPTIONS = 9
"""One key each (1 to 9)."""
MOST_REASONS = 8
"""One key each, and one more for the apology."""


def faults_of(questionnaire: Questionnaire) -> list[str]:
    """One sentence for each fault, with its place."""
    faults = [*_doubles("questions", (each.code for each in questionnaire.questions))]
    faults += _doubles("checks", (each.code for each in questionnaire.checks))
    faults += _doubles("needs", (each.code for each in questionnaire.needs))
    overall = sum(each.kind is Kind.OVERALL for each in questionnaire.questions)
    if overall != 1:
        faults.append(f"questions: there must be one overall question, not {overall}")
    if not any(each.weight for each in questionnaire.questions):
        faults.append("questions: at least one must have a weight, else there is no score")
    for index, question in enumerate(questionnaire.questions):
        faults += (f"questions[{index}].{fault}" for fault in _of_question(question))
    return faults


def _of_question(question: Question) -> Iterator[str]:
    yield from _doubles("options", (each.code for each in question.options))
    yield from _doubles("follow.reasons", (each.code for each in question.follow.reasons))
    if question.kind is Kind.OVERALL and (question.may_not_apply or not question.required):
        yield "kind: the overall question is required, and always applies"
    if len(question.follow.reasons) > MOST_REASONS:
        yield f"follow.reasons: {MOST_REASONS} at most, one key each"
    if question.follow.asks_reason and not question.follow.reasons:
        yield "follow.reasons: a reason is asked for, and there is none to choose"
    if question.follow.reasons and not _can_be_low(question):
        yield "follow.reasons: no answer to this question is low"
    yield from _of_kind(question)


def _of_kind(question: Question) -> Iterator[str]:
    if question.low_to is not None and question.kind.scale is None:
        yield "low_to: only a question answered by a number has one"
    if question.low_to is not None and question.kind.scale and question.low_to >= question.kind.scale[1]:
        yield "low_to: then every answer would be low"
    if question.low_when is not None and question.kind is not Kind.YES_NO:
        yield "low_when: only a yes-no question has one"
    if question.kind is Kind.CHOICE and not 2 <= len(question.options) <= MOST_OPTIONS:
        yield f"options: a choice has 2 to {MOST_OPTIONS}"
    if question.kind is not Kind.CHOICE and question.options:
        yield "options: only a choice has some"
    if question.weight and not _can_score(question):
        yield "weight: its answers have no points, so it must be 0"


def _can_be_low(question: Question) -> bool:
    return question.low_to is not None or question.low_when is not None or any(each.low for each in question.options)


def _can_score(question: Question) -> bool:
    """A yes-no question scores by which of the two is the wrong one."""
    by_points = any(each.points is not None for each in question.options)
    return question.kind.scale is not None or question.low_when is not None or by_points


def _doubles(place: str, codes: Iterable[str]) -> Iterator[str]:
    for code, times in Counter(codes).items():
        if times > 1:
            yield f"{place}: {code} stands there {times} times"
