"""Reading a questionnaire's document: what ships is whole, and every fault is told with its place (CB-12, HQ-2)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oem.questionnaires.rules.questions import Department, Kind, Questionnaire
from oem.questionnaires.rules.reading import QuestionnaireError, read_questionnaire
from oem.questionnaires.rules.scripts import ALWAYS_KNOWN, Sentence
from oem.questionnaires.rules.shipped import SHIPPED, shipped_questionnaire
from tests.oem.questionnaires.documents import SMALL, small

OPTIONS = [{"code": code, "text": {"zh": "甲", "en": "A"}} for code in ("a", "b")]


def sentences(questionnaire: Questionnaire) -> list[Sentence]:
    script = questionnaire.script
    said = [script.opening, script.apology, script.invitation, script.closing, script.text_message]
    for question in questionnaire.questions:
        said += [question.says, question.follow.apology] if question.follow.apology else [question.says]
    return said


@pytest.mark.rule("CB-12")
def test_the_shipped_questionnaires_ask_what_the_standard_says() -> None:
    three, seven = map(shipped_questionnaire, SHIPPED)
    assert [each.code for each in three.questions] == [
        "repair_quality",
        "attitude",
        "speed",
        "price",
        "cleanliness",
        "fault_since",
        "overall",
    ]
    assert [each.code for each in seven.questions] == [
        "reception",
        "car_explained",
        "promised_time_kept",
        "papers_and_plates",
        "car_condition",
        "handover",
        "asked_for_score",
        "overall",
    ]
    for questionnaire in (three, seven):
        assert sum(each.weight for each in questionnaire.questions) == 100
        assert questionnaire.satisfied_from == 8
        assert questionnaire.overall.kind is Kind.OVERALL


@pytest.mark.rule("CB-7")
@pytest.mark.parametrize("programme", SHIPPED)
def test_each_call_invites_to_the_next_service_and_checks_phone_and_address(programme: str) -> None:
    questionnaire = shipped_questionnaire(programme)
    assert [each.code for each in questionnaire.checks] == ["invited", "phone_right", "address_right"]
    assert "next_service" in questionnaire.script.invitation[0].placeholders


@pytest.mark.rule("CB-8")
@pytest.mark.parametrize("programme", SHIPPED)
def test_needs_go_to_their_departments(programme: str) -> None:
    needs = {each.code: each.department for each in shipped_questionnaire(programme).needs}
    assert needs == {
        "new_car": Department.SALES,
        "insurance": Department.INSURANCE,
        "parts": Department.PARTS,
        "booking": Department.RECEPTION,
    }


@pytest.mark.rule("CB-15")
@pytest.mark.parametrize("programme", SHIPPED)
def test_every_sentence_can_always_be_said(programme: str) -> None:
    for sentence in sentences(shipped_questionnaire(programme)):
        assert sentence[-1].placeholders <= ALWAYS_KNOWN


@pytest.mark.rule("CB-12")
def test_what_a_document_leaves_out_has_a_plain_meaning() -> None:
    quality, in_time, words, overall = read_questionnaire(small()).questions
    assert (quality.required, quality.may_not_apply, quality.low_when, quality.options) == (True, True, None, ())
    assert (in_time.low_when, words.required, overall.may_not_apply) == ("no", False, False)
    assert quality.follow.department is Department.SERVICE_CENTRE


@pytest.mark.rule("CB-12")
@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("programme", "four_dc", "programme: must be one of seven_dc, three_dc, service_14"),
        ("programme", ["three_dc"], "programme: must be one of seven_dc, three_dc, service_14"),
        ("version", 0, "version: must be a whole number from 1 to 1000000"),
        ("satisfied_from", 11, "satisfied_from: must be a whole number from 0 to 10"),
        ("satisfied_from", True, "satisfied_from: must be a whole number from 0 to 10"),
        ("colour", "red", "colour: is unknown"),
        ("questions", "none", "questions: must be a list"),
        ("questions.0", 3, "questions[0]: must be an object"),
        ("questions.0.code", "Quality!", "questions[0].code: must be lower-case letters, digits and _, 40 at most"),
        ("questions.0.code", "in_time", "questions: in_time stands there 2 times"),
        ("questions.0.kind", "stars", "questions[0].kind: must be one of score, overall, yes_no, choice, text"),
        ("questions.0.kind", None, "questions[0].kind: is missing"),
        ("questions.0.weight", None, "questions[0].weight: must be a number from 0 to 1000, as text"),
        ("questions.0.weight", "-1", "questions[0].weight: must be a number from 0 to 1000, as text"),
        ("questions.0.weight", "NaN", "questions[0].weight: must be a number from 0 to 1000, as text"),
        ("questions.0.weight", "much", "questions[0].weight: must be a number from 0 to 1000, as text"),
        ("questions.0.weight", 0.1, "questions[0].weight: must be a number from 0 to 1000, as text"),
        ("questions.0.required", "yes", "questions[0].required: must be true or false"),
        ("questions.0.low_to", 6, "questions[0].low_to: must be a whole number from 1 to 5"),
        ("questions.0.low_to", 5, "questions[0].low_to: then every answer would be low"),
        ("questions.1.low_when", "never", "questions[1].low_when: must be yes or no"),
        ("questions.1.low_when", None, "questions[1].weight: its answers have no points, so it must be 0"),
        ("questions.0.low_when", "no", "questions[0].low_when: only a yes-no question has one"),
        ("questions.2.low_to", 0, "questions[2].low_to: only a question answered by a number has one"),
        ("questions.0.options", OPTIONS, "questions[0].options: only a choice has some"),
        ("questions.2.kind", "choice", "questions[2].options: a choice has 2 to 9"),
        ("questions.2.weight", "5", "questions[2].weight: its answers have no points, so it must be 0"),
        ("questions.2.kind", "overall", "questions: there must be one overall question, not 2"),
        ("questions.3", None, "questions: there must be one overall question, not 0"),
        ("questions.3.required", False, "questions[3].kind: the overall question is required, and always applies"),
        ("questions.3.may_not_apply", None, "questions[3].kind: the overall question is required, and always applies"),
        ("questions.0.follow", {"department": "garden"}, "questions[0].follow.department: must be one of sales, "),
        ("questions.0.follow", {"asks_reason": True}, "questions[0].follow.reasons: a reason is asked for, and there "),
        ("questions.2.follow", {"reasons": OPTIONS}, "questions[2].follow.reasons: no answer to this question is low"),
        ("questions.0.follow", {"reasons": OPTIONS * 5}, "questions[0].follow.reasons: a stands there 5 times"),
        ("questions.0.label", {"zh": "质量"}, "questions[0].label.en: must be a text of 1 to 500 characters"),
        ("questions.0.label.zh", "  ", "questions[0].label.zh: must be a text of 1 to 500 characters"),
        ("questions.0.label", {"zh": "{car}", "en": "{car}"}, "questions[0].label: is a name, and has no placeholders"),
        ("questions.0.says", [], "questions[0].says: must be a list of wordings"),
        ("questions.0.says.0.zh", "您好，{name}。", "questions[0].says[0].zh: {name} is no placeholder"),
        ("questions.0.says.0.zh", "您好，{", "questions[0].says[0].zh: a brace that belongs to no placeholder"),
        ("questions.0.says.0.zh", "您好", "questions[0].says[0]: both languages must name the same placeholders"),
        ("script.closing", [{"zh": "{car}", "en": "{car}"}], "script.closing: its last wording needs car"),
        ("script.opening", None, "script.opening: must be a list of wordings"),
        ("checks", [{"code": "a", "text": {"zh": "甲", "en": "A"}, "x": 1}], "checks[0].x: is unknown"),
        ("needs", [{"code": "a", "text": {"zh": "甲", "en": "A"}}], "needs[0].department: is missing"),
    ],
)
def test_every_fault_is_told_with_its_place(path: str, value: Any, fault: str) -> None:
    with pytest.raises(QuestionnaireError) as refused:
        read_questionnaire(small(path, value))
    assert any(each.startswith(fault) for each in refused.value.faults), refused.value.faults


@pytest.mark.rule("CB-12")
def test_all_faults_are_told_at_once() -> None:
    document = small("version", 0) | {"satisfied_from": 11}
    with pytest.raises(QuestionnaireError) as refused:
        read_questionnaire(document)
    assert len(refused.value.faults) == 2
    no_score = small()
    for question in no_score["questions"]:
        question["weight"] = "0"
    with pytest.raises(QuestionnaireError, match="at least one must have a weight"):
        read_questionnaire(no_score)


@pytest.mark.rule("CB-12")
@pytest.mark.parametrize("document", [None, [], "three_dc", 3, {}])
def test_what_is_no_document_is_refused_and_not_a_crash(document: object) -> None:
    with pytest.raises(QuestionnaireError):
        read_questionnaire(document)


def places(value: Any, path: str = "") -> list[str]:
    """The path of everything in a document."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    below = [(f"{path}.{key}".lstrip("."), each) for key, each in pairs]
    return [place for place, _ in below] + [deeper for place, each in below for deeper in places(each, place)]


plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("1e999999999")
anything = st.recursive(plain, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner))


@pytest.mark.rule("HQ-2")
@given(st.sampled_from(places(SMALL)), anything)
def test_whatever_stands_in_a_document_it_is_read_or_refused(path: str, value: Any) -> None:
    try:
        assert read_questionnaire(small(path, value)).questions
    except QuestionnaireError as error:
        assert error.faults  # noqa: PT017 - both ways are right
