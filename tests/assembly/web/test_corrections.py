"""Corrections over the web: page and JSON (CUS-8, CUS-9, CB-4)."""

import re
import uuid
from collections.abc import Iterator
from itertools import pairwise

import psycopg
import pytest
import time_machine
from flask import Flask

from backbone.db.unit_of_work import unit_of_work
from dealer.corrections.interface import CorrectionWanted, open_correction
from tenants.access.interface import Position
from tests.assembly.web.conftest import Visit
from tests.assembly.web.visitor import Visitor, at_once
from tests.dealer.callbacks.calendars import at, day
from tests.dealer.callbacks.visits import customer
from tests.dealer.corrections.made import Called, called
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore
from tests.house.counting import statements
from tests.house.outbox import waiting

PAGE, API = "/corrections", "/api/v1/corrections"
WRONG, RIGHT = "13900005033", "13800001111"


@pytest.fixture(autouse=True)
def thursday() -> Iterator[None]:
    """2026-10-22, 10:42 in Shanghai."""
    with time_machine.travel(at("2026-10-22 10:42"), tick=True):
        yield


@pytest.fixture
def me(visit: Visit, head: MadePerson) -> Visitor:
    return visit(head)


@pytest.fixture
def call(store: MadeStore) -> Called:
    return called(store, day("2026-10-21"), at("2026-10-22 09:00"), phone=WRONG)


def wrong_number(store: MadeStore, call: Called) -> uuid.UUID:
    ids = {"callback_id": call.callback_id, "customer_id": call.customer_id, "phone_id": call.phone_id}
    wanted = CorrectionWanted(kind="phone", department="after_sales", wrong=WRONG, note=f"not {WRONG}", **ids)
    with unit_of_work(store.acting):
        return open_correction(wanted, by=store.actor).id


def owners(store: MadeStore, count: int, department: str = "sales") -> list[uuid.UUID]:
    people = [customer(store, phone=None) for _ in range(count)]
    with unit_of_work(store.acting):
        return [
            open_correction(
                CorrectionWanted(kind="owner", department=department, customer_id=each),  # type: ignore[arg-type]
                by=store.actor,
            ).id
            for each in people
        ]


def close(me: Visitor, one: uuid.UUID, **given: str) -> tuple[int, dict[str, object]]:
    answer = me.call(f"{API}/{one}/closings", json=given)
    return answer.status_code, answer.json


@pytest.mark.rule("CUS-8")
def test_the_list_says_all_that_is_needed_to_put_it_right(me: Visitor, store: MadeStore, call: Called) -> None:
    one = wrong_number(store, call)
    (row,) = me.get(API).json["corrections"]
    assert (row["id"], row["kind"], row["wrong"], row["customer"]) == (str(one), "phone", WRONG, "沈国平")
    assert (row["plate"], row["visit_on"], row["department"]) == ("苏E12345", "2026-10-21", "after_sales")
    assert row["due_at"].startswith("2026-10-23T")
    page = me.get(PAGE).text
    for word in (WRONG, "沈国平", "苏E12345", row["number"], "10-21"):
        assert word in page


@pytest.mark.rule("CUS-8", "CB-4")
def test_a_right_number_closes_it_and_wakes_the_callbacks(
    me: Visitor, store: MadeStore, call: Called, superuser: psycopg.Connection
) -> None:
    one = wrong_number(store, call)
    assert close(me, one, outcome="corrected", value="1")[0] == 422
    assert [entry.job for entry in waiting()] == []
    status, answer = close(me, one, outcome="corrected", value=RIGHT)
    assert (status, answer["outcome"]) == (201, "corrected")
    (job,) = [entry for entry in waiting() if entry.job == "callbacks.numbers_changed"]
    assert job.payload == {"customer_id": str(call.customer_id)}
    numbers = "SELECT number FROM app.customer_phones ORDER BY rank"
    assert superuser.execute(numbers).fetchall() == [(RIGHT,), (WRONG,)]
    assert close(me, one, outcome="corrected", value=RIGHT)[0] == 409


@pytest.mark.rule("CUS-9")
def test_numbers_are_shown_to_whoever_has_to_put_them_right(
    visit: Visit, me: Visitor, store: MadeStore, call: Called
) -> None:
    one = wrong_number(store, call)
    manager = visit(tenants.person(store, Position.GENERAL_MANAGER))
    for path in (PAGE, API):
        assert WRONG not in manager.get(path).text
        assert "****5033" in manager.get(path).text
    assert close(manager, one, outcome="corrected", value=RIGHT)[0] == 403
    close(me, one, outcome="corrected", value=RIGHT)
    for path in (f"{PAGE}?closed=1", f"{API}?closed=true"):
        assert RIGHT not in me.get(path).text
        assert "****1111" in me.get(path).text


@pytest.mark.rule("CUS-8")
def test_a_department_sees_its_own(visit: Visit, me: Visitor, store: MadeStore, call: Called) -> None:
    one, (other, *_) = wrong_number(store, call), owners(store, 2)
    advisor = visit(tenants.person(store, Position.SERVICE_ADVISOR))
    assert [row["id"] for row in advisor.get(API).json["corrections"]] == [str(one)]
    assert advisor.get(f"{API}?department=sales").json == {"total": 0, "corrections": [], "next_cursor": None}
    assert close(advisor, other, outcome="none_known", reason="x")[0] == 403
    assert menu_count(advisor) == 1
    assert (menu_count(me), me.get(API).json["total"], me.get(f"{API}?department=sales").json["total"]) == (3, 3, 2)
    assert visit(tenants.person(store, Position.CASHIER)).get(PAGE).status_code == 403


def menu_count(me: Visitor) -> int:
    found = re.search(r'<a href="/corrections"[^>]*>.*?<small>(\d+)</small>', me.get(PAGE).text)
    return int(found[1]) if found else 0


def test_what_was_typed_stays_beside_what_is_wrong_with_it(me: Visitor, store: MadeStore, call: Called) -> None:
    one = wrong_number(store, call)
    refused = me.post(f"{PAGE}/{one}/closings", {"outcome": "corrected", "value": "139 <b>", "back": "closed=&x=1"})
    assert refused.status_code == 422
    assert 'value="139 &lt;b&gt;"' in refused.text
    assert re.search(rf'id="value-{one}-error"', refused.text)
    assert '<details name="fix" open>' in refused.text
    assert me.post(f"{PAGE}/{one}/closings", {"outcome": "corrected", "value": RIGHT}).status_code == 303
    late = me.post(f"{PAGE}/{one}/closings", {"outcome": "corrected", "value": RIGHT})
    assert (late.status_code, late.headers["Location"]) == (303, PAGE)
    assert me.post(f"{PAGE}/{uuid.uuid4()}/closings", {"value": RIGHT}).status_code == 404


def test_five_who_close_it_at_once_close_it_once(
    app: Flask, me: Visitor, store: MadeStore, call: Called, superuser: psycopg.Connection
) -> None:
    one, body = wrong_number(store, call), {"outcome": "corrected", "value": RIGHT}
    answers = at_once(app, me, 5, lambda jar: jar.call(f"{API}/{one}/closings", json=body))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
    assert superuser.execute("SELECT count(*) FROM app.customer_phones").fetchone() == (2,)


@pytest.mark.parametrize("closed", [False, True])
def test_pages_lose_and_double_nothing(me: Visitor, store: MadeStore, closed: bool) -> None:
    """All of them are due at the same moment; the closed ones come newest first."""
    made = owners(store, 60)
    for one in made if closed else []:
        assert close(me, one, outcome="none_known", reason="x")[0] == 201
    found, moments, cursor = [], [], ""
    while cursor is not None:
        query = f"closed={str(closed).lower()}&limit=7" + (f"&cursor={cursor}" if cursor else "")
        page = me.get(f"{API}?{query}").json
        found += [row["id"] for row in page["corrections"]]
        moments += [row["closed_at"] for row in page["corrections"]]
        cursor = page["next_cursor"]
    assert sorted(found) == sorted(map(str, made))
    assert not closed or all(later >= earlier for later, earlier in pairwise(moments))
    shown, url = 0, f"{PAGE}?closed=1" if closed else PAGE
    while url:
        text = me.get(url).text
        shown += len(re.findall(r'<td class="wrong">', text))
        link = re.search(r'href="([^"]+)" rel="next"', text)
        url = link[1].replace("&amp;", "&") if link else ""
    assert shown == 60


def test_a_page_link_of_another_list_is_refused(me: Visitor, store: MadeStore) -> None:
    owners(store, 3)
    cursor = me.get(f"{API}?limit=1").json["next_cursor"]
    for query in (f"closed=true&cursor={cursor}", f"department=sales&cursor={cursor}", "cursor=nonsense"):
        assert me.get(f"{API}?{query}").status_code == 422
    assert me.get(f"{PAGE}?closed=2&department=x").status_code == 200


def test_a_page_takes_few_statements_however_many_rows(me: Visitor, store: MadeStore, call: Called) -> None:
    wrong_number(store, call)
    owners(store, 30)
    me.get(PAGE)
    with statements() as sent:
        assert me.get(PAGE).status_code == 200
    assert len([each for each in sent if "app.corrections" in each]) == 3  # counts, rows, the menu's counts
    assert len(sent) <= 6


def test_other_people_s_lists_are_empty_with_a_word(visit: Visit, other_store: MadeStore, store: MadeStore) -> None:
    owners(store, 2)
    other = visit(tenants.person(other_store, Position.CENTRE_HEAD))
    assert other.get(API).json["corrections"] == []
    assert '<div class="empty">' in other.get(PAGE).text
    assert '<div class="empty">' in other.get(f"{PAGE}?closed=1").text


def test_the_desk_tells_who_puts_it_right(visit: Visit, store: MadeStore, call: Called) -> None:
    wrong_number(store, call)
    advisor = visit(tenants.person(store, Position.SERVICE_ADVISOR))
    assert "1 条资料待更正" in advisor.get("/").text
    seller = visit(tenants.person(store, Position.SALES_CONSULTANT))
    assert "资料待更正" not in seller.get("/").text
