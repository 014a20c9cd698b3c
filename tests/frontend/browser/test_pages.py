"""Every page: axe, keys, menus, colours, without a script."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from frontend import assets
from tests.frontend.browser.conftest import DESK, PHONE, Open
from tests.frontend.examples.pages import EXAMPLES
from tests.frontend.served import World
from tests.frontend.test_pages import WHOLE

pytestmark = pytest.mark.browser

AXE = Path(assets.__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"


@pytest.mark.parametrize("name", [name for name in WHOLE if name != "api_docs"])
def test_axe_finds_nothing_and_nothing_sticks_out(open_page: Open, name: str) -> None:
    for size, colours in ((DESK, "light"), (PHONE, "dark")):
        page = open_page(name, size, colours)
        # evaluate() runs outside the page's policy, as a developer's console does.
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document).then(result => result.violations)")
        assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_colours_are_remembered_by_the_server(open_page: Open) -> None:
    page = open_page("desk")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.click(".drop > summary")
    page.click("[data-theme-choice=dark]")
    assert page.evaluate(ground) != light
    page.reload()
    assert page.get_attribute("html", "data-theme") == "dark"
    page.click(".drop > summary")
    page.click("[data-theme-choice=system]")
    page.reload()
    assert page.get_attribute("html", "data-theme") is None


def test_the_keys_of_a_page(open_page: Open) -> None:
    page = open_page("desk")
    page.keyboard.press("?")
    sheet = page.locator("#keys")
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("导入文件")
    page.keyboard.press("i")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.route("**/imports/new", lambda route: route.fulfill(body="there"))
    page.keyboard.press("i")
    page.wait_for_url("**/imports/new")


def test_single_keys_sleep_while_somebody_types_or_switched_them_off(open_page: Open) -> None:
    page = open_page("desk")
    went: list[str] = []
    page.route("**/imports/new", lambda route: _went(route, went))
    page.keyboard.press("?")
    page.uncheck("[data-keys-choice]")
    page.keyboard.press("Escape")
    page.keyboard.press("i")
    page.keyboard.press("?")
    page.check("[data-keys-choice]")
    page.keyboard.press("Escape")
    page.evaluate(
        "document.querySelector('main').append(Object.assign(document.createElement('input'), {id: 'typed'}))"
    )
    page.locator("#typed").press_sequentially("i?")
    assert page.input_value("#typed") == "i?"
    assert went == []


def _went(route: Route, went: list[str]) -> None:
    went.append(route.request.url)
    route.abort()


def test_a_menu_closes_by_escape_and_by_a_click_elsewhere(open_page: Open) -> None:
    page = open_page("desk")
    menu = page.locator("details.drop")
    page.click(".drop > summary")
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    expect(page.locator(".drop > summary")).to_be_focused()
    page.click(".drop > summary")
    page.click("h1")
    assert menu.get_attribute("open") is None


def test_on_a_phone_more_opens_the_whole_menu(open_page: Open) -> None:
    page = open_page("desk", PHONE)
    more = page.locator(".side .more")
    expect(page.locator(".side h2")).to_be_hidden()
    more.click()
    assert more.get_attribute("aria-expanded") == "true"
    expect(page.locator(".side h2")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".side h2")).to_be_hidden()


def test_a_password_can_be_shown(open_page: Open) -> None:
    page = open_page("sign_in_wrong")
    expect(page.locator("[name=password]")).to_be_focused()
    button = page.get_by_role("button", name="显示密码")
    button.click()
    assert page.get_attribute("[name=password]", "type") == "text"
    assert button.get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_without_a_script_everything_is_reachable(open_page: Open, world: World, size: tuple[int, int]) -> None:
    page = open_page("account", size, script=False)
    for link in page.locator(".side li a").all():
        expect(link).to_be_visible()
    page.click(".drop > summary")
    expect(page.get_by_role("button", name="退出登录")).to_be_visible()
    expect(page.locator("[data-theme-choice]").first).to_be_hidden()
    page.click(".drop > summary")
    page.click("main button[value=en]")
    assert world.received[0]["language"] == "en"


def test_without_a_script_a_file_can_be_handed_in(open_page: Open, world: World) -> None:
    page = open_page("import_new", script=False)
    page.check("[value=repair_orders]")
    page.set_input_files("[name=file]", {"name": "委托书.csv", "mimeType": "text/csv", "buffer": b"a\n"})
    page.click("button.go")
    assert world.received[0]["file"] == "委托书.csv"


def test_the_skip_link_comes_first_and_leads_to_the_content(open_page: Open) -> None:
    page = open_page("desk")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))


def test_no_page_needs_another_host(open_page: Open, world: World) -> None:
    hosts: set[str] = set()
    page = open_page("sign_in")
    page.on("request", lambda asked: hosts.add(asked.url.split("/")[2]))
    for name in EXAMPLES.keys() - {"api_docs"}:
        page.goto(f"{world.url}/page/{name}")
    assert hosts == {world.url.split("/")[2]}
