"""The callback list in a browser: by keyboard, without a script, on a phone, in both languages (CB-3, CB-10)."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from backbone.clock import now
from backbone.db.unit_of_work import current, unit_of_work
from dealer.callbacks.interface import VisitKind
from dealer.callbacks.models import Callback
from tenants.access.interface import Position
from tests.browser.conftest import PHONE, Open
from tests.browser.looking import axe, faults, too_wide
from tests.dealer.callbacks.visits import MadeVisit, car, customer, import_
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore

pytestmark = pytest.mark.browser
DATA = ("沈国平", "凌川", "苏", "定期保养", "宋扬", "周末")


@pytest.fixture
def caller(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.CUSTOMER_REPRESENTATIVE)


@pytest.fixture
def planned(store: MadeStore) -> int:
    """Sixty callbacks that are on the list whenever somebody looks: two pages."""
    known = now() - dt.timedelta(days=9)
    day0 = (known - dt.timedelta(days=1)).date()
    who = {"customer_id": customer(store), "vehicle_id": car(store), "served_by": "宋扬", "known_at": known}
    for kind, count in ((VisitKind.REPAIR_ORDERS, 50), (VisitKind.DELIVERIES, 10)):
        import_(store, *(MadeVisit(day0=day0, kind=kind, wish="周末", **who) for _ in range(count)), now=known)
    return 60


def assigned(store: MadeStore, person: MadePerson) -> int:
    with unit_of_work(store.acting):
        return len(current().scalars(select(Callback.id).where(Callback.assigned_to == person.id)).all())


def rows(page: Page) -> int:
    return page.locator("tr[data-row]").count()


@pytest.mark.rule("CB-10")
def test_rows_are_selected_and_assigned_by_keyboard(
    open_page: Open, store: MadeStore, head: MadePerson, caller: MadePerson, planned: int
) -> None:
    page = open_page("/callbacks", head)
    expect(page.locator("[data-selected]")).to_have_text("未选择")
    for key in ("j", "x", "j", "j", "x", "Shift+J", "k"):
        page.keyboard.press(key)
    expect(page.locator("[data-selected]")).to_have_text("已选 3/50")
    assert page.locator("tr.sel").count() == 3
    expect(page.locator("tr[data-row]").nth(2).locator("input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-selected]")).to_have_text("未选择")
    page.keyboard.press("1")  # nothing is selected: the digit is asleep
    page.keyboard.press("x")
    page.keyboard.press("a")
    expect(page.locator("[data-digit='1']")).to_be_focused()
    name = caller.actor.name
    page.keyboard.press(page.get_by_role("button", name=re.compile(f"^{name} ")).get_attribute("data-digit") or "")
    expect(page.locator(".notice")).to_contain_text(f"已改派：{name} 1。")
    assert assigned(store, caller) == 1


def test_enter_in_a_checkbox_opens_the_row_and_assigns_nothing(
    open_page: Open, store: MadeStore, head: MadePerson, caller: MadePerson, planned: int
) -> None:
    page = open_page("/callbacks", head)
    box = page.locator("tr[data-row] input").first
    box.check()
    box.press("Enter")
    page.wait_for_url("**/callbacks/*-*")
    expect(page.locator("h1")).to_contain_text("沈国平")
    without = open_page("/callbacks", head, script=False)
    box = without.locator("tr[data-row] input").first
    box.check()
    box.press("Enter")
    expect(without.locator(".notice")).to_contain_text("请选给谁")
    assert assigned(store, caller) + assigned(store, head) == 0


@pytest.mark.rule("CB-10")
def test_without_a_script_boxes_and_buttons_do_the_same(
    open_page: Open, store: MadeStore, head: MadePerson, caller: MadePerson, planned: int
) -> None:
    page = open_page("/callbacks?programme=seven_dc", head, script=False)
    assert rows(page) == 10
    for box in page.locator("tr[data-row] input").all()[:4]:
        box.check()
    page.get_by_role("button", name="轮流分配").click()
    expect(page.locator(".notice")).to_contain_text("已改派")
    assert page.url.endswith("/callbacks?programme=seven_dc")
    assert assigned(store, caller) == assigned(store, head) == 2


def test_all_rows_are_selected_at_once_and_pages_turned(open_page: Open, head: MadePerson, planned: int) -> None:
    page = open_page("/callbacks", head)
    page.get_by_label("全选本页").check()
    expect(page.locator("[data-selected]")).to_have_text("已选 50/50")
    page.get_by_role("link", name="下一页").click()
    expect(page.locator("tr[data-row]")).to_have_count(10)
    page.get_by_role("link", name="上一页").click()
    expect(page.locator("tr[data-row]")).to_have_count(50)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_full_list_is_sound_at_every_width(
    open_page: Open, head: MadePerson, caller: MadePerson, planned: int, language: str
) -> None:
    page = open_page("/callbacks", head, language)
    assert faults(page.request.get(page.url).text(), language, (*DATA, head.actor.name, caller.actor.name)) == []
    for size in ((1920, 1080), (1440, 900), (1100, 800), PHONE, (360, 740)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert (size, axe(page), too_wide(page)) == (size, [], False)


def test_who_only_calls_sees_no_way_to_assign(open_page: Open, caller: MadePerson, planned: int) -> None:
    page = open_page("/callbacks", caller)
    assert rows(page) == 50
    assert page.locator("input[type=checkbox]:visible, #assign").count() == 0
    for key in ("j", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("tr[data-row]").nth(1).locator("a.open")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/callbacks/*-*")
