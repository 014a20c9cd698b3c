"""My account in a browser; and what headquarters and strangers find."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.factories import tenants
from tests.factories.tenants import PASSWORD, MadeNetwork, MadePerson, MadeStore

pytestmark = pytest.mark.browser
NEW = "another battery, another staple"


def test_another_of_my_sessions_is_ended(open_page: Open, head: MadePerson) -> None:
    page, elsewhere = open_page("/account", head), open_page("/account", head)
    page.reload()
    mine = page.locator("ul.sessions li")
    expect(mine).to_have_count(2)
    expect(mine.first).to_contain_text("Chrome · Windows")
    page.get_by_role("button", name="退出这一处").click()
    expect(mine).to_have_count(1)
    elsewhere.reload()
    expect(elsewhere.get_by_label("密码", exact=True)).to_be_visible()


def test_a_new_password_ends_the_others_and_is_the_only_one(open_page: Open, head: MadePerson) -> None:
    page, elsewhere = open_page("/account", head), open_page("/account", head)
    page.get_by_label("现在的密码").fill(PASSWORD)
    page.get_by_label("新密码", exact=True).fill(NEW)
    page.get_by_label("再输一次新密码").fill(NEW + "!")
    page.get_by_role("button", name="修改密码").click()
    expect(page.get_by_role("alert")).to_contain_text("两次输入的新密码不一样")
    page.get_by_label("现在的密码").fill(PASSWORD)
    page.get_by_label("新密码", exact=True).fill(NEW)
    page.get_by_label("再输一次新密码").fill(NEW)
    page.get_by_role("button", name="修改密码").click()
    expect(page.locator(".notices")).to_contain_text("密码已修改")
    elsewhere.reload()
    elsewhere.get_by_label("门店代码或网络代码").fill(head.code)
    elsewhere.get_by_label("用户名").fill(head.username)
    elsewhere.get_by_label("密码", exact=True).fill(NEW)
    elsewhere.get_by_role("button", name="登录").click()
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("我的账户")


@pytest.mark.rule("HQ-1")
def test_headquarters_sees_its_stores(
    open_page: Open, admin: MadePerson, network: MadeNetwork, store: MadeStore, foreign_store: MadeStore
) -> None:
    other = tenants.store(network, plan=2)
    page = open_page("/hq/stores", admin)
    table = page.locator("table.stores")
    for made in (store, other):
        expect(table).to_contain_text(made.code)
    expect(table).not_to_contain_text(foreign_store.code)
    expect(table.locator("tr", has_text=other.code)).to_contain_text("综合经理")
