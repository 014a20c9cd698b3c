"""A day's report on its way, on both staffing plans: the last signature on a phone, then the public page."""

import uuid

import pytest
import time_machine
from playwright.sync_api import Page, expect

from tenants.access.interface import Position
from tests.browser.conftest import PHONE, Open
from tests.browser.looking import axe, too_wide
from tests.dealer.callbacks.calendars import at
from tests.dealer.reports.scene import ReportScene
from tests.factories import tenants
from tests.factories.tenants import PASSWORD, MadeNetwork

pytestmark = pytest.mark.browser
ORDER = "售后经理今天亲自带车主路试"


def compiled(network: MadeNetwork, plan: int) -> tuple[ReportScene, uuid.UUID]:
    """A store and its report of that day: one callback was answered, one was never tried."""
    more = {"affairs": Position.GENERAL_AFFAIRS_MANAGER} if plan == 2 else {}
    with time_machine.travel(at("2026-10-26 10:42"), tick=False) as clock:
        scene = ReportScene.staffed(network, tenants.store(network, plan=plan), clock, **more)
        answered, _untried = scene.listed(2)
        scene.done(answered)
        return scene, scene.compile()


def sign(page: Page) -> None:
    """From the list, with the password."""
    page.get_by_role("link", name="阅签").first.click()
    page.get_by_label("您的密码").fill(PASSWORD)
    page.get_by_role("button", name="签署 1 份").click()
    expect(page.locator(".notice")).to_contain_text("已签署 1 份")


def order(page: Page) -> None:
    """An instruction on the whole report."""
    page.get_by_text("写批示").click()
    page.get_by_role("textbox", name="批示").last.fill(ORDER)
    page.get_by_role("button", name="记下批示").last.click()
    expect(page.locator(".notice")).to_contain_text("已记下")


@pytest.mark.rule("REP-2", "REP-3", "REP-4", "ORG-4")
@pytest.mark.parametrize("plan", [1, 2])
def test_signed_along_the_route_and_verified(sit_down: Open, network: MadeNetwork, plan: int) -> None:
    scene, report = compiled(network, plan)
    between = ["affairs"] if plan == 2 else []
    for who in ("caller", "head", *between):
        sign(sit_down("/reports", scene.people[who]))
    page = sit_down(f"/reports/{report}", scene.people["manager"], size=PHONE)
    expect(page.get_by_role("button", name="签署 1 份")).to_be_in_viewport()
    assert axe(page) == []
    assert not too_wide(page)
    order(page)
    page.goto("/reports")
    sign(page)
    page.goto(f"/reports/{report}")
    expect(page.locator("main")).to_contain_text(ORDER)
    expect(page.locator(".route li")).to_have_count(2 + plan)
    assert axe(page) == []
    page.locator("a[href^='/verify/']").click()
    expect(page.get_by_role("status").first).to_contain_text("未被改动")
    assert axe(page) == []
    page = sit_down("/instructions", scene.people["head"])
    expect(page.locator("main")).to_contain_text(ORDER)
    assert axe(page) == []


@pytest.mark.rule("REP-2")
def test_a_wrong_password_is_told_without_a_script(sit_down: Open, network: MadeNetwork) -> None:
    scene, report = compiled(network, 1)
    page = sit_down(f"/reports/{report}", scene.people["caller"], script=False)
    page.get_by_label("您的密码").fill("not the one")
    page.get_by_role("button", name="签署").click()
    expect(page.locator(".notice.bad")).to_contain_text("没有签署")
    page.get_by_label("您的密码").fill(PASSWORD)
    page.get_by_role("button", name="签署").click()
    expect(page.locator(".notice")).to_contain_text("已签署 1 份")
