"""Answers: which are possible, which are missing, which are low and what those make (CB-8, KPI word 'effective')."""

from collections.abc import Mapping
from dataclasses import dataclass

from oem.questionnaires.rules.questions import NO, YES, Department, Follow, Kind, Makes, Person, Question, Questionnaire
from oem.questionnaires.rules.scripts import Sentence

LONGEST_TEXT = 2000


class AnswerError(ValueError):
    """An answer that this question can't have; `code` is stable."""

    def __init__(self, question: str, code: str) -> None:
        super().__init__(f"{question}: {code}")
        self.question = question
        self.code = code


@dataclass(frozen=True, slots=True)
class Answer:
    """What the customer answered: a number for score and overall, 'yes' or 'no', an option's code, or words.

    `applies` False is 不适用: it has no value and counts as answered. `reasons` are codes; `apologised`: the caller
    said so.
    """

    value: int | str | None = None
    applies: bool = True
    reasons: tuple[str, ...] = ()
    apologised: bool = False


NOT_APPLICABLE = Answer(applies=False)
Answers = Mapping[str, Answer]
"""By question code; a question without an entry is open."""


def check(question: Question, answer: Answer) -> None:
    """Raises AnswerError unless this answer is possible. To be asked before one is kept."""
    if not answer.applies:
        if answer.value is not None or not question.may_not_apply:
            raise AnswerError(question.code, "not_applicable_refused")
    elif not _is_possible(question, answer.value):
        raise AnswerError(question.code, "value_unknown")
    if set(answer.reasons) - {each.code for each in question.follow.reasons}:
        raise AnswerError(question.code, "reason_unknown")


def is_answered(question: Question, answers: Answers) -> bool:
    """Is there an answer? 'Not applicable' is one; blank words are none."""
    answer = answers.get(question.code)
    if answer is None:
        return False
    if not answer.applies:
        return True
    return bool(answer.value.strip()) if isinstance(answer.value, str) else answer.value is not None


def missing_answers(questionnaire: Questionnaire, answers: Answers) -> list[str]:
    """The required questions that are still open, in order."""
    return [each.code for each in questionnaire.questions if each.required and not is_answered(each, answers)]


def is_effective(questionnaire: Questionnaire, answers: Answers) -> bool:
    """Is every required question answered? The other half of 'effective', the right person, is the attempt's."""
    return not missing_answers(questionnaire, answers)


def is_low(question: Question, answer: Answer) -> bool:
    """Is the answer at or below the threshold, the wrong one of yes and no, or an option that is marked so?"""
    if not answer.applies or answer.value is None:
        return False
    if isinstance(answer.value, int):
        return question.low_to is not None and answer.value <= question.low_to
    option = question.option(answer.value)
    return option.low if option else answer.value == question.low_when


@dataclass(frozen=True, slots=True)
class LowAnswer:
    """What a low answer makes, for whom, and what the caller still owes: a reason and an apology (CB-8, CB-12)."""

    question: str
    makes: Makes
    department: Department
    person: Person | None
    reasons: tuple[str, ...]
    needs_reason: bool
    needs_apology: bool
    apology: Sentence


def low_answers(questionnaire: Questionnaire, answers: Answers) -> list[LowAnswer]:
    """Every low answer in the order of the questions. Proposals: the caller chooses the kind and may keep it at the
    reason alone."""
    return [
        _low(questionnaire, each, answers[each.code])
        for each in questionnaire.questions
        if each.code in answers and is_low(each, answers[each.code])
    ]


def _low(questionnaire: Questionnaire, question: Question, answer: Answer) -> LowAnswer:
    follow: Follow = question.follow
    option = question.option(answer.value)
    return LowAnswer(
        question=question.code,
        makes=(option.makes if option else None) or follow.makes,
        department=follow.department,
        person=follow.person,
        reasons=answer.reasons,
        needs_reason=follow.asks_reason and not answer.reasons,
        needs_apology=not answer.apologised,
        apology=follow.apology or questionnaire.script.apology,
    )


def _is_possible(question: Question, value: int | str | None) -> bool:
    if (scale := question.kind.scale) is not None:
        lowest, highest = scale
        return isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest
    if not isinstance(value, str):
        return False
    match question.kind:
        case Kind.YES_NO:
            return value in {YES, NO}
        case Kind.CHOICE:
            return question.option(value) is not None
    return len(value) <= LONGEST_TEXT and "\x00" not in value
