"""Network cut, reload, session ended, somebody else: nothing that was typed is lost (CB-6, CB-10)."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.calls.day import CallDay
from tests.browser.calls.hands import CALL, going_on, press, saved, take_next
from tests.browser.conftest import Open
from tests.factories.tenants import MadePerson

pytestmark = pytest.mark.browser
End = Callable[[], None]


def test_the_network_cut_in_mid_call_loses_nothing(sit_down: Open, day: CallDay, caller: MadePerson) -> None:
    day.plan(1)
    [callback] = day.callbacks
    page = sit_down("/callbacks", caller)
    take_next(page)
    press(page, "Enter", "5", "Enter")
    saved(page)
    page.context.set_offline(True)
    press(page, "4", "Enter", "2", "1", "6", "Escape", "m")
    page.keyboard.type("客户在开车")
    expect(page.locator("[data-status]")).to_contain_text("离线，")
    press(page, "Escape", "Control+Enter")  # jumps to what is missing; nothing is sent
    expect(page.locator("[data-question=price]")).to_have_class(re.compile("here"))
    page.context.set_offline(False)
    saved(page)
    assert day.answers(callback) == {"repair_quality": 5, "attitude": 4, "speed": 2}
    assert day.note(callback) == "客户在开车"
    press(page, *["5", "Enter"] * 2, "1", "Enter", "9", "Enter")
    page.context.set_offline(True)
    press(page, "Enter")
    expect(page.locator("[data-status]")).to_contain_text("离线，")
    page.context.set_offline(False)
    page.wait_for_url("**/callbacks")
    assert day.outcomes() == {"answered": 1}


def test_a_reload_while_the_server_is_away_loses_nothing(sit_down: Open, day: CallDay, caller: MadePerson) -> None:
    day.plan(2)
    page = sit_down("/callbacks", caller)
    take_next(page)
    [callback] = [each for each in day.callbacks if str(each) in page.url]
    page.route("**/api/v1/**", lambda route: route.abort())
    press(page, "Enter", "5", "Enter", "2", "2", "o")
    page.keyboard.type("前台太忙")
    page.locator("#f-note").fill("下午再说")
    page.reload()
    expect(page.locator("[name='a.repair_quality'][value='5']")).to_be_checked()
    expect(page.locator("[name='a.attitude'][value='2']")).to_be_checked()
    expect(page.locator("[name='r.attitude'][value='did_not_listen']")).to_be_checked()
    expect(page.locator("[name='v.']")).to_have_value("前台太忙")
    expect(page.locator("#f-note")).to_have_value("下午再说")
    expect(page.locator("[name=outcome][value=answered]")).to_be_checked()
    assert day.answers(callback) == {}
    page.unroute("**/api/v1/**")
    page.locator("[data-again]").click()
    saved(page)
    assert day.answers(callback) == {"repair_quality": 5, "attitude": 2}
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('call:')).length") == 1  # the draft
    page.locator("details.drop summary").click()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/sign-in")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('call:')).length") == 0


def test_the_session_ended_in_mid_call_loses_nothing(
    sit_down: Open, day: CallDay, caller: MadePerson, end_sessions: End
) -> None:
    day.plan(1)
    [callback] = day.callbacks
    page = sit_down("/callbacks", caller)
    take_next(page)
    press(page, "Enter", "5", "Enter")
    saved(page)
    end_sessions()
    press(page, "4")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.locator("[data-status]")).to_contain_text("登录已过期")
    for empty in page.get_by_role("dialog").locator("input:not([type=hidden])").all():
        if not empty.input_value():
            named = empty.get_attribute("name")
            empty.fill({"code": caller.code, "user_name": caller.username}.get(str(named), caller.password))
    press(page, "Enter")
    saved(page)
    press(page, "Enter", *["5", "Enter"] * 3, "1", "Enter", "9", "Enter", "1")
    expect(page.locator("[data-save]")).to_have_class(re.compile("go"))
    going_on(page, "Enter")
    assert day.answers(callback)["attitude"] == 4
    assert day.outcomes() == {"answered": 1}


@pytest.mark.rule("CB-10")
def test_a_callback_that_somebody_else_has_meanwhile_is_not_overwritten(
    sit_down: Open, day: CallDay, caller: MadePerson, other: MadePerson
) -> None:
    day.plan(1)
    page = sit_down("/callbacks", caller)
    take_next(page)
    day.give(day.callbacks[0], other)
    press(page, "Enter", "5")
    expect(page.locator("[data-status]")).to_contain_text(other.actor.name)
    expect(page.locator("[name='a.repair_quality'][value='5']")).to_be_checked()
    assert day.answers(day.callbacks[0]) == {}
    page.goto(page.url)
    expect(page.locator(".foot")).to_contain_text("此条只读")
    assert page.locator("form#call, a[href^='tel:']").count() == 0


@pytest.mark.rule("CB-10")
def test_two_callers_never_get_the_same_one(
    sit_down: Open, day: CallDay, caller: MadePerson, other: MadePerson
) -> None:
    day.plan(6)
    pages = [sit_down("/callbacks", who) for who in (caller, other)]
    seen: list[str] = []
    for _ in range(3):
        for page in pages:
            page.keyboard.press("n")  # nobody waits for the other
        for page in pages:
            page.wait_for_url(CALL)
            seen.append(page.url)
            going_on(page, "a", "Enter") if len(seen) < 5 else None
            page.goto("/callbacks")
    assert len(set(seen)) == len(seen) == 6
