"""Scripts and their placeholders (CB-15)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oem.questionnaires.rules.scripts import PLACEHOLDERS, ScriptError, Texts, fill, placeholders, say
from oem.questionnaires.rules.shipped import SHIPPED, shipped_questionnaire

KNOWN = {"customer": "沈国平先生", "store": "苏州吴中店", "car": "凌川 X7", "advisor": "顾晓明"}


@pytest.mark.rule("CB-15")
def test_placeholders_are_filled_in_as_they_are() -> None:
    assert fill("您好，{customer}，您的{car}好开吗？", KNOWN) == "您好，沈国平先生，您的凌川 X7好开吗？"
    # Nothing is escaped, and a value is not read again.
    assert fill("{customer}", {"customer": "<b>{store}</b> \\1 %s"}) == "<b>{store}</b> \\1 %s"


@pytest.mark.rule("CB-15")
@pytest.mark.parametrize("word", ["name", "customer_id", "phone", "Customer", "customer "])
def test_what_nobody_knows_is_refused(word: str) -> None:
    with pytest.raises(ScriptError):
        fill(f"您好，{{{word}}}", KNOWN | {word: "x"})


@pytest.mark.rule("CB-15")
@pytest.mark.parametrize("text", ["{", "}", "{}", "{{customer}}", "{customer", "customer}", "{customer!r}"])
def test_a_stray_brace_is_refused(text: str) -> None:
    with pytest.raises(ScriptError):
        placeholders(text)


@pytest.mark.rule("CB-15")
@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_placeholder_without_a_value_is_refused(value: str | None) -> None:
    with pytest.raises(ScriptError) as refused:
        fill("{advisor}", KNOWN | {"advisor": value})
    assert refused.value.word == "advisor"


@pytest.mark.rule("CB-15")
def test_the_first_wording_that_can_be_said_is_said() -> None:
    invitation = shipped_questionnaire("three_dc").script.invitation
    at_best = say(invitation, KNOWN | {"next_service": "53,600 km 或 2027-05-16"}, "zh_CN")
    assert at_best.startswith("您的爱车下次保养是53,600 km 或 2027-05-16")
    assert say(invitation, KNOWN, "zh_CN").startswith("下次保养的时间和里程，我请服务顾问再告诉您")
    assert say(invitation, KNOWN, "en").startswith("Your service advisor will tell you")
    with pytest.raises(ScriptError):
        say([Texts("{car}", "{car}")], {}, "en")


@pytest.mark.rule("CB-15")
@given(
    st.sampled_from(SHIPPED),
    st.sampled_from(["zh_CN", "en"]),
    st.dictionaries(st.sampled_from(sorted(PLACEHOLDERS)), st.sampled_from(["", "甲", "<i>{car}</i>"]) | st.none()),
)
def test_whatever_is_missing_something_can_be_said(programme: str, locale: str, values: dict[str, str | None]) -> None:
    known = {name: value for name, value in values.items() if value} | {"customer": "甲", "store": "乙"}
    questionnaire = shipped_questionnaire(programme)
    script = questionnaire.script
    for sentence in [script.opening, script.apology, script.closing, *(each.says for each in questionnaire.questions)]:
        said = say(sentence, values | known, locale)
        assert not placeholders(said.replace("<i>{car}</i>", ""))
