"""`make shots` on a real store: what it finds by itself, and what it leaves alone."""

import re
import struct
from pathlib import Path

import pytest
from deploy.shots import sheet
from deploy.shots.camera import Account, Camera, Shot
from deploy.shots.crawl import Crawl, Link, kind_of
from flask import Flask
from playwright.sync_api import Browser

from assembly.app import create_app
from backbone.config import Settings
from tests.assembly.web.world import HEADER
from tests.browser.site import Site
from tests.browser.test_every_page import GOOD, handed_in
from tests.factories.tenants import MadePerson, MadeStore

BASE = "http://127.0.0.1:1"
ONE, OTHER, THIRD = (f"{BASE}/imports/00000000-0000-7000-8000-00000000000{number}" for number in range(3))


@pytest.fixture(scope="module")
def pages() -> Flask:
    return create_app(Settings.from_env(database_url="postgresql+psycopg:///unused", redis_url="redis://localhost/0"))


def found(pages: Flask, *links: Link) -> list[str]:
    crawl = Crawl(BASE, pages.url_map.bind("127.0.0.1"))
    crawl.add(links)
    return [kind.name for _, kind in crawl.waiting]


@pytest.mark.parametrize(
    "path",
    [
        "/static/build/a.js",
        "/imports/x/rejected.xlsx",
        "/language",
        "/nowhere",
        "https://elsewhere.example/",
        "mailto:a",
    ],
)
def test_what_is_no_page_is_left_alone(pages: Flask, path: str) -> None:
    url = path if ":" in path else BASE + path
    assert kind_of(url, BASE, pages.url_map.bind("127.0.0.1")) is None


def test_a_filter_a_tab_and_another_state_are_new_and_more_of_the_same_is_not(pages: Flask) -> None:
    lists = [f"{BASE}/callbacks{query}" for query in ("", "?tab=done", "?wish=1", "?tab=done&wish=1", "?tab=", "#main")]
    assert found(pages, *map(Link, lists)) == ["callbacks", "callbacks-tab-done", "callbacks-wish"]
    rows = [Link(ONE, "已读取 3 行"), Link(OTHER, "已读取 17 行"), Link(THIRD, "读不了")]
    assert found(pages, *rows) == ["imports-import", "imports-import"]


@pytest.mark.browser
def test_every_page_of_an_account_at_both_widths(
    files_root: Path, site: Site, chromium: Browser, store: MadeStore, head: MadePerson, pages: Flask, tmp_path: Path
) -> None:
    handed_in(store, head, f"{HEADER}\n{GOOD}\n")
    handed_in(store, head, "<html>")
    account = Account("head", head.code, head.username, head.password, "heads the centre")
    camera = Camera(site.url, pages.url_map.bind("127.0.0.1"), tmp_path, "en")
    shots = camera.go_through(chromium, account)

    paths = [re.sub(r"[0-9a-f-]{36}", "ID", shot.path) for shot in shots]
    assert {"/", "/account", "/callbacks", "/callbacks?tab=tomorrow", "/settings/staffing"} <= set(paths)
    assert paths.count("/imports/ID") == 2, "one that was read, one that could not be"
    assert len(paths) == len(set(paths)) + 1
    assert shots[0].title.startswith("Desk")
    assert [width(file) for file in shots[0].files] == [1440, 390]
    assert camera.faults == []
    index = sheet.write(tmp_path, {account: shots}).read_text(encoding="utf-8")
    assert sorted(re.findall(r'src="([^"]+)"', index)) == pictures(tmp_path) == in_order(shots, tmp_path)


def width(picture: Path) -> int:
    return int(struct.unpack(">I", picture.read_bytes()[16:20])[0])


def pictures(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.png"))


def in_order(shots: list[Shot], folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for shot in shots for file in shot.files)
