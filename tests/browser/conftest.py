"""A real browser on the real thing. What a page complains about fails the test that opened it."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect, sync_playwright
from sqlalchemy import Engine

from backbone.db.unit_of_work import unit_of_work
from frontend.door.cookies import TOKEN_COOKIE
from tenants.access.interface import Position
from tenants.people.interface import choose_language, get_account
from tenants.signin.interface import sign_in
from tests.browser.site import Site, running
from tests.factories import tenants
from tests.factories.tenants import MadeNetwork, MadePerson, MadeStore
from tests.house.databases import Place

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESK, PHONE = (1440, 900), (390, 844)
LOCALES = {"zh": "zh_CN", "en": "en"}
Open = Callable[..., Page]
# A busy machine is no fault: what counts is that it happens.
expect.set_options(timeout=30_000)


def _chromium_path() -> str:
    """As `make test` found it; by hand, as deploy/setup/chromium.sh finds it."""
    for name in (os.environ.get("SANQI_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        if name and (found := shutil.which(name)):
            return found
    script = Path(__file__).resolve().parents[2] / "deploy" / "setup" / "chromium.sh"
    return subprocess.run(["bash", str(script)], check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture(scope="package")
def site(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product, one for all tests of this process."""
    with running(place, tmp_path_factory.mktemp("home")) as made:
        yield made


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of this process; each test has contexts of its own."""
    with sync_playwright() as playwright:
        # In the locale C a browser can't name a downloaded file in Chinese.
        env = os.environ | {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
        browser = playwright.chromium.launch(executable_path=_chromium_path(), args=list(QUIET), env=env)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What pages said on the console, and what the server could not answer; must stay empty."""
    said: list[str] = []
    yield said
    assert said == []


@pytest.fixture
def open_page(site: Site, chromium: Browser, database: Engine, complaints: list[str]) -> Iterator[Open]:
    """`open_page("/imports", person, "en", PHONE)`: a page, seen by a stranger unless a person is given."""
    with opening(site, chromium, complaints) as opened:
        yield opened


@contextlib.contextmanager
def opening(site: Site, chromium: Browser, complaints: list[str]) -> Iterator[Open]:
    """Pages of a site, each with cookies of its own; closed in the end."""
    contexts: list[BrowserContext] = []

    def opened(
        path: str,
        who: MadePerson | None = None,
        language: str = "zh",
        size: tuple[int, int] = DESK,
        *,
        script: bool = True,
    ) -> Page:
        context = chromium.new_context(
            base_url=site.url, viewport={"width": size[0], "height": size[1]}, java_script_enabled=script
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        if who is not None:
            _let_in(context, site, who, language)
        elif language != "zh":
            context.add_cookies([{"name": "language", "value": LOCALES[language], "url": site.url}])
        page = context.new_page()
        _listen(page, complaints)
        page.goto(path)
        return page

    try:
        yield opened
    finally:
        for context in contexts:
            context.close()


def _let_in(context: BrowserContext, site: Site, who: MadePerson, language: str) -> None:
    found = sign_in(
        code=who.code, username=who.username, password=who.password, browser="Chrome/1 Windows", address="127.0.0.1"
    )
    if language != "zh":
        with unit_of_work(who.actor.acting):
            choose_language(get_account(who.id), LOCALES[language], by=who.actor)
    context.add_cookies([{"name": TOKEN_COOKIE, "value": found.token, "url": site.url, "httpOnly": True}])


def _listen(page: Page, complaints: list[str]) -> None:
    def answered(response: Response) -> None:
        if response.status >= 500:
            complaints.append(f"{response.status} {response.url}")

    def said(text: str) -> None:
        # A refusal that the test asked for (401, 404, 422) is said on the console as well.
        if not text.startswith("Failed to load resource"):
            complaints.append(text)

    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: said(message.text) if message.type == "error" else None)
    page.on("requestfailed", lambda asked: complaints.append(asked.url) if "127.0.0.1" not in asked.url else None)
    page.on("response", answered)


@pytest.fixture
def head(store: MadeStore) -> MadePerson:
    """The head of the store's service centre."""
    return tenants.person(store, Position.CENTRE_HEAD)


@pytest.fixture
def admin(network: MadeNetwork) -> MadePerson:
    """Headquarters' administrator."""
    return tenants.person(network, Position.HQ_ADMIN)


@pytest.fixture
def end_sessions(superuser: psycopg.Connection) -> Callable[[], None]:
    """Ends everybody's session, as time would."""
    return lambda: superuser.execute("UPDATE app.sign_in_sessions SET ended_at = now()") and None
