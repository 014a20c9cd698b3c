"""Scores csi and ssi, and satisfied (KPI-1)."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from oem.questionnaires.rules.answers import NOT_APPLICABLE, Answer
from oem.questionnaires.rules.questions import Questionnaire
from oem.questionnaires.rules.scoring import Points, is_satisfied, overall_answer, points, score
from oem.questionnaires.rules.shipped import shipped_questionnaire
from tests.oem.questionnaires.documents import filled_in, values

THREE_DC, SEVEN_DC = shipped_questionnaire("three_dc"), shipped_questionnaire("seven_dc")
Filled = tuple[Questionnaire, dict[str, Answer]]


@pytest.mark.rule("CB-12")
@pytest.mark.rule("KPI-1")
@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, None),
        ({"speed": NOT_APPLICABLE}, None),
        ({"speed": Answer(1)}, "0"),
        ({"speed": Answer(3)}, "50"),
        ({"speed": Answer(5)}, "100"),
        ({"overall": Answer(7)}, "70"),
        ({"fault_since": Answer("sometimes")}, "50"),
        # 25 × 100 and 15 × 50, out of 40.
        ({"repair_quality": Answer(5), "speed": Answer(3)}, "81.25"),
        # 25 × 75 and 10 × 0, out of 35: 53.571…
        ({"repair_quality": Answer(4), "fault_since": Answer("constant")}, "53.57"),
        # 25 and 15 at 100, 15 at 75 and 25, 10 at 100, 10 at 50, 10 at 80, out of 100 − 10.
        (
            {
                "repair_quality": Answer(5),
                "attitude": Answer(5),
                "speed": Answer(4),
                "price": Answer(2),
                "cleanliness": NOT_APPLICABLE,
                "fault_since": Answer("none"),
                "overall": Answer(8),
            },
            "81.11",
        ),
    ],
)
def test_scores_worked_out_by_hand(answers: dict[str, Answer], expected: str | None) -> None:
    assert score(THREE_DC, answers) == (Decimal(expected) if expected else None)


@pytest.mark.rule("CB-12")
def test_a_key_question_scores_by_its_right_answer_and_weight_0_stays_out() -> None:
    assert score(SEVEN_DC, {"promised_time_kept": Answer("yes")}) == 100
    assert score(SEVEN_DC, {"promised_time_kept": Answer("no")}) == 0
    assert score(SEVEN_DC, {"asked_for_score": Answer("yes")}) is None


@pytest.mark.rule("CB-12")
@given(filled_in())
def test_a_score_lies_between_0_and_100(pair: Filled) -> None:
    found = score(*pair)
    assert found is None or 0 <= found <= 100
    weighs = [each for each in pair[0].questions if each.weight and each.code in pair[1] and pair[1][each.code].applies]
    assert (found is None) == (not weighs)


@pytest.mark.rule("CB-12")
@given(filled_in(), st.data())
def test_a_better_answer_never_lowers_the_score(pair: Filled, data: st.DataObject) -> None:
    questionnaire, answers = pair
    numbered = [each for each in questionnaire.questions if each.kind.scale and each.code in answers]
    assume(numbered)
    question = data.draw(st.sampled_from(numbered))
    low, high = sorted(data.draw(st.lists(st.sampled_from(values(question)), min_size=2, max_size=2)))
    worse = score(questionnaire, answers | {question.code: Answer(low)})
    better = score(questionnaire, answers | {question.code: Answer(high)})
    assert worse is not None
    assert better is not None
    assert worse <= better


@pytest.mark.rule("CB-12")
@given(filled_in())
def test_what_does_not_apply_is_as_if_it_was_not_asked(pair: Filled) -> None:
    questionnaire, answers = pair
    applying = {code: answer for code, answer in answers.items() if answer.applies}
    everything = {each.code: NOT_APPLICABLE for each in questionnaire.questions} | applying
    assert points(questionnaire, answers) == points(questionnaire, applying) == points(questionnaire, everything)


@pytest.mark.rule("KPI-1")
def test_a_stores_figure_is_the_sum_of_pairs() -> None:
    """Half of one questionnaire did not apply: it weighs half."""
    total = Points(Decimal(10000), Decimal(100)) + Points(Decimal(0), Decimal(50))
    assert total.score == Decimal("66.67")
    assert Points().score is None


@pytest.mark.rule("CB-12")
@given(st.integers(0, 10), st.integers(0, 10))
def test_satisfied_is_at_or_above_headquarters_limit(overall: int, limit: int) -> None:
    assert is_satisfied(overall, limit) == (overall in range(limit, 11))
    assert not is_satisfied(None, limit)
    assert overall_answer(THREE_DC, {"overall": Answer(overall)}) == overall
    assert overall_answer(THREE_DC, {"speed": Answer(5)}) is None
