"""From a dropped file to its result, in a browser (DATA-1), and all that can come between."""

import base64
import json
import re
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Page, expect
from python_calamine import load_workbook

from tests.browser.conftest import PHONE, Open
from tests.browser.looking import axe, too_wide
from tests.browser.site import Site
from tests.dealer.imports.reading.hostile import ole
from tests.dealer.imports.reading.test_samples import DMS
from tests.factories.tenants import PASSWORD, MadePerson

pytestmark = pytest.mark.browser

STORE_A = DMS / "store-a" / "repair_orders.xlsx"
HEADER = "维修单号,进厂时间,取车时间,车牌号,送修人,电话甲,电话乙"
ROWS = "W1,2026-10-08 09:00,2026-10-08 11:00,苏E12345,张三,13900000001,13900000002"
BAD = "W2,不知道,2026-10-08 11:00,苏E12346,李四,13900000003,13900000004\n,2026-10-08 09:00,2026-10-08 11:00,苏E1,王五,,"

_DROP = """(zone, {name, bytes}) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0))], name));
  for (const type of ["dragover", "drop"])
    zone.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def csv(*lines: str) -> bytes:
    return "\n".join((HEADER, *lines, "")).encode()


def choose(page: Page, name: str, content: bytes, kind: str = "维修委托书") -> None:
    page.get_by_label(kind).check()
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


def send(page: Page) -> None:
    page.get_by_role("button", name="读这个文件").click()
    page.wait_for_url(re.compile(r"/imports/[0-9a-f-]{36}$"))


def hand_in(page: Page, name: str, content: bytes) -> None:
    page.goto("/imports/new")
    choose(page, name, content)
    send(page)


def counts(page: Page) -> dict[str, str]:
    """The result's numbers by their words; waits for the result."""
    expect(page.locator("dl.counts")).to_be_visible()
    terms = page.locator("dl.counts dt").all_inner_texts()
    numbers = [text.split("\n")[0].replace(",", "") for text in page.locator("dl.counts dd").all_inner_texts()]
    return {term: re.match(r"\d+", number)[0] for term, number in zip(terms, numbers, strict=True)}


def imports(superuser: psycopg.Connection) -> int:
    return int(superuser.execute("SELECT count(*) FROM app.import_runs").fetchone()[0])


@pytest.mark.rule("DATA-1")
def test_a_dropped_file_of_store_a_agrees_with_what_is_expected(open_page: Open, head: MadePerson) -> None:
    expected = json.loads((DMS / "store-a" / "expected.json").read_text(encoding="utf-8"))[STORE_A.name]
    page = open_page("/imports/new", head)
    page.get_by_label("维修委托书").check()
    file = {"name": STORE_A.name, "bytes": base64.b64encode(STORE_A.read_bytes()).decode()}
    page.locator(".dropzone").evaluate(_DROP, file)
    expect(page.locator("[data-chosen]")).to_contain_text(STORE_A.name)
    send(page)
    found = counts(page)
    assert found["数据行"] == str(expected["data_rows"])
    assert found["新增"] == str(expected["records"])
    assert found["重复"] == str(expected["repeated"])
    assert found["冲突"] == str(len(expected["conflicts"]))
    assert found["拒收"] == str(len(expected["rejected"]))
    assert found["提醒"] == str(len(expected["warned"]))
    assert (found["有变化"], found["没变化"]) == ("0", "0")
    text = page.locator("main").inner_text()
    assert re.search(rf"还没取车\s*{expected['not_picked_up']}\b", text)
    assert re.search(rf"\b{expected['picked_up_but_not_called']}\b", text)
    rows = page.locator("section[aria-labelledby=rejected] tbody th").all_inner_texts()
    assert [row.replace(",", "") for row in rows] == list(expected["rejected"])
    assert axe(page) == []
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert not too_wide(page)


@pytest.mark.rule("DATA-1")
def test_a_corrected_column_is_kept_for_the_next_file(open_page: Open, head: MadePerson) -> None:
    page = open_page("/", head)
    hand_in(page, "first.csv", csv(ROWS))
    counts(page)
    chosen = page.get_by_label("送修人电话")
    before = chosen.input_value()
    other = {"5": "6", "6": "5"}[before]
    others_field = page.locator(f"select:has(option[value='{other}'][selected])")
    if others_field.count():
        others_field.first.select_option("")
    chosen.select_option(other)
    page.get_by_role("button", name="按这些列重读").click()
    expect(page.locator("section.columns")).to_contain_text("与上次相同")
    expect(page.get_by_label("送修人电话")).to_have_value(other)
    number = {"5": "139****0001", "6": "139****0002"}[other]  # masked: a preview's duty needs no more
    expect(page.locator("section[aria-labelledby=preview] tbody")).to_contain_text(number)
    hand_in(page, "second.csv", csv(ROWS))
    counts(page)
    expect(page.get_by_label("送修人电话")).to_have_value(other)
    expect(page.locator("section.columns")).to_contain_text("与上次相同")


@pytest.mark.rule("DATA-1")
def test_rejected_rows_come_back_with_the_reason_beside_each(open_page: Open, head: MadePerson, tmp_path: Path) -> None:
    page = open_page("/", head)
    hand_in(page, "orders.csv", csv(ROWS, BAD))
    assert counts(page)["拒收"] == "2"
    with page.expect_download() as waiting:
        page.locator("header.head").get_by_role("link", name="拒收的行").click()
    waiting.value.save_as(tmp_path / "rejected.xlsx")
    assert waiting.value.suggested_filename.endswith(".xlsx")
    rows = load_workbook(tmp_path / "rejected.xlsx").get_sheet_by_index(0).to_python()
    assert rows[0] == ["行", "原因", *HEADER.split(",")]
    assert [(row[0], row[1]) for row in rows[1:]] == [
        (3.0, "日期读不出来，或者不在 1990 到 2100 年之间。"),
        (4.0, "没有单号。"),
    ]
    assert rows[1][2:4] == ["W2", "不知道"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("page.xlsx", b"<html><body><table><tr><td>1</td></tr></table></body></html>", "另存为 .xlsx"),
        ("locked.xlsx", ole("EncryptedPackage", "EncryptionInfo"), "密码"),
        ("empty.csv", b"", "文件是空的"),
    ],
    ids=["html", "password", "empty"],
)
def test_a_file_that_cannot_be_read_is_told_plainly(
    open_page: Open, head: MadePerson, name: str, content: bytes, said: str
) -> None:
    page = open_page("/", head)
    hand_in(page, name, content)
    expect(page.get_by_role("alert")).to_contain_text(said)
    assert axe(page) == []
    # And the worker lives.
    hand_in(page, "good.csv", csv(ROWS))
    assert counts(page)["新增"] == "1"


def test_what_somebody_typed_is_never_markup(open_page: Open, head: MadePerson) -> None:
    """Stored XSS (targets R14): in a file's name, its titles, its cells, its rejected cells."""
    markup = "<img src=x onerror=alert(1)>"
    page = open_page("/", head)
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    titles = HEADER.replace("电话乙", markup)
    lines = [
        titles,
        f"W1,2026-10-08 09:00,2026-10-08 11:00,苏E12345,{markup},13900000001,{markup}",
        f"W2,{markup},,,,,",
    ]
    hand_in(page, f"{markup}.csv", "\n".join([*lines, ""]).encode())
    assert counts(page)["拒收"] == "1"
    for path in (page.url, "/imports", "/"):
        page.goto(path)
        expect(page.locator("main")).to_contain_text(markup)
        assert page.locator("img").count() == 0


def test_reading_is_cancelled(open_page: Open, head: MadePerson, site: Site) -> None:
    page = open_page("/", head)
    with site.without_worker():
        hand_in(page, "orders.csv", csv(ROWS))
        expect(page.locator("progress")).to_be_visible()
        assert axe(page) == []
        page.get_by_role("button", name="取消").click()
        expect(page.get_by_role("status").filter(has_text="已取消读取")).to_be_visible()
    hand_in(page, "again.csv", csv(ROWS))
    assert counts(page)["新增"] == "1"


def test_progress_survives_a_reload_and_ends_by_itself(open_page: Open, head: MadePerson, site: Site) -> None:
    page = open_page("/", head)
    with site.without_worker():
        hand_in(page, "orders.csv", csv(ROWS))
        page.reload()
        expect(page.locator("progress")).to_be_visible()
    assert counts(page)["数据行"] == "1"


def test_a_double_click_and_the_back_button_make_one_import(
    open_page: Open, head: MadePerson, superuser: psycopg.Connection
) -> None:
    page = open_page("/imports/new", head)
    choose(page, "orders.csv", csv(ROWS))
    page.get_by_role("button", name="读这个文件").dblclick(no_wait_after=True)
    page.wait_for_url(re.compile(r"/imports/[0-9a-f-]{36}$"))
    counts(page)
    page.go_back()
    expect(page.get_by_role("button", name="读这个文件")).to_be_enabled()
    page.go_forward()
    counts(page)
    assert imports(superuser) == 1


def test_the_session_ends_in_the_middle_of_the_form_and_nothing_is_lost(
    open_page: Open, head: MadePerson, superuser: psycopg.Connection
) -> None:
    page = open_page("/imports/new", head)
    choose(page, "orders.csv", csv(ROWS), "新车交付")
    page.get_by_label("维修委托书").check()
    superuser.execute("UPDATE app.sign_in_sessions SET ended_at = now()")
    page.get_by_role("button", name="读这个文件").click()
    panel = page.get_by_role("dialog")
    expect(panel.get_by_role("heading", name="登录已过期")).to_be_visible()
    expect(page.locator("[data-chosen]")).to_contain_text("orders.csv")
    assert axe(page) == []
    panel.get_by_label("门店代码或网络代码").fill(head.code)
    panel.get_by_label("用户名").fill(head.username)
    panel.get_by_label("密码", exact=True).fill("wrong")
    panel.get_by_role("button", name="登录").click()
    expect(panel.get_by_role("alert")).to_contain_text("不对")
    panel.get_by_label("密码", exact=True).fill(PASSWORD)
    panel.get_by_role("button", name="登录").click()
    page.wait_for_url(re.compile(r"/imports/[0-9a-f-]{36}$"))
    assert counts(page)["新增"] == "1"
    assert imports(superuser) == 1


def test_with_keys_alone(open_page: Open, head: MadePerson, tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_bytes(csv(ROWS))
    page = open_page("/imports", head)
    # From here on the browser hands file choosers over. Asked only when one is about to open, it may hear of it too
    # late, and then it cancels the choice: there is no desktop to show it on.
    page.on("filechooser", lambda _: None)
    expect(page.get_by_role("heading", level=1)).to_have_text("数据导入")
    reach(page, "a[href='/imports/new']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/imports/new")
    reach(page, "input[name=kind]")
    page.keyboard.press("Space")
    reach(page, "input[type=file]")
    with page.expect_file_chooser() as asked:
        page.keyboard.press("Space")
    asked.value.set_files(tmp_path / "orders.csv")
    reach(page, "form[enctype] button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/imports/[0-9a-f-]{36}$"))
    assert counts(page)["新增"] == "1"
    # A letter leads to the next file.
    page.goto("/imports")
    page.keyboard.press("i")
    page.wait_for_url("**/imports/new")


def reach(page: Page, selector: str) -> None:
    """Press Tab until the focus is there, as somebody without a mouse does."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    pytest.fail(f"{selector} is out of reach of the Tab key")


def test_without_a_script(open_page: Open, head: MadePerson, site: Site) -> None:
    page = open_page("/imports/new", head, script=False)
    choose(page, "orders.csv", csv(ROWS))
    send(page)
    # Nothing asks by itself: the person reloads.
    for _ in range(100):
        if page.locator("dl.counts").count():
            break
        page.wait_for_timeout(200)
        page.reload()
    assert counts(page)["新增"] == "1"
