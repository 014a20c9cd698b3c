"""Questionnaires for tests: a small document to break, and random answers."""

import copy
from typing import Any

from hypothesis import strategies as st

from oem.questionnaires.rules.answers import NOT_APPLICABLE, Answer
from oem.questionnaires.rules.questions import NO, YES, Kind, Question, Questionnaire
from oem.questionnaires.rules.shipped import SHIPPED, shipped_questionnaire

SENTENCE = [{"zh": "您好，{customer}。", "en": "Hello {customer}."}]
SMALL: dict[str, Any] = {
    "programme": "three_dc",
    "version": 3,
    "satisfied_from": 8,
    "questions": [
        {
            "code": "quality",
            "kind": "score",
            "label": {"zh": "质量", "en": "Quality"},
            "says": SENTENCE,
            "weight": "60",
            "low_to": 2,
        },
        {
            "code": "in_time",
            "kind": "yes_no",
            "label": {"zh": "准时", "en": "In time"},
            "says": SENTENCE,
            "weight": "20",
            "low_when": "no",
        },
        {"code": "words", "kind": "text", "label": {"zh": "原话", "en": "Words"}, "says": SENTENCE, "weight": "0"}
        | {"required": False},
        {
            "code": "overall",
            "kind": "overall",
            "label": {"zh": "总评", "en": "Overall"},
            "says": SENTENCE,
            "weight": "20",
            "may_not_apply": False,
        },
    ],
    "script": dict.fromkeys(("opening", "apology", "invitation", "closing", "text_message"), SENTENCE),
}  # fmt: skip

shipped = st.sampled_from(SHIPPED).map(shipped_questionnaire)


def small(path: str = "", value: Any = None) -> dict[str, Any]:
    """The small document, with the value at 'questions.0.weight' replaced; None takes it out."""
    document = copy.deepcopy(SMALL)
    if path:
        *way, last = (int(each) if each.isdigit() else each for each in path.split("."))
        place: Any = document
        for step in way:
            place = place[step]
        if value is None:
            del place[last]
        else:
            place[last] = value
    return document


def values(question: Question) -> list[int | str]:
    """Every value that this question may have; words stand for all words."""
    if question.kind.scale:
        lowest, highest = question.kind.scale
        return list(range(lowest, highest + 1))
    if question.kind is Kind.YES_NO:
        return [YES, NO]
    return [each.code for each in question.options] or ["很好"]


@st.composite
def answers(draw: st.DrawFn, questionnaire: Questionnaire) -> dict[str, Answer]:
    """Some of the questions answered, some not applicable where they may be."""
    found = {}
    for question in questionnaire.questions:
        choices = [Answer(each) for each in values(question)]
        answer = draw(st.sampled_from([None, *choices, *[NOT_APPLICABLE] * question.may_not_apply]))
        if answer is not None:
            found[question.code] = answer
    return found


@st.composite
def filled_in(draw: st.DrawFn) -> tuple[Questionnaire, dict[str, Answer]]:
    questionnaire = draw(shipped)
    return questionnaire, draw(answers(questionnaire))
