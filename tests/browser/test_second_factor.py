"""The second factor in a browser: set up, sign in with a code, held back until it is there."""

import time

import psycopg
import pyotp
import pytest
from playwright.sync_api import Page, expect

from tenants.access.interface import Position
from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.looking import axe, faults, too_wide
from tests.browser.test_signing_in import fill
from tests.factories import tenants
from tests.factories.tenants import PASSWORD, MadePerson, MadeStore

pytestmark = pytest.mark.browser


def look(page: Page, language: str = "zh", data: tuple[str, ...] = ()) -> None:
    """What every page is looked at for; a secret and recovery codes are nobody's words."""
    assert faults(page.content(), language, data) == []
    for size in (PHONE, DESK):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert axe(page) == []
        assert not too_wide(page)


def shown(page: Page) -> tuple[str, ...]:
    """Letters that stand for themselves."""
    return tuple(page.locator("main code").all_inner_texts())


def set_up(page: Page) -> tuple[pyotp.TOTP, int]:
    """By hand, from the page on; the device, and the step that was spent."""
    page.get_by_label("您的密码").fill(PASSWORD)
    page.get_by_role("button", name="显示二维码").click()
    expect(page.get_by_role("img", name="供验证器应用扫描的二维码")).to_be_visible()
    # Round ends, as icons have them, would fill the light modules, and no camera could read it.
    assert page.locator(".picture path").evaluate("path => getComputedStyle(path).strokeLinecap") == "butt"
    look(page, data=shown(page))
    device = pyotp.TOTP(page.locator(".secret-text code").inner_text().replace(" ", ""))
    step = int(time.time()) // 30
    page.get_by_label("六位验证码").fill(device.generate_otp(step))
    page.get_by_role("button", name="开启").click()
    expect(page.locator("ol.recovery li")).to_have_count(10)
    return device, step


def test_set_up_then_sign_in_with_a_code(open_page: Open, head: MadePerson) -> None:
    page = open_page("/account", head)
    page.get_by_role("link", name="设置").click()
    look(page)
    device, step = set_up(page)
    look(page, data=shown(page))
    recovery = page.locator("ol.recovery code").first.inner_text()
    page.goto("/account/second-factor")
    look(page)
    page.locator("details.drop summary").click()
    page.get_by_role("button", name="退出").click()
    fill(page, head)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("二次验证")
    expect(page.get_by_label("六位验证码")).to_be_focused()
    look(page)
    # The code that switched it on does not count again; the one after it does.
    page.get_by_label("六位验证码").fill(device.generate_otp(step))
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("验证码不对，或已经用过")
    page.get_by_label("六位验证码").fill(device.generate_otp(max(step + 1, int(time.time()) // 30)))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("工作台")
    # On a phone without a script, by a recovery code.
    elsewhere = open_page("/imports", size=PHONE, script=False)
    fill(elsewhere, head)
    elsewhere.get_by_role("button", name="登录").click()
    elsewhere.get_by_text("手机不在身边？").click()
    elsewhere.get_by_label("备用码").fill(recovery)
    elsewhere.get_by_role("button", name="登录").click()
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("数据导入")


def test_the_panel_over_a_page_asks_for_the_code(
    open_page: Open, head: MadePerson, superuser: psycopg.Connection
) -> None:
    page = open_page("/account/second-factor", head)
    device, step = set_up(page)
    page.goto("/account/second-factor")
    page.locator("#f-renew-code").fill("000000")
    superuser.execute("UPDATE app.sign_in_sessions SET ended_at = now() WHERE account_id = %s", [head.id])
    page.get_by_role("button", name="重新生成十个").click()
    panel = page.get_by_role("dialog")
    panel.get_by_label("门店代码或网络代码").fill(head.code)
    panel.get_by_label("用户名").fill(head.username)
    panel.get_by_label("密码", exact=True).fill(PASSWORD)
    panel.get_by_role("button", name="登录").click()
    panel.get_by_label("六位验证码").fill(device.generate_otp(max(step + 1, int(time.time()) // 30)))
    panel.get_by_role("button", name="登录").click()
    # What was typed went on its way, and was refused for what it is.
    expect(page.locator("main .error")).to_contain_text("验证码不对")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_needs_one_is_led_to_it(
    open_page: Open, store: MadeStore, head: MadePerson, superuser: psycopg.Connection, language: str
) -> None:
    boss = tenants.person(store, Position.GENERAL_MANAGER)
    settings = open_page("/settings/second-factor", boss, language)
    look(settings, language)
    settings.get_by_role("checkbox").nth(4).check()
    settings.get_by_role("button", name={"zh": "保存", "en": "Save"}[language]).click()
    expect(settings.locator(".notices .ok")).to_be_visible()
    page = open_page("/imports", head, language)
    page.wait_for_url("**/account/second-factor")
    expect(page.locator("main .notice.now")).to_be_visible()
    look(page, language)
    page.locator("a.brand").first.click()
    page.wait_for_url("**/account/second-factor")
    if language == "zh":
        set_up(page)
        page.get_by_role("link", name="我已保存好").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("工作台")
