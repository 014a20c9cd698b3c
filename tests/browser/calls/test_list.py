"""A list of twenty, worked with the keyboard alone through every outcome (CB-4, CB-6, CB-8, CB-12)."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calls.day import MONDAY, CallDay
from tests.browser.calls.hands import GOOD, going_on, press, take_next
from tests.browser.conftest import Open
from tests.factories.tenants import MadePerson

pytestmark = pytest.mark.browser


@pytest.mark.rule("CB-4", "CB-6", "CB-8", "CB-12")
def test_twenty_are_called_with_the_keyboard_alone_through_every_outcome(
    sit_down: Open, day: CallDay, caller: MadePerson
) -> None:
    day.plan(20)
    page = sit_down("/callbacks", caller)
    take_next(page)
    first = page.locator(".ques input[type=radio]").first
    expect(first).to_be_focused()
    expect(page.locator("#live")).to_contain_text("先生")
    expect(page.locator("[data-say]")).to_contain_text("您好，请问是")

    going_on(page, *GOOD, "1", "Enter")  # 1: answered, invited
    answered_low(page)  # 2: a low answer becomes an opinion
    for key in "wera":  # 3 to 6: someone else, hung up, refused, no answer
        going_on(page, key, "Enter")
    call_later(page)  # 7
    for key in "sdf":  # 8 to 10: busy, powered off, not in service
        going_on(page, key, "Enter")
    for key in "zxcv":  # 11 to 14: wrong number, car sold, denies the visit, no common language
        going_on(page, key, "Enter")
    rings_back(page, "8020")  # 15: the last customer calls
    with_complaint(page)  # 16
    only_the_reason(page)  # 17
    with_a_note(page)  # 18
    going_on(page, "a", "Control+Enter")  # 19
    going_on(page, "r", "Enter")  # 20
    page.wait_for_url("**/callbacks")
    expect(page.locator(".notice")).to_contain_text(["现在没有要打的回访了"])

    assert day.outcomes() == {
        "answered": 5, "refused": 3, "no_answer": 2, "answered_by_someone_else": 1, "hung_up_midway": 1, "busy": 1,
        "powered_off": 1, "not_in_service": 1, "wrong_number": 1, "call_later": 1, "car_sold": 1, "denies_visit": 1,
        "language": 1,
    }  # fmt: skip
    assert day.states() == {"done": 10, "planned": 9, "waiting_for_number": 1}
    assert day.corrections() == ["owner", "phone", "phone", "visit"]
    [opinion] = day.opinions()
    assert (opinion.said, opinion.department, opinion.person_name) == ("结账多了两百块", "after_sales", "顾晓明")
    assert len(day.complaints()) == 1
    [inbound] = day.tries(inbound=True)
    assert (inbound.outcome, inbound.callback_id) == ("refused", day.callbacks[19])
    [later] = day.tries(outcome="call_later")
    assert later.call_at is not None
    assert later.call_at.astimezone(MONDAY.tzinfo).isoformat()[:16] == "2026-10-26T15:30"


def answered_low(page: Page) -> None:
    """The fourth question is low: reasons, apology, the customer's words, and it is an opinion."""
    press(page, "Enter", *["5", "Enter"] * 3, "2", "1", "2", "6")
    expect(page.locator("[data-say]")).to_contain_text("实在抱歉")
    expect(page.locator("[data-question=price] [data-note]")).to_have_class(re.compile("go"))
    press(page, "Enter")  # the customer's words come first
    page.keyboard.type("结账多了两百块")
    press(page, "Enter")
    expect(page.locator("[data-question=price] [data-kept]")).to_contain_text("已记为意见 · 部门结果")
    press(page, "Enter", "5", "Enter", "1", "Enter", "8", "Enter", "1")
    going_on(page, "Enter")


def call_later(page: Page) -> None:
    """Without a time it can't be saved; the focus is in the field."""
    press(page, "t", "Enter")
    expect(page.locator("#f-call_at [data-error]")).to_contain_text("约时间要填客户说的时间")
    expect(page.locator("[name=call_at_other]")).to_be_focused()
    press(page, "ArrowLeft")
    fill_time(page)
    going_on(page, "Enter")


def fill_time(page: Page) -> None:
    """Typed as the browser's own field takes it: year, month, day, hour, minute in its language's order."""
    page.locator("[name=call_at_other]").press_sequentially("10262026\t0330PM")


def rings_back(page: Page, tail: str) -> None:
    press(page, "/")
    page.keyboard.type(tail)
    going_on(page, "Enter")
    expect(page.locator("a.open").first).to_be_focused()
    going_on(page, "Enter")
    expect(page.locator(".foot")).to_contain_text("还没有人负责")
    press(page, "n")
    expect(page.locator("[name=inbound]")).to_be_checked()
    going_on(page, "r", "Enter")


def with_complaint(page: Page) -> None:
    press(page, *GOOD, "p")
    page.keyboard.type("第三次来修同一个毛病")
    press(page, "Enter")
    expect(page.locator("#f-voice [data-kept]")).to_contain_text("已记为投诉")
    going_on(page, "Control+Enter")


def only_the_reason(page: Page) -> None:
    press(page, "Enter", "2", "1", "6", "Escape")
    expect(page.locator(".ques [data-kept]").first).to_contain_text("只留原因")
    press(page, "Enter", *["5", "Enter"] * 4, "1", "Enter", "9", "Enter")
    going_on(page, "Enter")


def with_a_note(page: Page) -> None:
    """Does not apply, ten of ten, a note; letters in the note are letters."""
    press(page, "Enter", *["0", "Enter"] * 5, "1", "Enter", "-", "Enter", "m")
    page.keyboard.type("bgw 客户在开车")
    press(page, "Escape")
    going_on(page, "Control+Enter")


@pytest.mark.rule("CB-4")
def test_another_number_is_dialled_at_once(sit_down: Open, day: CallDay, caller: MadePerson) -> None:
    day.plan(1)
    day.add_phone(day.callbacks[0], "0512-65002207")
    page = sit_down("/callbacks", caller)
    take_next(page)
    expect(page.locator("[data-dial]:visible")).to_contain_text("139****8001")
    press(page, "a", "Enter")
    expect(page.locator("[data-dial]:visible")).to_contain_text("0512-****2207")
    going_on(page, "a", "Enter")
    page.wait_for_url("**/callbacks")
    assert day.outcomes() == {"no_answer": 2}
    assert len({each.phone_id for each in day.tries()}) == 2


@pytest.mark.rule("CB-5")
def test_a_persons_callbacks_are_one_talk_each_with_its_own_answers(
    sit_down: Open, day: CallDay, caller: MadePerson
) -> None:
    day.plan(1)
    sale = day.sale_of(day.callbacks[0])
    page = sit_down(f"/callbacks/{day.callbacks[0]}", caller)
    press(page, "n")
    expect(page.locator("[name=also]")).to_be_checked()
    going_on(page, *GOOD, "Control+Enter")
    page.wait_for_url(f"**/{sale}")
    assert day.answers(day.callbacks[0])["overall"] == 9
    assert day.answers(sale) == {}
    going_on(page, "r", "Enter")
    assert day.outcomes() == {"answered": 1, "refused": 1}
