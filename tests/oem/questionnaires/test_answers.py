"""Effective, missing, low (CB-8, CB-12, KPI words)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oem.questionnaires.rules.answers import (
    NOT_APPLICABLE,
    Answer,
    AnswerError,
    check,
    is_effective,
    low_answers,
    missing_answers,
)
from oem.questionnaires.rules.questions import Department, Makes, Person, Questionnaire
from oem.questionnaires.rules.reading import read_questionnaire
from oem.questionnaires.rules.shipped import shipped_questionnaire
from tests.oem.questionnaires.documents import filled_in, small, values

THREE_DC, SEVEN_DC = shipped_questionnaire("three_dc"), shipped_questionnaire("seven_dc")
GOOD = {
    "repair_quality": Answer(5),
    "attitude": Answer(4),
    "speed": Answer(3),
    "price": Answer(5),
    "cleanliness": NOT_APPLICABLE,
    "fault_since": Answer("none"),
    "overall": Answer(9),
}


@pytest.mark.rule("CB-12")
def test_effective_needs_every_required_answer_and_takes_not_applicable_for_one() -> None:
    assert is_effective(THREE_DC, GOOD)
    for code in GOOD:
        without = {each: answer for each, answer in GOOD.items() if each != code}
        assert missing_answers(THREE_DC, without) == [code]
        assert not is_effective(THREE_DC, without)
    assert missing_answers(THREE_DC, {}) == list(GOOD)


@pytest.mark.rule("CB-12")
def test_words_that_are_not_required_may_be_left_out_and_blank_ones_are_none() -> None:
    questionnaire = read_questionnaire(small())
    answers = {"quality": Answer(5), "in_time": Answer("yes"), "overall": Answer(9)}
    assert is_effective(questionnaire, answers)
    asked = read_questionnaire(small("questions.2.required", True))
    assert missing_answers(asked, answers | {"words": Answer("  ")}) == ["words"]
    assert is_effective(asked, answers | {"words": Answer("很好")})


@pytest.mark.rule("CB-12")
@given(filled_in())
def test_effective_only_when_all_required_are_answered(pair: tuple[Questionnaire, dict[str, Answer]]) -> None:
    questionnaire, answers = pair
    open_ones = [each.code for each in questionnaire.questions if each.required and each.code not in answers]
    assert missing_answers(questionnaire, answers) == open_ones
    assert is_effective(questionnaire, answers) == (not open_ones)


@pytest.mark.rule("CB-8")
def test_a_low_answer_makes_an_opinion_with_department_and_person() -> None:
    [low] = low_answers(THREE_DC, GOOD | {"price": Answer(2)})
    assert (low.question, low.makes, low.department, low.person) == (
        "price",
        Makes.OPINION,
        Department.AFTER_SALES,
        Person.ADVISOR,
    )
    # A low answer needs a reason and an apology (CB-12), and the prompter has the words.
    assert (low.needs_reason, low.needs_apology) == (True, True)
    assert low.apology[0].zh.startswith("实在抱歉，费用没有提前跟您讲清楚")
    [low] = low_answers(THREE_DC, GOOD | {"price": Answer(1, reasons=("not_as_quoted",), apologised=True)})
    assert (low.needs_reason, low.needs_apology, low.reasons) == (False, False, ("not_as_quoted",))


@pytest.mark.rule("CB-8")
@pytest.mark.parametrize(
    ("questionnaire", "code", "value", "makes"),
    [
        (THREE_DC, "speed", 3, None),
        (THREE_DC, "speed", 2, Makes.OPINION),
        (THREE_DC, "overall", 7, None),
        (THREE_DC, "overall", 6, Makes.OPINION),
        (THREE_DC, "overall", 0, Makes.OPINION),
        (THREE_DC, "fault_since", "none", None),
        (THREE_DC, "fault_since", "sometimes", Makes.OPINION),
        (THREE_DC, "fault_since", "constant", Makes.COMPLAINT),
        # A 'no' to a key question; and where the wrong answer is 'yes', a yes.
        (SEVEN_DC, "promised_time_kept", "no", Makes.OPINION),
        (SEVEN_DC, "promised_time_kept", "yes", None),
        (SEVEN_DC, "asked_for_score", "yes", Makes.OPINION),
        (SEVEN_DC, "asked_for_score", "no", None),
    ],
)
def test_which_answers_are_low(questionnaire: Questionnaire, code: str, value: int | str, makes: Makes | None) -> None:
    found = low_answers(questionnaire, {code: Answer(value)})
    assert [each.makes for each in found] == ([makes] if makes else [])


@pytest.mark.rule("CB-8")
@given(filled_in())
def test_low_answers_stand_in_the_order_of_the_questions_and_none_is_not_applicable(
    pair: tuple[Questionnaire, dict[str, Answer]],
) -> None:
    questionnaire, answers = pair
    found = [each.question for each in low_answers(questionnaire, answers)]
    assert found == [each.code for each in questionnaire.questions if each.code in found]
    assert all(answers[code].applies for code in found)
    # An answer that is low stays so when all others are taken away.
    assert [each for code in found for each in low_answers(questionnaire, {code: answers[code]})] == low_answers(
        questionnaire, answers
    )


@pytest.mark.rule("CB-12")
@given(st.sampled_from([THREE_DC, SEVEN_DC]), st.data())
def test_every_offered_answer_may_be_kept(questionnaire: Questionnaire, data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(questionnaire.questions))
    reasons = data.draw(st.lists(st.sampled_from([each.code for each in question.follow.reasons]), max_size=3))
    check(question, Answer(data.draw(st.sampled_from(values(question))), reasons=tuple(reasons)))


@pytest.mark.rule("CB-12")
@pytest.mark.parametrize(
    ("questionnaire", "code", "answer", "fault"),
    [
        (THREE_DC, "speed", Answer(0), "value_unknown"),
        (THREE_DC, "speed", Answer(6), "value_unknown"),
        (THREE_DC, "speed", Answer("5"), "value_unknown"),
        (THREE_DC, "speed", Answer(True), "value_unknown"),
        (THREE_DC, "speed", Answer(), "value_unknown"),
        (THREE_DC, "overall", Answer(11), "value_unknown"),
        (THREE_DC, "overall", NOT_APPLICABLE, "not_applicable_refused"),
        (THREE_DC, "speed", Answer(3, applies=False), "not_applicable_refused"),
        (THREE_DC, "fault_since", Answer("often"), "value_unknown"),
        (THREE_DC, "fault_since", Answer(1), "value_unknown"),
        (SEVEN_DC, "asked_for_score", Answer("maybe"), "value_unknown"),
        (THREE_DC, "speed", Answer(2, reasons=("labour_dear",)), "reason_unknown"),
    ],
)
def test_other_answers_are_refused(questionnaire: Questionnaire, code: str, answer: Answer, fault: str) -> None:
    with pytest.raises(AnswerError) as refused:
        check(questionnaire.question(code), answer)
    assert (refused.value.question, refused.value.code) == (code, fault)


@pytest.mark.rule("CB-12")
@pytest.mark.parametrize("words", ["x" * 2001, "a\x00b"])
def test_words_have_an_end(words: str) -> None:
    with pytest.raises(AnswerError):
        check(read_questionnaire(small()).question("words"), Answer(words))
