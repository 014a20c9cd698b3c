"""Every page there is, with something on it, in both languages: axe, validity, title, untranslated words, widths."""

import pytest
from playwright.sync_api import Page, expect

from assembly.app import create_app
from backbone.config import Settings
from backbone.web.marks import listed
from tests.browser.conftest import LOCALES, Open
from tests.browser.pages.furnished import DATA, Furnished
from tests.browser.pages.seen import DEVICE, HALF_IN, NO_PAGES, SEEN, STRANGER
from tests.browser.test_every_page import check
from tests.factories.tenants import MadeNetwork

WITHOUT = {"/api/docs": ("#api-docs",)}
"""Markup of others that is not ours to mend."""


def test_every_page_is_looked_at(settings: Settings) -> None:
    asked = {rule for rule, method, _, _ in listed(create_app(settings)) if method == "GET"}
    pages = {rule for rule in asked if not rule.startswith("/api/v1/")} - NO_PAGES
    assert pages - set(SEEN) == set(), "add these to tests/browser/pages/seen.py"
    assert set(SEEN) - pages == set()


class Looker:
    """Goes from page to page, each person in a browser of their own."""

    def __init__(self, sit_down: Open, furnished: Furnished, language: str) -> None:
        self.sit_down, self.furnished, self.language = sit_down, furnished, language
        self.pages: dict[str, Page] = {}

    def look(self, rule: str, who: str, address: str) -> list[str]:
        page = self.pages.get(who) or self._enter(who)
        self.pages[who] = page
        if who != HALF_IN:
            page.goto(address.format_map(self.furnished.things))
        if rule not in WITHOUT:
            expect(page.locator("h1")).to_have_count(1)
        return [f"{who}: {fault}" for fault in check(page, self.language, DATA, WITHOUT.get(rule, ()))]

    def _enter(self, who: str) -> Page:
        if who == STRANGER:
            return self.sit_down("/sign-in", language=self.language)
        if who not in (HALF_IN, DEVICE):
            return self.sit_down("/account", self.furnished.people[who], self.language)
        page, person = self.sit_down("/sign-in", language=self.language), self.furnished.people[DEVICE]
        for field, text in (("code", person.code), ("user_name", person.username), ("password", person.password)):
            page.locator(f"form [name={field}]").fill(text)
        page.keyboard.press("Enter")
        page.wait_for_url("**/sign-in/code*")
        if who == DEVICE:
            page.locator("main details summary").click()
            page.locator("[name=recovery_code]").fill(self.furnished.recovery_code)
            page.keyboard.press("Enter")
            page.wait_for_url(lambda url: "/sign-in" not in url)
        return page


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("half", ["first", "second"])
def test_a_page_is_sound(sit_down: Open, network: MadeNetwork, language: str, half: str) -> None:
    looker = Looker(sit_down, Furnished.made(network, LOCALES[language]), language)
    rules = sorted(SEEN)
    middle = len(rules) // 2
    found = []
    for rule in rules[:middle] if half == "first" else rules[middle:]:
        for who, address in SEEN[rule]:
            found += looker.look(rule, who, address)
    assert not found, "\n".join(found)
