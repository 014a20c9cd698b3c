"""A browser, and the example pages served to it."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.frontend.conftest import make_pages
from tests.frontend.served import World, add_views, serving

QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
DESK, PHONE = (1440, 900), (390, 844)
Open = Callable[..., Page]
# A busy machine is no fault: what counts is that it happens.
expect.set_options(timeout=20_000)


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
