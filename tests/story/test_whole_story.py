"""The whole story on the real thing: file, list, call, report, signatures, headquarters; two stores, two languages."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from backbone.db.unit_of_work import unit_of_work
from dealer.callbacks.interface import close_days
from dealer.imports.reading.kinds import Kind
from dealer.reports.interface import compile_due
from oem.questionnaires.interface import publish_shipped_questionnaires
from tests.browser.calls.hands import going_on, take_next
from tests.browser.conftest import LOCALES, PHONE, Open, opening
from tests.browser.site import answering, running
from tests.browser.test_every_page import check
from tests.dealer.callbacks.calendars import at
from tests.dealer.callbacks.test_frozen_lists import freeze
from tests.dealer.imports.files import sample
from tests.factories.tenants import MadeNetwork, MadePerson
from tests.house.databases import Place
from tests.story import hands
from tests.story.cast import Dealer, dealer

pytestmark = pytest.mark.browser

IMPORTING, CLOSING = at("2026-11-02 09:20"), "2026-11-02 20:06"
CALLING, SIGNING = at("2026-11-03 10:42"), at("2026-11-03 20:16")
REPORTS = 4
"""Two programmes on Monday and Tuesday; the 7DC ones are nil."""
DONE = 3
"""Content, not content, refused; who hung up is called again."""
PLANNED = {"a": 11, "b": 6}
"""Picked up on 1 November, to be called: counted by hand in the exports."""
SAID = {"zh": "结账多了两百块", "en": "The bill was two hundred higher"}
ORDER = {"zh": "结算前由服务顾问逐项解释", "en": "Explain every item before the bill is paid"}
Sit = Callable[..., contextlib.AbstractContextManager[Open]]
COUNTS = ("data_rows", "records", "", "", "repeated", "conflicts", "rejected", "warned")


@dataclass
class Story:
    """The stage, and what was found wrong on its pages."""

    network: MadeNetwork
    dealers: list[Dealer]
    place: Place
    home: Path
    chromium: Browser
    faults: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @contextlib.contextmanager
    def at(self, moment: dt.datetime, *, whole: bool) -> Iterator[Open]:
        """The product at that hour: `whole` with worker and dispatcher, or the pages alone."""
        start = running if whole else answering
        with (
            start(self.place, self.home, clock=moment) as site,
            time_machine.travel(moment, tick=True),
            opening(site, self.chromium, self.complaints) as opened,
        ):
            yield opened

    def look(self, page: Page, dealer: Dealer | None = None, language: str = "") -> None:
        """As every page is looked at."""
        source = page.request.get(page.url).text()
        known = [*(dealer.data if dealer else ()), *SAID.values(), *ORDER.values()]
        data = tuple(word for word in known if word in source)
        self.faults += check(page, language or dealer.language, data)


@pytest.fixture
def story(network: MadeNetwork, place: Place, database: Engine, chromium: Browser, tmp_path: Path) -> Story:
    with time_machine.travel(IMPORTING):
        with unit_of_work(network.acting):
            publish_shipped_questionnaires(by=network.actor)
        dealers = [
            dealer(network, plan=1, language="zh", exports="a"),
            dealer(network, plan=2, language="en", exports="b"),
        ]
    return Story(network, dealers, place, tmp_path, chromium)


@pytest.mark.rule("DATA-1", "CB-3", "CB-6", "CB-8", "ORG-4", "REP-2", "REP-3", "REP-4", "HQ-4", "HQ-7")
def test_from_the_file_to_headquarters(story: Story, admin: MadePerson) -> None:
    with story.at(IMPORTING, whole=True) as open_page:
        for each in story.dealers:
            imports(story, open_page, each)
    evening(story)
    with story.at(CALLING, whole=False) as open_page:
        for each in story.dealers:
            calls(story, open_page, each)
    with story.at(SIGNING, whole=True) as open_page:
        for each in story.dealers:
            signs(story, open_page, each)
        headquarters_looks(story, open_page, admin)
    assert not story.faults, "\n".join(story.faults)
    assert story.complaints == []


def evening(story: Story) -> None:
    """What the schedule does after closing: the day is settled, tomorrow's list frozen, the day's reports compiled."""
    moment = at(CLOSING)
    with time_machine.travel(moment):
        freeze(story.network, CLOSING)
        for each in story.dealers:
            with unit_of_work(each.store.acting):
                close_days(at=moment)
            with unit_of_work(each.store.acting):
                assert compile_due(at=moment) == REPORTS / 2


def imports(story: Story, open_page: Open, dealer: Dealer) -> None:
    """The head hands both files in, sees what was read, imports; what came today is on the list."""
    page = open_page("/sign-in", language=dealer.language)
    hands.sign_in(page, dealer.people["head"])
    for kind in Kind:
        path, expected = sample(dealer.exports, kind)
        hands.hand_in(page, path, kind.value)
        told = dict(zip(COUNTS, hands.numbers(page.locator("dl.counts")), strict=True))
        wanted = {name: len(value) if isinstance(value, dict | list) else value for name, value in expected.items()}
        assert {name: told[name] for name in COUNTS if name} == {name: wanted[name] for name in COUNTS if name}
        assert page.locator("section.columns tr.lack").count() == 0
        story.look(page, dealer)
        hands.import_it(page)
    story.look(page, dealer)
    page.goto("/callbacks")
    expect(page.locator("tr[data-row]")).to_have_count(PLANNED[dealer.exports])
    story.look(page, dealer)
    page.goto("/")
    story.look(page, dealer)


def calls(story: Story, open_page: Open, dealer: Dealer) -> None:
    """By keyboard: one is content, one is not, one hangs up, one does not want to."""
    page = open_page("/callbacks", dealer.people["caller"])
    expect(page.locator("tr[data-row]")).to_have_count(PLANNED[dealer.exports])
    story.look(page, dealer)
    take_next(page)
    story.look(page, dealer)
    hands.answered_well(page)
    hands.answered_low(page, SAID[dealer.language])
    for key in "er":
        going_on(page, key, "Enter")
    page.goto("/callbacks?tab=done")
    expect(page.locator("tr[data-row]")).to_have_count(DONE)
    story.look(page, dealer)
    page = open_page("/voices", dealer.people["head"])
    page.locator("th.said a").first.click()
    expect(page.locator("main")).to_contain_text(SAID[dealer.language])
    story.look(page, dealer)


def signs(story: Story, open_page: Open, dealer: Dealer) -> None:
    """Along the plan's route; the last one on a phone, with an instruction; then the public page."""
    for who in dealer.signers:
        page = open_page("/reports", dealer.people[who])
        wait_for(page, "table.reports tbody tr", REPORTS)
        story.look(page, dealer)
        page.locator("a.first").first.click()
        page.wait_for_url("**/reports/*-*")
        story.look(page, dealer)
        hands.sign_all(page)
    report = dealer.report(CALLING.date())
    page = open_page(f"/reports/{report}", dealer.people["manager"])
    story.look(page, dealer)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    hands.instruct(page, ORDER[dealer.language])
    assert hands.sign_all(page) == REPORTS
    page.goto(f"/reports/{report}")
    expect(page.locator("main")).to_contain_text(ORDER[dealer.language])
    expect(page.locator(".route li.ok")).to_have_count(len(dealer.signers) + 1)
    story.look(page, dealer)
    page.locator("a[href^='/verify/']").click()
    expect(page.locator(".verdict.ok")).to_be_visible()
    story.look(page, dealer)
    page = open_page("/instructions", dealer.people["after sales"])
    expect(page.locator("main")).to_contain_text(ORDER[dealer.language])
    story.look(page, dealer)


def wait_for(page: Page, selector: str, count: int) -> None:
    """Reload until so many are there: the evening's jobs are on their way."""
    for _ in range(hands.JOBS // 500):
        if page.locator(selector).count() == count:
            return
        page.wait_for_timeout(500)
        page.reload()
    pytest.fail(f"{count} {selector} never came to {page.url}")


def headquarters_looks(story: Story, open_page: Open, admin: MadePerson) -> None:
    """The stores' figures agree with what was done, and no customer is named."""
    personal = set().union(*(each.personal() for each in story.dealers))
    for language in LOCALES:
        page = open_page("/hq/today", admin, language)
        for each in story.dealers:
            page.goto(f"/hq/today?region={each.store.region_id}&store={each.store.id}")
            [line] = [row for row in page.locator("tr.detail tbody tr").all() if "3DC" in row.inner_text()]
            assert [int(cell) for cell in line.locator("td.n").all_inner_texts()[:2]] == [PLANNED[each.exports], DONE]
            story.look(page, language=language)
            assert {word for word in personal if word in page.content()} == set()
        for path in ("/hq/stores", "/audit-trail", "/api/v1/hq/today"):
            told = page.request.get(path).text()
            assert {word for word in personal if word in told} == set()
