"""Forms: sent once, never lost."""

import pytest
from playwright.sync_api import expect

from tests.frontend.browser.conftest import Open
from tests.frontend.served import World

pytestmark = pytest.mark.browser


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
