"""Corrections in a browser: put right without a script, told beside the field, on a phone (CUS-8)."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from backbone.clock import now
from backbone.db.unit_of_work import unit_of_work
from dealer.corrections.interface import CorrectionWanted, open_correction
from tenants.access.interface import Position
from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.looking import axe, faults, too_wide
from tests.dealer.corrections.made import Called, called
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore

pytestmark = pytest.mark.browser
DATA = ("沈国平", "凌川", "苏", "不认识沈先生", "已经卖给表弟", "那天没有来过", "许志远")


@pytest.fixture
def found(store: MadeStore, head: MadePerson) -> Called:
    """A wrong number, another owner, a visit that never was."""
    known = now() - dt.timedelta(days=9)
    call = called(store, (known - dt.timedelta(days=1)).date(), known)
    ids = {"callback_id": call.callback_id, "customer_id": call.customer_id}
    for wanted in (
        CorrectionWanted(
            kind="phone",
            department="after_sales",
            wrong="13900005033",
            note="不认识沈先生",
            phone_id=call.phone_id,
            **ids,
        ),
        CorrectionWanted(kind="owner", department="sales", wrong="许志远", note="已经卖给表弟", **ids),
        CorrectionWanted(kind="visit", department="after_sales", note="那天没有来过", **ids),
    ):
        with unit_of_work(store.acting):
            open_correction(wanted, by=head.actor)
    return call


@pytest.mark.rule("CUS-8")
def test_a_number_is_put_right_without_a_script(open_page: Open, head: MadePerson, found: Called) -> None:
    page = open_page("/corrections", head, script=False)
    expect(page.locator("nav.side a[href='/corrections'] small")).to_have_text("3")
    row = page.locator("tbody tr").filter(has_text="号码有误")
    row.locator("summary").click()
    row.get_by_label("正确的号码").fill("1390000")
    row.get_by_role("button", name="保存并办结").click()
    expect(row.locator(".error")).to_contain_text("这个号码打不通")
    expect(row.get_by_label("正确的号码")).to_have_value("1390000")
    row.get_by_label("正确的号码").fill("138 0000 1111")
    row.get_by_role("button", name="保存并办结").click()
    expect(page.locator(".notice")).to_contain_text("已更正并办结")
    expect(page.locator("tbody tr")).to_have_count(2)
    page.get_by_role("link", name=re.compile("已办结")).click()
    expect(page.locator("tbody")).to_contain_text("****1111")
    expect(page.locator("tbody")).not_to_contain_text("13800001111")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_sound_open_and_closed(
    open_page: Open, store: MadeStore, head: MadePerson, found: Called, language: str
) -> None:
    page = open_page("/corrections", head, language)
    wrong: list[str] = []
    for path in ("/corrections", "/corrections?department=sales", "/corrections?closed=1"):
        page.goto(path)
        wrong += faults(page.request.get(page.url).text(), language, DATA)
        for summary in page.locator("tbody summary").all():
            summary.click()
        for size in (DESK, PHONE):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            wrong += axe(page)
            if too_wide(page):
                wrong.append(f"{path} is wider than {size[0]}")


@pytest.mark.rule("CUS-9")
def test_who_only_looks_sees_no_number_and_no_form(open_page: Open, store: MadeStore, found: Called) -> None:
    page = open_page("/corrections", tenants.person(store, Position.GENERAL_MANAGER))
    expect(page.locator("tbody tr")).to_have_count(3)
    expect(page.locator("tbody")).to_contain_text("****5033")
    expect(page.locator("tbody")).not_to_contain_text("13900005033")
    assert page.locator("details summary.btn").count() == 0
