"""Signing in, in a browser: by mouse, by keys, on a phone, without a script; and languages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Open
from tests.browser.looking import axe, too_wide
from tests.factories.tenants import PASSWORD, MadePerson

pytestmark = pytest.mark.browser
End = Callable[[], None]


def fill(page: Page, who: MadePerson, password: str = PASSWORD) -> None:
    page.get_by_label("门店代码或网络代码").fill(who.code.lower())
    page.get_by_label("用户名").fill(who.username)
    page.get_by_label("密码", exact=True).fill(password)


@pytest.mark.parametrize("size", [(1440, 900), PHONE], ids=["desk", "phone"])
def test_a_wrong_password_then_the_right_one(open_page: Open, head: MadePerson, size: tuple[int, int]) -> None:
    page = open_page("/imports", size=size)
    assert not too_wide(page)
    fill(page, head, "wrong")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("代码、用户名或密码不对。")
    # What was typed is still there, but for the password.
    expect(page.get_by_label("用户名")).to_have_value(head.username)
    expect(page.get_by_label("密码", exact=True)).to_have_value("")
    assert axe(page) == []
    fill(page, head)
    page.get_by_role("button", name="登录").click()
    # On to where they wanted to go.
    page.wait_for_url("**/imports")
    expect(page.get_by_role("heading", level=1)).to_have_text("数据导入")
    assert not too_wide(page)


def test_with_keys_alone(open_page: Open, head: MadePerson) -> None:
    page = open_page("/sign-in")
    expect(page.get_by_label("门店代码或网络代码")).to_be_focused()
    page.keyboard.type(head.code)
    page.keyboard.press("Tab")
    page.keyboard.type(head.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("工作台")


def test_without_a_script(open_page: Open, head: MadePerson) -> None:
    page = open_page("/sign-in", script=False)
    fill(page, head)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("工作台")
    page.goto("/account")
    page.locator("main").get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My account")


def test_the_language_is_switched_and_remembered(open_page: Open, head: MadePerson) -> None:
    page = open_page("/sign-in")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_label("User name")).to_be_visible()
    page.reload()
    expect(page.get_by_label("User name")).to_be_visible()
    inside = open_page("/", head)
    expect(inside.get_by_role("heading", level=1)).to_have_text("工作台")
    inside.locator("details.drop summary").click()
    inside.get_by_role("button", name="English").click()
    expect(inside.get_by_role("heading", level=1)).to_have_text("Desk")
    # In another browser as well: the account remembers.
    elsewhere = open_page("/sign-in")
    fill(elsewhere, head)
    elsewhere.get_by_role("button", name="登录").click()
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Desk")


def test_signing_out_leads_back_to_the_door(open_page: Open, head: MadePerson) -> None:
    page = open_page("/", head)
    page.locator("details.drop summary").click()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/sign-in")
    page.go_back()
    expect(page.get_by_label("密码", exact=True)).to_be_visible()


def test_too_many_tries_are_told_with_a_time(open_page: Open, head: MadePerson) -> None:
    page = open_page("/sign-in")
    for _ in range(11):
        fill(page, head, "wrong")
        page.get_by_role("button", name="登录").click()
        page.wait_for_load_state()
    expect(page.locator(".notice")).to_contain_text(re.compile(r"1[45] 分钟"))
    assert axe(page) == []
