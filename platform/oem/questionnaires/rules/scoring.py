"""Scores: csi and ssi, and who counts as satisfied (KPI).

A score is a pair first: weighted points and weight. A store's figure is the sum of both over its questionnaires, so
weeks, months and regions are sums too, and a questionnaire on which half did not apply weighs half.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from oem.questionnaires.rules.answers import Answers, is_answered
from oem.questionnaires.rules.questions import NO, YES, Question, Questionnaire

FULL = Decimal(100)
HUNDREDTH = Decimal("0.01")
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Points:
    """`reached` is the weighted sum of points (0 to 100 each), `weight` the sum of weights that it is out of."""

    reached: Decimal = NOTHING
    weight: Decimal = NOTHING

    def __add__(self, other: "Points") -> "Points":
        return Points(self.reached + other.reached, self.weight + other.weight)

    @property
    def score(self) -> Decimal | None:
        """0 to 100 with two decimals; None where nothing counts (KPI-1)."""
        return (self.reached / self.weight).quantize(HUNDREDTH, ROUND_HALF_UP) if self.weight else None


def points(questionnaire: Questionnaire, answers: Answers) -> Points:
    """The pair behind the score. What does not apply, or is not answered, is in neither half."""
    total = Points()
    for question in questionnaire.questions:
        found = _points_of(question, answers)
        if found is not None and question.weight:
            total += Points(found * question.weight, question.weight)
    return total


def score(questionnaire: Questionnaire, answers: Answers) -> Decimal | None:
    """csi or ssi of one questionnaire, 0 to 100; None where nothing counts. Effective ones alone go into figures."""
    return points(questionnaire, answers).score


def is_satisfied(overall: int | None, limit: int) -> bool:
    """Is the overall answer at or above headquarters' limit? None, not answered, is not satisfied."""
    return overall is not None and overall >= limit


def overall_answer(questionnaire: Questionnaire, answers: Answers) -> int | None:
    """The overall number, None when open or not applicable."""
    answer = answers.get(questionnaire.overall.code)
    return answer.value if answer is not None and answer.applies and isinstance(answer.value, int) else None


def _points_of(question: Question, answers: Answers) -> Decimal | None:
    """0 to 100 for the answer to this question; None where it does not count."""
    if not is_answered(question, answers) or not answers[question.code].applies:
        return None
    value = answers[question.code].value
    if isinstance(value, int):
        lowest, highest = question.kind.scale or (0, 1)
        return FULL * (value - lowest) / (highest - lowest)
    if option := question.option(value):
        return option.points
    if question.low_when is None:
        return None
    good = NO if question.low_when == YES else YES
    return FULL if value == good else NOTHING
