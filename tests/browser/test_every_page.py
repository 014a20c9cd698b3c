"""Every page of every role in both languages: axe, structure, title, no word that was not translated, phone width."""

import io
import uuid
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backbone.db.unit_of_work import unit_of_work
from dealer.imports.actions import reading
from dealer.imports.actions.handing_in import hand_in
from dealer.imports.reading.kinds import Kind
from tenants.access.interface import Position
from tests.assembly.web.world import HEADER
from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.looking import axe, faults, too_wide
from tests.factories import tenants
from tests.factories.tenants import MadeNetwork, MadePerson, MadeStore

pytestmark = pytest.mark.browser
LANGUAGES = ["zh", "en"]
BAD = "W1,不知道,2026-10-08 11:00,苏E12345,张三,13912345678"
GOOD = "W2,2026-10-08 09:00,2026-10-08 11:00,苏E12345,张三,"
FILE_WORDS = (*HEADER.split(","), *BAD.split(","), "苏")


def check(page: Page, language: str, data: tuple[str, ...] = (), without: tuple[str, ...] = ()) -> list[str]:
    """Everything that is looked at, on the page as it stands."""
    source = page.request.get(page.url).text()
    where = f"{language} {page.url.split('/', 3)[3]}"
    found = [f"{where}: {fault}" for fault in faults(source, language, data)]
    for size in (DESK, PHONE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        found += [f"{where} at {size[0]}: {fault}" for fault in axe(page, without=without)]
        if too_wide(page):
            found.append(f"{where} is wider than {size[0]}")
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    return found


def menu_of(page: Page) -> list[str]:
    return [str(link.get_attribute("href")) for link in page.locator("nav.side ul a").all()]


@pytest.fixture
def people(network: MadeNetwork, store: MadeStore) -> dict[str, MadePerson]:
    bound = (network.regions["north"],)
    return {
        "centre head": tenants.person(store, Position.CENTRE_HEAD),
        "general manager": tenants.person(store, Position.GENERAL_MANAGER),
        "cashier": tenants.person(store, Position.CASHIER),
        "hq admin": tenants.person(network, Position.HQ_ADMIN),
        "region manager": tenants.person(network, Position.REGION_MANAGER, region_ids=bound),
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ["centre head", "general manager", "cashier", "hq admin", "region manager"])
def test_every_page_of_the_menu(open_page: Open, people: dict[str, MadePerson], role: str, language: str) -> None:
    page = open_page("/", people[role], language)
    found = []
    for path in dict.fromkeys([*menu_of(page), "/account"]):
        page.goto(path)
        expect(page.locator("h1")).to_have_count(1)
        found += check(page, language)
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_imports(
    files_root: Path, open_page: Open, store: MadeStore, people: dict[str, MadePerson], language: str
) -> None:
    page = open_page("/imports/new", people["centre head"], language)
    found = check(page, language)
    ready = handed_in(store, people["centre head"], f"{HEADER}\n{BAD}\n{GOOD}\n")
    failed = handed_in(store, people["centre head"], "<html>")
    for path in (f"/imports/{ready}", f"/imports/{failed}", "/imports", "/"):
        page.goto(path)
        found += check(page, language, FILE_WORDS)
    assert found == []


def handed_in(store: MadeStore, who: MadePerson, content: str) -> uuid.UUID:
    """A file that was handed in and read, in this process: these are looked at, not waited for."""
    with unit_of_work(store.acting):
        run = hand_in(io.BytesIO(content.encode()), name="orders.csv", kind=Kind.REPAIR_ORDERS, by=who.actor)
    with unit_of_work(store.acting):
        reading.read(run.id)
    return run.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_errors_and_pages_for_strangers(open_page: Open, people: dict[str, MadePerson], language: str) -> None:
    page = open_page("/sign-in", language=language)
    found = check(page, language)
    for path in ("/nothing/here", "/imports"):
        page.goto(path)
        found += check(page, language)
    inside = open_page("/nothing/here", people["cashier"], language)
    found += check(inside, language)
    for path in ("/imports", "/hq/stores", f"/imports/{uuid.uuid4()}"):
        inside.goto(path)
        found += check(inside, language)
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_the_json_door(open_page: Open, language: str) -> None:
    page = open_page("/api/docs", language=language)
    expect(page.locator(".opblock").first).to_be_visible()
    expect(page.locator("#api-docs")).to_contain_text("/api/v1/imports")
    # Swagger UI's own markup is not ours to mend.
    assert check(page, language, without=("#api-docs",)) == []
