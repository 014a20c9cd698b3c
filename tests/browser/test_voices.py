"""The customer's voice in a browser: taken in, assigned, answered, told, archived; by phone too (REP-5, CB-8)."""

import pytest
from playwright.sync_api import Page, expect

from tenants.access.interface import Position
from tests.browser.conftest import PHONE, Open
from tests.browser.looking import axe, faults, too_wide
from tests.dealer.callbacks.visits import customer
from tests.dealer.voices.made import SAID
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore

pytestmark = pytest.mark.browser
RESULT, THANKS = "今天下午重洗并送内饰清洁一次", "谢谢，下午到店"


def look(page: Page, *data: str) -> None:
    """As every page is looked at: axe, structure, words, width."""
    source = page.request.get(page.url).text()
    assert (axe(page), too_wide(page), faults(source, "zh", (*data, SAID, RESULT, THANKS))) == ([], False, [])


@pytest.mark.rule("CB-8", "ORG-6", "REP-5")
def test_from_what_a_customer_said_to_the_archive(open_page: Open, store: MadeStore, head: MadePerson) -> None:
    advisor = tenants.person(store, Position.SERVICE_ADVISOR)
    customer(store, name="沈国平", phone="13912345033")
    page, names = open_page("/voices", head), ("沈国平", "Person", "13912345033")
    page.get_by_role("link", name="手工登记").first.click()
    expect(page.get_by_label("严重程度")).to_be_hidden()
    page.get_by_text("投诉", exact=True).first.click()
    expect(page.get_by_label("严重程度")).to_be_visible()
    page.get_by_text("意见", exact=True).click()
    page.locator("#f-said").fill(SAID)
    page.locator("#f-department").select_option("after_sales")
    page.locator("#f-who").fill("13912345033")
    look(page, *names)
    page.get_by_role("button", name="登记", exact=True).click()

    expect(page.locator("h1")).to_have_text("意见")
    here = page.url
    page.locator("#f-assign-to").select_option(label=f"{advisor.actor.name} · 服务顾问")
    look(page, *names)
    page.get_by_role("button", name="指派", exact=True).click()
    expect(page.get_by_text("已指派。")).to_be_visible()

    theirs = open_page("/voices", advisor, size=PHONE)
    theirs.get_by_role("link", name=SAID).click()
    theirs.locator("#f-answer-answer").fill(RESULT)
    look(theirs, *names)
    theirs.get_by_role("button", name="交给客服中心").click()
    expect(theirs.get_by_text("结果已交客服中心。")).to_be_visible()

    page.goto("/voices?tab=to_tell")
    page.get_by_role("link", name=SAID).click()
    page.get_by_text("满意", exact=True).click()
    page.locator("#f-tell-words").fill(THANKS)
    page.get_by_role("button", name="已答复客户").click()
    expect(page.get_by_text("答复客户的时限已停。")).to_be_visible()
    page.get_by_role("button", name="归档").click()
    expect(page.get_by_text("已归档。")).to_be_visible()
    assert page.url == here
    for line in (RESULT, THANKS, "电话 · 满意 · 按时"):
        expect(page.get_by_text(line).first).to_be_visible()
    look(page, *names)
    page.goto("/voices?tab=archived")
    expect(page.get_by_role("link", name=SAID)).to_be_visible()
    look(page, *names)


@pytest.mark.rule("REP-5")
def test_without_a_script_and_with_two_at_once(open_page: Open, store: MadeStore, head: MadePerson) -> None:
    page = open_page("/voices/new", head, script=False)
    page.locator("#f-said").fill(SAID)
    page.locator("#f-department").select_option("service_centre")
    page.get_by_role("button", name="登记", exact=True).click()
    other = open_page("/" + page.url.split("/", 3)[3], head)
    for each in (page, other):
        each.get_by_text("填写部门结果").click()
        each.locator("#f-answer-answer").fill(RESULT)
        each.get_by_role("button", name="交给客服中心").click()
    expect(other.get_by_role("alert")).to_contain_text("刚刚处理过")
    expect(other.locator("#f-answer-answer")).to_have_value(RESULT)
