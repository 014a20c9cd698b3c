"""Network today over the web: page, part, JSON; down to the store and no further (HQ-4, HQ-7)."""

import datetime as dt
import re
import uuid
from collections.abc import Iterator

import psycopg
import pytest
import time_machine
from werkzeug.test import TestResponse

from backbone.db.unit_of_work import unit_of_work
from oem.standards.interface import publish_shipped_standards, publish_standard
from oem.standards.queries import settings_in_force
from tenants.access.interface import Position
from tenants.networks.interface import add_region
from tests.assembly.web.conftest import Visit
from tests.assembly.web.visitor import Visitor
from tests.factories import tenants
from tests.factories.tenants import MadeNetwork, MadePerson, MadeStore
from tests.house.counting import statements
from tests.oem.today.totals import AS_OF, DAY, LACK, hand_over, hand_over_staffing

PAGE = "/hq/today"
API = "/api/v1/hq/today"


@pytest.fixture(autouse=True)
def afternoon() -> Iterator[None]:
    """2026-11-20, 14:40 in Shanghai, a Friday."""
    with time_machine.travel(AS_OF.replace(minute=40), tick=True):
        yield


@pytest.fixture
def hq(visit: Visit, network: MadeNetwork) -> Visitor:
    return visit(tenants.person(network, Position.HQ_AFTER_SALES))


@pytest.fixture
def viewer(network: MadeNetwork) -> MadePerson:
    return tenants.person(network, Position.HQ_VIEWER)


def rows(answer: TestResponse) -> int:
    """How many stores the page shows."""
    assert answer.status_code == 200, answer.text
    return len(re.findall(r'<tr id="s-', answer.text))


def words(answer: TestResponse) -> str:
    """What the page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


# --- the page ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("HQ-4", "KPI-1")
def test_the_day_stands_there_with_its_counts(hq: Visitor, store: MadeStore, other_store: MadeStore) -> None:
    hand_over(store, done=30, overdue=12, to_call=18, handovers_due=1, handovers_missing=1)
    hand_over(other_store, done=0, to_call=0)
    said = words(hq.get(PAGE))
    assert "50.0% 30/60" in said
    assert "40% 12/30" in said
    assert "截至 14:35:10" in said
    assert "1/1" in said
    assert "无" in said, "a denominator of 0 is 'none', never 0 % (KPI-1)"


@pytest.mark.rule("HQ-4", "KPI-2", "ORG-3")
def test_what_is_late_is_told_by_programme(hq: Visitor, store: MadeStore) -> None:
    unsigned = {"reports_due": 5, "reports_unsigned": 3, "oldest_report_on": DAY - dt.timedelta(days=7)}
    hand_over(store, "three_dc", **unsigned, opinions_open=9)
    hand_over(store, "seven_dc", reports_due=5, complaints_open=3, complaints_overdue=1, oldest_complaint_due_on=DAY)
    hand_over_staffing(store, met=False)
    said = words(hq.get(f"{PAGE}?store={store.id}"))
    assert "未签日报 维修3DC 3/5，最早为 11-13 周五 催办" in said
    assert "逾期投诉 销售7DC 1/3，最早应于 11-20 周五 催办" in said
    assert "在岗 缺信息管理员，自 10-19" in said
    assert "逾期意见 维修3DC" not in said, "nothing is late"
    assert "2/3 缺信息管理员" in said
    assert "30% 3/10" in said, "the store's cell adds its programmes up"


@pytest.mark.rule("KPI-2")
def test_a_figure_opens_down_to_the_stores_programmes(hq: Visitor, network: MadeNetwork, store: MadeStore) -> None:
    with unit_of_work(network.acting):
        network.regions["south"] = add_region(name="south", by=network.actor).id
    far = tenants.store(network, region="south")
    hand_over(store, "three_dc", overdue=4, to_call=4)
    hand_over(store, "seven_dc", overdue=1, waiting=2)
    hand_over(far, "three_dc", done=5)
    region, own = store.region_id, f'id="s-{store.id}"'
    closed = hq.get(f"{PAGE}?region=")
    assert rows(closed) == 0
    assert f"region={region}" in closed.text
    opened = hq.get(f"{PAGE}?region={region}")
    assert (rows(opened), own in opened.text) == (1, True)
    deepest = hq.get(f"{PAGE}?region={region}&store={store.id}")
    lines = re.findall(r'<th scope="row"><span class="mark prog">', deepest.text)
    assert len(lines) == 2
    assert "维修3DC 8 0 0 4 4 0" in words(deepest)
    assert "销售7DC 3 0 2 1 0 0" in words(deepest)
    assert rows(hq.get(f"{PAGE}?store={far.id}")) == 1, "a store alone opens its region"


def test_the_latest_region_is_open_unless_nothing_is_late(hq: Visitor, network: MadeNetwork, store: MadeStore) -> None:
    with unit_of_work(network.acting):
        network.regions["south"] = add_region(name="south", by=network.actor).id
    far = tenants.store(network, region="south")
    hand_over(far, overdue=5, to_call=5)
    hand_over(store, done=5)
    assert f'id="s-{far.id}"' in hq.get(PAGE).text
    assert f'id="s-{far.id}"' not in hq.get(f"{PAGE}?programme=seven_dc").text


@pytest.mark.rule("KPI-1")
def test_a_day_off_is_not_called_fine(visit: Visit, viewer: MadePerson, store: MadeStore) -> None:
    """Nothing to judge is not the same as nothing late."""
    sunday = DAY + dt.timedelta(days=2)
    hand_over(store, day=sunday, as_of=AS_OF + dt.timedelta(days=2))
    with time_machine.travel(AS_OF + dt.timedelta(days=2)):
        said = words(visit(viewer).get(f"{PAGE}?store={store.id}"))
    assert "非工作日" in said
    assert "迟的仍然算迟" in said
    assert said.count("今日没有清单") == 2
    assert "没有迟的" not in said
    assert "正常" not in said


@pytest.mark.rule("HQ-4", "CB-3")
def test_what_is_overdue_shows_on_a_day_off_too(visit: Visit, viewer: MadePerson, store: MadeStore) -> None:
    sunday = DAY + dt.timedelta(days=2)
    hand_over(store, day=sunday, overdue=3, opinions_open=2, opinions_overdue=2, as_of=AS_OF + dt.timedelta(days=2))
    with time_machine.travel(AS_OF + dt.timedelta(days=2)):
        said = words(visit(viewer).get(PAGE))
    assert "逾期回访 3 条" in said
    assert "没有迟的" not in said


def test_many_stores_are_shown_late_ones_first(hq: Visitor, network: MadeNetwork) -> None:
    stores = [tenants.store(network) for _ in range(20)]
    for number, store in enumerate(stores):
        hand_over(store, overdue=number % 2, done=9)
    page = hq.get(PAGE)
    assert rows(page) == 10
    assert "其余 10 家没有迟的" in words(page)
    assert rows(hq.get(f"{PAGE}?region={network.regions['north']}&all=1")) == 20
    fine = stores[0]
    assert f'id="s-{fine.id}"' in hq.get(f"{PAGE}?store={fine.id}").text, "one that is asked for is always shown"


def test_addresses_that_mean_nothing_are_no_fault(hq: Visitor, store: MadeStore) -> None:
    hand_over(store, overdue=1)
    for query in ("region=x", f"region={uuid.uuid4()}", "store=1'", f"store={uuid.uuid4()}", "programme=x", "all=2"):
        assert hq.get(f"{PAGE}?{query}").status_code == 200


def test_a_script_gets_the_part_that_changes(hq: Visitor, store: MadeStore) -> None:
    part = hq.get(PAGE, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "<html" not in part.text
    assert '<table class="heat">' in part.text


def test_two_week_follow_up_can_be_chosen_when_it_is_switched_on(hq: Visitor, network: MadeNetwork) -> None:
    with unit_of_work(network.acting):
        publish_shipped_standards(by=network.actor)
    assert "两周跟踪" not in hq.get(PAGE).text
    with unit_of_work(network.acting):
        in_force = settings_in_force("service_14", DAY)
        assert in_force is not None
        publish_standard("service_14", in_force[1] | {"enabled": True}, valid_from=DAY, by=network.actor)
    assert "两周跟踪" in hq.get(PAGE).text


@pytest.mark.parametrize("stores", [3, 30])
def test_the_number_of_statements_does_not_grow(visit: Visit, network: MadeNetwork, stores: int) -> None:
    made = [tenants.store(network) for _ in range(stores)]
    for store in made:
        hand_over(store, overdue=2, to_call=5)
    bound = tenants.person(network, Position.REGION_MANAGER, region_ids=(network.regions["north"],))
    for who in (tenants.person(network, Position.HQ_VIEWER), bound):
        me = visit(who)
        me.get(PAGE)
        with statements() as sent:
            assert me.get(f"{PAGE}?store={made[0].id}").status_code == 200
        assert len(sent) <= 6, sent


# --- who sees what ----------------------------------------------------------------------------------------------------


@pytest.mark.rule("HQ-4")
def test_who_is_bound_to_a_region_sees_it_alone(visit: Visit, network: MadeNetwork, store: MadeStore) -> None:
    with unit_of_work(network.acting):
        network.regions["south"] = add_region(name="south", by=network.actor).id
    far = tenants.store(network, region="south")
    for each in (store, far):
        hand_over(each, overdue=3, to_call=3)
    manager = visit(tenants.person(network, Position.REGION_MANAGER, region_ids=(network.regions["north"],)))
    for path in (PAGE, API):
        answer = manager.get(path)
        assert str(store.id) in answer.text
        assert str(far.id) not in answer.text
        assert "south" not in answer.text
    assert f'id="s-{far.id}"' not in manager.get(f"{PAGE}?store={far.id}").text
    assert "/hq/reminders" not in manager.get(PAGE).text
    assert manager.get("/hq/reminders/new").status_code == 403
    sent = manager.post("/hq/reminders", {"about": "overdue_callbacks", "stores": str(store.id)})
    assert sent.status_code == 403


@pytest.mark.rule("HQ-7")
def test_no_customer_is_on_any_page_of_headquarters(
    hq: Visitor, store: MadeStore, superuser: psycopg.Connection
) -> None:
    hand_over(store, overdue=3, to_call=3)
    superuser.execute(
        """INSERT INTO app.customers (tenant_id, id, name, name_sort, is_company, created_at, updated_at, version)
           VALUES (%s, %s, 'CANARY', 'CANARY', false, now(), now(), 1)""",
        [store.id, uuid.uuid4()],
    )
    for path in (PAGE, f"{PAGE}?store={store.id}", API, "/hq/reminders/new"):
        assert "CANARY" not in hq.get(path).text


def test_a_store_has_no_way_in(visit: Visit, head: MadePerson) -> None:
    me = visit(head)
    assert [me.get(path).status_code for path in (PAGE, API, "/hq/reminders/new")] == [403, 403, 403]


def test_headquarters_lands_on_it(hq: Visitor) -> None:
    answer = hq.get("/")
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)


# --- JSON -------------------------------------------------------------------------------------------------------------


@pytest.mark.rule("KPI-1", "KPI-2")
def test_the_json_door_gives_the_same_counts(hq: Visitor, store: MadeStore, other_store: MadeStore) -> None:
    unsigned = {"reports_due": 5, "reports_unsigned": 2, "oldest_report_due_on": DAY - dt.timedelta(days=2)}
    hand_over(store, "three_dc", done=30, overdue=12, to_call=18, **unsigned)
    hand_over(other_store, "seven_dc", done=1, overdue=1, opinions_open=3)
    hand_over_staffing(store, met=False)
    seen = hq.get(API).json
    none = {"level": "fine", "oldest_on": None}
    assert seen["network"]["figures"]["overdue"] == {"n": 13, "of": 31, "level": "severe", "oldest_on": None}
    assert seen["network"]["figures"]["missing_handovers"] == {"n": 0, "of": 0} | none
    assert seen["network"]["figures"]["unsigned_reports"] == {
        "n": 2,
        "of": 5,
        "level": "late",
        "oldest_on": "2026-11-18",
    }
    assert seen["network"]["figures"]["overdue_opinions"] == {"n": 0, "of": 3} | none
    assert seen["network"]["figures"]["overdue_complaints"] == {"n": 0, "of": 0} | none
    assert seen["network"]["figures"]["below_minimum"]["oldest_on"] == "2026-10-19"
    assert [place["lacks"] for place in seen["stores"] if place["id"] == str(store.id)] == [[LACK]]
    for figure in seen["network"]["figures"]:
        for part in ("n", "of"):
            whole = seen["network"]["figures"][figure][part]
            assert whole == sum(place["figures"][figure][part] for place in seen["regions"])
            assert whole == sum(place["figures"][figure][part] for place in seen["stores"])
    assert {place["id"] for place in seen["stores"]} == {str(store.id), str(other_store.id)}
    assert hq.get(f"{API}?programme=seven_dc").json["network"]["figures"]["overdue"]["n"] == 1
    assert hq.get(f"{API}?programme=x").status_code == 422
