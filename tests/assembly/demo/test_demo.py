"""The demo network is sound: made by the actions of real use, so chains hold, figures agree, pages show something."""

import re
from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask

from assembly.demo import seeding
from assembly.demo.network import NETWORK, PASSWORD, PEOPLE, STORES, DemoPerson
from assembly.demo.seeding import seed
from assembly.onboarding import actor_of, find_place
from backbone.db.unit_of_work import acting_as, current
from dealer.callbacks.models import Callback, CallListEntry
from dealer.reports.actions.keys import use_keys
from dealer.reports.interface import DailyReport, chain_faults
from oem.today.models import DayTotal
from tenants.access.interface import Side
from tests.assembly.web.conftest import _app, app  # noqa: F401 - the whole application
from tests.assembly.web.visitor import Visitor
from tests.dealer.callbacks.calendars import at

DAYS = 8
SOME = tuple(each for each in STORES if each.code in {"SZ-WZ01", "NT-CC02", "TJ-NK02"})
WEDNESDAY, SUNDAY = "2026-10-28 15:20", "2026-11-01 10:24"
LINK = re.compile(r'href="(/[^"#]*)')
NEVER_FOLLOWED = re.compile(r"/(static|api|sign-in|session)\b|\.(pdf|xlsx)")
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
VALUE = re.compile(r"=[^&]*")
EACH_KIND = 2
"""So many pages of one kind are looked at, such as single reports."""
NEVER_EMPTY = {
    "linyuxin": ("/callbacks?tab=done", "/voices?tab=archived", "/imports", "/reports", "/corrections", "/day-plan"),
    "zhoumin": ("/callbacks?tab=done", "/voices?tab=archived", "/reports", "/supervision", "/audit-trail"),
    "chengzhiyuan": ("/reports", "/settings/staffing", "/instructions"),
    "xuyue": ("/reports", "/voices"),
    "fangwei": ("/hq/today", "/hq/stores"),
}


@pytest.fixture(autouse=True)
def sealing() -> None:
    use_keys("a key of these tests")


def _said(lines: list[str], days: int = DAYS) -> str:
    return seed(days=days, say=lines.append)


@pytest.mark.rule("REP-4")
@pytest.mark.rule("KPI-2")
def test_a_short_history_is_sound_and_every_page_shows_it(
    app: Flask,  # noqa: F811 - the fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(seeding, "STORES", SOME)
    with time_machine.travel(at(WEDNESDAY), tick=False):
        _said([])
        for store in SOME:
            _require_sound(store.code)
        for person in PEOPLE:
            _look_around(Visitor(app), person)
        again: list[str] = []
        assert PASSWORD in _said(again)
        assert again == []


def _require_sound(code: str) -> None:
    """Seals hold, somebody called, and what headquarters was told is what the lists say."""
    with acting_as(actor_of(find_place(code, Side.STORE)).acting):
        sealed, faults = chain_faults()
        assert not faults
        assert sealed or code == "TJ-NK02"
        assert current().query(DailyReport).filter(DailyReport.state == "open").count()
        assert current().query(Callback).filter(Callback.state == "done").count()
        for total in current().query(DayTotal):
            listed = current().query(CallListEntry).join(Callback, Callback.id == CallListEntry.callback_id)
            mine = listed.filter(CallListEntry.day == total.day, Callback.programme == total.programme)
            assert mine.count() == total.planned, (code, total.day, total.programme)


def _look_around(visitor: Visitor, person: DemoPerson) -> None:
    """Follow what the pages offer, a few of each kind; none may fail, and some may not be empty."""
    assert visitor.try_to_sign_in(person.place, person.username, PASSWORD).status_code == 303
    seen: dict[str, int] = {}
    waiting = ["/" if person.place != NETWORK else "/hq/today"]
    while waiting:
        path = waiting.pop()
        answer = visitor.get(path)
        assert answer.status_code in {200, 302, 303}, (person.username, path, answer.status_code)
        for link in _links(answer.text):
            kind = VALUE.sub("=", ID.sub("ID", link))
            if seen.setdefault(kind, 0) < EACH_KIND and link not in waiting:
                seen[kind] += 1
                waiting.append(link)
    for path in NEVER_EMPTY.get(person.username, ()):
        assert 'class="empty"' not in visitor.get(path).text, (person.username, path)


def _links(page: str) -> Iterator[str]:
    found = (each.replace("&amp;", "&") for each in LINK.findall(page))
    # Cursors, orders and dates of a list lead to ever more of the same.
    return (each for each in found if not NEVER_FOLLOWED.search(each) and each.count("=") < 2 and "cursor" not in each)


def test_a_seed_that_was_stopped_is_finished_by_the_next(
    database: object, files_root: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seeding, "STORES", SOME[1:])
    told: list[str] = []

    def stopped(line: str) -> None:
        told.append(line)
        if len(told) == 2:
            raise KeyboardInterrupt

    with time_machine.travel(at(SUNDAY), tick=False):
        with pytest.raises(KeyboardInterrupt):
            seed(days=4, say=stopped)
        told.clear()
        _said(told, days=4)
        assert "not finished" in told[0]
        told.clear()
        _said(told)
        assert told == []
