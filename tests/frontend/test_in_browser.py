"""What the scripts and styles do in a real browser, under the content security policy."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from frontend import assets
from tests.frontend.conftest import make_pages
from tests.frontend.examples import EXAMPLES
from tests.frontend.served import World, add_views, serving
from tests.frontend.test_pages import WHOLE

pytestmark = pytest.mark.browser
# A busy machine is no fault: what counts is that it happens.
expect.set_options(timeout=20_000)

QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
AXE = Path(assets.__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
DESK, PHONE = (1440, 900), (390, 844)
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def app() -> Flask:
    return make_pages()


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[tuple[str, World]]:
    world = World()
    add_views(app, world)
    with serving(app) as url:
        yield url, world


@pytest.fixture
def world(address: tuple[str, World]) -> World:
    """The server as new."""
    url, world = address
    world.__dict__.update(World(url=url).__dict__)
    return world


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("SANQI_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, world: World) -> Iterator[Open]:
    """`open_page("desk")`: an example page; what it complains about on the console fails the test."""
    contexts = []
    complaints: list[str] = []

    def opened(name: str, size: tuple[int, int] = DESK, colours: str = "light", *, script: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=colours, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Security Policy" in said.text else None)
        page.goto(f"{world.url}/page/{name}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("name", [name for name in WHOLE if name != "api_docs"])
def test_axe_finds_nothing_and_nothing_sticks_out(open_page: Open, name: str) -> None:
    for size, colours in ((DESK, "light"), (PHONE, "dark")):
        page = open_page(name, size, colours)
        # evaluate() runs outside the page's policy, as a developer's console does.
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document).then(result => result.violations)")
        assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_double_click_sends_a_form_once(open_page: Open, world: World) -> None:
    page = open_page("account")
    for name in ("old_password", "new_password", "repeat_password"):
        page.fill(f"[name={name}]", "ein langer Satz")
    page.locator("form[action='/account/password'] button.go").dblclick()
    page.wait_for_url("**/account/password")
    assert [sent["path"] for sent in world.received] == ["account/password"]
    assert world.received[0]["new_password"] == "ein langer Satz"


def test_the_value_of_the_pressed_button_is_sent(open_page: Open, world: World) -> None:
    page = open_page("account")
    page.locator("main button[value=en]").click()
    page.wait_for_url("**/language")
    assert world.received[0]["language"] == "en"


def test_a_session_that_ended_asks_in_place_and_nothing_typed_is_lost(open_page: Open, world: World) -> None:
    page = open_page("account")
    page.fill("[name=old_password]", "was ich tippte")
    page.fill("[name=new_password]", "ein langer Satz")
    page.fill("[name=repeat_password]", "ein langer Satz")
    world.session_ended = True
    page.click("form[action='/account/password'] button.go")
    panel = page.get_by_role("dialog")
    expect(panel).to_contain_text("登录已过期")
    expect(panel.locator("[name=password]")).to_be_focused()
    page.keyboard.press("Escape")
    panel.locator("[name=password]").fill("wrong")
    page.keyboard.press("Enter")
    expect(panel).to_contain_text("密码不对。")
    assert world.received == []
    panel.locator("[name=password]").fill("right")
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/password")
    assert world.received[0]["old_password"] == "was ich tippte"
    assert world.received[0]["csrf_token"] == "fresh"


def test_without_a_network_a_form_stays_and_says_so(open_page: Open, world: World) -> None:
    page = open_page("account")
    for name in ("old_password", "new_password", "repeat_password"):
        page.fill(f"[name={name}]", "ein langer Satz")
    page.context.set_offline(True)
    page.click("form[action='/account/password'] button.go")
    expect(page.locator(".toast")).to_contain_text("没有连上网络")
    assert page.input_value("[name=new_password]") == "ein langer Satz"
    page.context.set_offline(False)
    page.click("form[action='/account/password'] button.go")
    page.wait_for_url("**/account/password")
    assert len(world.received) == 1


def test_progress_goes_on_through_a_broken_answer_until_the_page_is_loaded_anew(open_page: Open, world: World) -> None:
    world.broken = 1
    page = open_page("import_waiting")
    expect(page.locator(".toast")).to_contain_text("正在重试")
    with page.expect_event("load"):
        expect(page.locator("#progress")).to_contain_text("700/1,195")
        expect(page.locator("#live")).to_contain_text("50%")


def test_progress_asks_to_sign_in_and_goes_on(open_page: Open, world: World) -> None:
    page = open_page("import_waiting")
    world.session_ended = True
    panel = page.get_by_role("dialog")
    expect(panel).to_contain_text("登录已过期")
    panel.locator("[name=password]").fill("right")
    with page.expect_event("load"):
        page.keyboard.press("Enter")


def test_cancelling_keeps_the_focus_while_progress_is_swapped(open_page: Open, world: World) -> None:
    world.polls_left = 1000
    page = open_page("import_waiting")
    page.locator("form[action$=cancellation] button").focus()
    expect(page.locator("#progress")).to_contain_text("700/1,195")
    expect(page.locator("form[action$=cancellation] button")).to_be_focused()


def test_a_chosen_file_is_named_and_one_that_is_too_large_is_refused(open_page: Open, world: World) -> None:
    page = open_page("import_new")
    page.check("[value=deliveries]")
    small = {"name": "交付.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"}
    page.set_input_files("[name=file]", small)
    expect(page.locator("[data-chosen]")).to_have_text("交付.csv · 1 kB")
    page.locator(".dropzone").evaluate("zone => zone.dataset.limit = 4")
    page.set_input_files("[name=file]", small)
    page.click("button.go")
    assert page.locator("[name=file]").evaluate("field => field.validationMessage").startswith("文件太大了")
    page.locator(".dropzone").evaluate("zone => zone.dataset.limit = 400")
    page.set_input_files("[name=file]", small)
    page.click("button.go")
    page.wait_for_url("**/imports")
    assert (world.received[0]["file"], world.received[0]["kind"]) == ("交付.csv", "deliveries")


def test_a_dropped_file_is_taken_anywhere_on_the_page(open_page: Open) -> None:
    page = open_page("import_new")
    dropped = page.evaluate_handle(
        "() => { const data = new DataTransfer(); data.items.add(new File(['x'], '委托书.xlsx')); return data; }"
    )
    page.dispatch_event("h1", "drop", {"dataTransfer": dropped})
    expect(page.locator("[data-chosen]")).to_have_text("委托书.xlsx · 1 kB")


def test_leaving_with_something_unsaved_asks_first(open_page: Open) -> None:
    asked: list[str] = []
    page = open_page("import_ready")
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.select_option("#column-vin", "")
    page.click("nav.side a[href='/']")
    assert page.url.endswith("/page/import_ready")
    page.click("form[action$=columns] button.btn")
    page.wait_for_url("**/columns")
    assert asked == ["beforeunload"]


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
    assert page.url.endswith("#main")


def test_no_page_needs_another_host(open_page: Open, world: World) -> None:
    hosts: set[str] = set()
    page = open_page("sign_in")
    page.on("request", lambda asked: hosts.add(asked.url.split("/")[2]))
    for name in EXAMPLES.keys() - {"api_docs"}:
        page.goto(f"{world.url}/page/{name}")
    assert hosts == {world.url.split("/")[2]}
