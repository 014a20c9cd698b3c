"""The call screen in a browser: a list worked by keyboard alone, and nothing typed is ever lost (CB-4 to CB-9)."""

import re
from collections.abc import Callable, Iterator

import pytest
import time_machine
from playwright.sync_api import Page, expect

from tenants.access.interface import Position
from tests.browser.calling import MONDAY, CallDay
from tests.browser.conftest import PHONE, Open
from tests.browser.looking import axe, faults, too_wide
from tests.browser.site import Site, answering
from tests.factories import tenants
from tests.factories.tenants import MadeNetwork, MadePerson, MadeStore
from tests.house.databases import Place

pytestmark = pytest.mark.browser
End = Callable[[], None]
DATA = ("沈先生", "汪先生", "凌川", "苏", "定期保养", "顾晓明")
CALL = re.compile(r"/callbacks/[0-9a-f-]{36}")
GOOD = ("Enter", *["5", "Enter"] * 5, "1", "Enter", "9", "Enter")
"""Begin, five scores, no fault since, overall 9: then the invitation."""


@pytest.fixture(scope="module")
def site(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product on a Monday at 10:42, whatever the day is."""
    with answering(place, tmp_path_factory.mktemp("monday"), clock=MONDAY) as made:
        yield made


@pytest.fixture
def day(network: MadeNetwork, store: MadeStore) -> CallDay:
    return CallDay(network, store)


@pytest.fixture
def caller(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.INFORMATION_ADMINISTRATOR)


@pytest.fixture
def other(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.CUSTOMER_REPRESENTATIVE)


@pytest.fixture
def sit_down(open_page: Open) -> Open:
    """`open_page` on that Monday."""

    def opened(*args: object, **more: object) -> Page:
        with time_machine.travel(MONDAY):
            return open_page(*args, **more)

    return opened


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def saved(page: Page) -> None:
    expect(page.locator("[data-status]")).to_contain_text("已保存")


def going_on(page: Page, *keys: str) -> None:
    """Press, and wait until the next call (or the list) has come."""
    before = page.url
    press(page, *keys)
    page.wait_for_url(lambda url: url != before)
    page.wait_for_load_state()


def take_next(page: Page) -> None:
    going_on(page, "n")
    assert CALL.search(page.url)


# --- the whole list ---------------------------------------------------------------------------------------------------


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
    expect(page.locator(".foot")).to_contain_text("还没有人打")
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


# --- nothing is lost --------------------------------------------------------------------------------------------------


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


# --- otherwise --------------------------------------------------------------------------------------------------------


def tick(page: Page, name: str, value: str) -> None:
    page.locator(f"label:has([name='{name}'][value='{value}'])").click()


def test_without_a_script_the_whole_call_is_one_form(sit_down: Open, day: CallDay, caller: MadePerson) -> None:
    day.plan(2)
    page = sit_down("/callbacks", caller, script=False)
    page.get_by_role("button", name="接下一条").click()
    tick(page, "a.repair_quality", "2")
    page.locator("[name='v.repair_quality']").fill("异响还在")
    page.locator("#f-note").fill("客户在开车")
    tick(page, "outcome", "answered")
    page.get_by_role("button", name="保存并接下一条").click()
    # Refused: what is missing is said beside each question, and what was filled in stands there.
    expect(page.locator("#e-attitude")).to_be_visible()
    expect(page.locator("#e-repair_quality")).to_contain_text("原因")
    expect(page.locator("[name='v.repair_quality']")).to_have_value("异响还在")
    expect(page.locator("#f-note")).to_have_value("客户在开车")
    assert day.outcomes() == {}
    page.locator("[name='r.repair_quality']").first.check()
    page.locator("[name='s.repair_quality']").check()
    for question in ("attitude", "speed", "price", "cleanliness"):
        tick(page, f"a.{question}", "5")
    page.locator("label:has([name='a.fault_since'])").first.click()
    tick(page, "a.overall", "8")
    page.get_by_role("button", name="保存并接下一条").click()
    expect(page.locator(".notice").first).to_contain_text("已保存")
    assert page.locator("form#call").count() == 1
    assert [each.said for each in day.opinions()] == ["异响还在"]
    tick(page, "outcome", "no_answer")
    page.get_by_role("button", name="保存回清单").click()
    page.wait_for_url("**/callbacks")
    assert day.outcomes() == {"answered": 1, "no_answer": 1}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_call_screen_is_sound_at_every_width(
    sit_down: Open, day: CallDay, caller: MadePerson, language: str
) -> None:
    day.plan(2)
    page = sit_down("/callbacks", caller, language)
    take_next(page)
    source = page.request.get(page.url).text()
    assert faults(source, language, (*DATA, caller.actor.name)) == []
    press(page, "Enter", "2", "1")
    for size in ((1920, 1080), (1440, 900), (1100, 800), (900, 800), PHONE, (360, 740)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert (size, axe(page), too_wide(page)) == (size, [], False)
    press(page, "F6", "F6")
    expect(page.locator(".who.open")).to_be_visible()
    assert axe(page) == []


def test_single_keys_can_be_switched_off(sit_down: Open, day: CallDay, caller: MadePerson) -> None:
    day.plan(1)
    page = sit_down("/callbacks", caller)
    take_next(page)
    press(page, "?")
    page.get_by_label("在这台设备上启用单键快捷键").uncheck()
    press(page, "Escape", "5", "r")
    assert page.locator("#call :checked:not(.make *, .free *, option)").count() == 0
    press(page, "Enter", "ArrowDown")
    expect(page.locator("[data-question=attitude]")).to_have_class(re.compile("here"))
