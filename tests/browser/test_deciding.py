"""Deciding which row of a number counts, in a browser (DATA-1)."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Open
from tests.browser.looking import axe, too_wide
from tests.browser.test_importing import counts, csv, hand_in, send
from tests.factories.tenants import MadePerson

pytestmark = [pytest.mark.browser, pytest.mark.rule("DATA-1")]

FIRST = "W1,2026-10-08 09:00,2026-10-08 11:00,苏E12345,张三,13900000001,"
SECOND = "W1,2026-10-08 09:00,2026-10-08 17:30,苏E12345,张三丰,13900000001,"
OTHER = ("W2,2026-10-08 09:00,2026-10-08 12:00,苏E12346,李四,13900000003,", "W2,2026-10-08 09:00,,苏E12346,李四,,")


def number(page: Page, name: str) -> Locator:
    """What the page shows of a number in conflict."""
    return page.locator("fieldset.conflict", has_text=name)


def test_the_right_row_is_chosen_and_remembered(open_page: Open, head: MadePerson) -> None:
    page = open_page("/", head)
    hand_in(page, "orders.csv", csv(FIRST, SECOND, *OTHER))
    assert counts(page)["冲突"] == "2"
    expect(number(page, "W1")).to_contain_text("2026-10-08 17:30")
    assert axe(page) == []
    number(page, "W1").get_by_label("第 3 行").check()
    expect(number(page, "W2").get_by_label("以后再选")).to_be_checked()
    page.get_by_role("button", name="以选中的行为准").click()
    expect(number(page, "W1")).to_contain_text("已选定")
    expect(number(page, "W1").get_by_label("第 3 行")).to_be_checked()
    expect(number(page, "W2")).to_contain_text("待选定")
    assert counts(page)["冲突"] == "2"
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert not too_wide(page)
    assert axe(page) == []
    page.get_by_role("button", name="正式导入").click()
    expect(page.get_by_role("heading", name="已导入")).to_be_visible()
    expect(page.locator("section[aria-labelledby=conflicts]")).to_contain_text("从下一个文件起生效")
    hand_in(page, "tomorrow.csv", csv(FIRST, SECOND))
    found = counts(page)
    assert (found["没变化"], found["有变化"], found["冲突"]) == ("1", "0", "1")
    expect(number(page, "W1")).to_contain_text("已选定")


def test_without_a_script_and_with_nothing_chosen(open_page: Open, head: MadePerson) -> None:
    page = open_page("/imports/new", head, script=False)
    page.get_by_label("维修委托书").check()
    file = {"name": "orders.csv", "mimeType": "text/csv", "buffer": csv(FIRST, SECOND)}
    page.locator("input[type=file]").set_input_files(file)
    send(page)
    place = page.url
    reload_until(page, place, "待选定")
    page.get_by_role("button", name="以选中的行为准").click()
    expect(page.get_by_role("alert")).to_contain_text("请至少选一行")
    number(page, "W1").get_by_label("第 3 行").check()
    page.get_by_role("button", name="以选中的行为准").click()
    reload_until(page, place, "已选定")


def reload_until(page: Page, place: str, word: str) -> None:
    """Nothing asks by itself: the person reloads."""
    for _ in range(100):
        if page.locator("fieldset.conflict", has_text=word).count():
            return
        page.wait_for_timeout(200)
        page.goto(place)
    pytest.fail(f"{word} never came")
