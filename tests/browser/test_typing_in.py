"""Visits typed in on a phone while the DMS is down, to the recorded handover (CB-14)."""

import re

import psycopg
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Open
from tests.browser.looking import axe, too_wide
from tests.factories.tenants import MadePerson

pytestmark = pytest.mark.browser

VISIT = {
    "单号": "WX202611210031",
    "车牌": "苏E12345",
    "进厂时间": "2026-10-08T09:00",
    "取车时间": "2026-10-08T11:00",
    "送修人": "王芳",
    "送修人电话": "139 1234",
}


def field(page: Page, row: int, word: str) -> Locator:
    """The field as its label names it."""
    return page.get_by_label(re.compile(rf"^第 {row} 行 {word}( \*)?$"))


@pytest.mark.rule("CB-14")
def test_on_a_phone_from_paper_to_the_handover(
    open_page: Open, head: MadePerson, superuser: psycopg.Connection
) -> None:
    page = open_page("/imports/new", head, size=PHONE)
    page.get_by_role("link", name="DMS 停机？手工录入").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("手工录入")
    for word, text in VISIT.items():
        field(page, 1, word).fill(text)
    # Enter hands nothing in: it brings more rows, and what was typed stays.
    field(page, 1, "送修人").press("Enter")
    expect(field(page, 10, "单号")).to_be_visible()
    expect(field(page, 2, "单号")).to_be_focused()
    expect(field(page, 1, "取车时间")).to_have_value(VISIT["取车时间"])
    page.get_by_role("button", name="提交这些行").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("录入的内容都在")
    assert not too_wide(page)
    assert axe(page) == []
    alert.get_by_role("link", name="第 1 行 送修人电话").click()
    expect(field(page, 1, "送修人电话")).to_be_focused()
    expect(field(page, 1, "车牌")).to_have_value(VISIT["车牌"])
    field(page, 1, "送修人电话").fill("13912345678")
    page.get_by_role("button", name="提交这些行").dblclick(no_wait_after=True)
    page.wait_for_url(re.compile(r"/imports/[0-9a-f-]{36}$"))
    page.get_by_role("button", name="正式导入").click()
    expect(page.get_by_role("heading", name="已导入")).to_be_visible()
    found = superuser.execute("SELECT department, rows FROM app.handovers").fetchall()
    assert found == [("after_sales", 1)]
    assert superuser.execute("SELECT count(*) FROM app.import_runs").fetchone() == (1,)


@pytest.mark.rule("CB-14")
def test_without_a_script(open_page: Open, head: MadePerson) -> None:
    page = open_page("/imports/typed?kind=deliveries", head, script=False)
    for word, text in {"单号": "XS1", "交付时间": "2026-10-08", "车牌": "苏E12345"}.items():
        field(page, 1, word).fill(text)
    page.get_by_role("button", name="再加 5 行").click()
    expect(field(page, 1, "交付时间")).to_have_value("2026-10-08")
    page.get_by_role("button", name="提交这些行").click()
    page.wait_for_url(re.compile(r"/imports/[0-9a-f-]{36}$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("手工录入")
