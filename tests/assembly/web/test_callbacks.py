"""The callback list over the web: page and JSON (CB-3, CB-10, P4)."""

import re
import uuid
from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from backbone.db.unit_of_work import current, unit_of_work
from dealer.callbacks.interface import VisitKind
from dealer.callbacks.models import Callback
from tenants.access.interface import HOLDERS, Permission, Position, Side
from tests.assembly.web.conftest import Visit
from tests.assembly.web.visitor import Visitor
from tests.dealer.callbacks.calendars import at, day
from tests.dealer.callbacks.visits import MadeVisit, car, customer, import_
from tests.factories import tenants
from tests.factories.tenants import MadeNetwork, MadePerson, MadeStore
from tests.house.counting import statements

PAGE, API = "/callbacks", "/api/v1/callbacks"
KNOWN = at("2026-10-21 09:00")


@pytest.fixture(autouse=True)
def thursday() -> Iterator[None]:
    """2026-10-22, 10:42 in Shanghai."""
    with time_machine.travel(at("2026-10-22 10:42"), tick=True):
        yield


@pytest.fixture
def me(visit: Visit, head: MadePerson) -> Visitor:
    return visit(head)


def plan(store: MadeStore, count: int, **values: object) -> list[MadeVisit]:
    made = [MadeVisit(**{"day0": day("2026-10-20"), "known_at": KNOWN, **values}) for _ in range(count)]
    import_(store, *made, now=KNOWN)
    return made


def ids(store: MadeStore) -> list[uuid.UUID]:
    with unit_of_work(store.acting):
        return list(current().scalars(select(Callback.id).order_by(Callback.id)))


def assigned(store: MadeStore) -> list[uuid.UUID | None]:
    with unit_of_work(store.acting):
        return list(current().scalars(select(Callback.assigned_to).order_by(Callback.id)))


def words(answer: TestResponse) -> str:
    """What the page says, without its markup."""
    assert answer.status_code == 200, answer.text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def listed(answer: TestResponse) -> list[str]:
    return re.findall(r'name="callback" value="([0-9a-f-]{36})"', answer.text)


# --- the page ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("CB-3", "CUS-9")
def test_a_row_says_who_why_when_and_by_whom_in_both_languages(me: Visitor, store: MadeStore, head: MadePerson) -> None:
    who = {"customer_id": customer(store, name="沈国平", phone="13912345033"), "vehicle_id": car(store)}
    plan(store, 1, wish="下午3点", served_by="顾晓明", **who)
    with unit_of_work(store.acting) as session:
        session.execute(update(Callback).values(assigned_to=head.id, slots_tried=1, tries=1))
    said = words(me.get(PAGE))
    wanted = (
        "15:00 起",
        "维修3DC",
        "沈国平",
        "139****5033",
        "凌川 X7",
        "苏E12345",
        "定期保养",
        "顾晓明",
        head.actor.name,
    )
    assert [word for word in (*wanted, "有回访意愿 1 /1", "第2工作日", "截至 10:42") if word not in said] == []
    assert "13912345033" not in me.get(PAGE).text
    assert 'aria-label="上午 已试, 下午 未试, 傍晚 未试"' in me.get(PAGE).text
    me.post("/language", {"language": "en"})
    said = words(me.get(PAGE))
    wanted = ("from 15:00", "Service 3DC", "By the customer's wish", "duty day 2", "as of 10:42", "Today's plan 1")
    assert [word for word in wanted if word not in said.replace("&#39;", "'")] == []


@pytest.mark.rule("CB-1")
def test_the_latest_time_is_said_with_its_reason(me: Visitor, store: MadeStore) -> None:
    for number, (day0, said) in enumerate(
        [
            ("2026-10-19", "今日 20:00 第3工作日"),
            ("2026-10-20", "明日 20:00 第2工作日"),
            ("2026-10-15", "10-20 周二 逾期2工作日"),
            ("2026-10-16", "昨日 逾期1工作日"),
        ]
    ):
        name = f"客户{number}"
        plan(store, 1, day0=day(day0), customer_id=customer(store, name=name))
        assert re.search(rf"{name} .*?{said}", words(me.get(PAGE))), said
    plan(store, 1, day0=day("2026-10-16"), kind=VisitKind.DELIVERIES)
    assert "周五 20:00" not in words(me.get(f"{PAGE}?programme=three_dc"))
    assert re.search("明日 20:00 第6天", words(me.get(f"{PAGE}?programme=seven_dc")))


@pytest.mark.parametrize(
    ("tab", "said"),
    [
        ("today", "今日没有计划的回访"),
        ("overdue", "没有逾期"),
        ("waiting", "没有在等回复的客户"),
        ("done", "今日还没有完成的回访"),
        ("tomorrow", "下一份清单还没有新回访"),
    ],
)
def test_an_empty_tab_says_what_to_do_next(me: Visitor, tab: str, said: str) -> None:
    page = me.get(f"{PAGE}?tab={tab}")
    assert said in words(page)
    assert re.search(r'<a class="btn go" href="(/imports/new|/callbacks)"', page.text)


def test_todays_list_called_through_and_a_filter_that_leaves_nothing(me: Visitor, store: MadeStore) -> None:
    plan(store, 1)
    assert "没有符合筛选的回访" in words(me.get(f"{PAGE}?wish=1"))
    with unit_of_work(store.acting) as session:
        session.execute(update(Callback).values(state="done", tries=1, ended_at=at("2026-10-22 10:00")))
    assert "今日清单已打完" in words(me.get(PAGE))
    assert "已完成 10:00" in words(me.get(f"{PAGE}?tab=done"))


@pytest.mark.rule("CB-3")
def test_a_day_off_says_so(visit: Visit, head: MadePerson, store: MadeStore) -> None:
    plan(store, 1)
    with time_machine.travel(at("2026-10-24 11:00"), tick=True):
        assert "今日休息，下一工作日 10-26 周一" in words(visit(head).get(PAGE))


@pytest.mark.rule("CB-3")
def test_pages_and_filters_show_every_row_exactly_once(me: Visitor, store: MadeStore, head: MadePerson) -> None:
    plan(store, 60)
    plan(store, 15, kind=VisitKind.DELIVERIES, day0=day("2026-10-16"))
    with unit_of_work(store.acting) as session:
        some = session.scalars(select(Callback.id).limit(20)).all()
        session.execute(update(Callback).where(Callback.id.in_(some)).values(assigned_to=head.id))
    for query, count in [("", 75), ("programme=seven_dc", 15), (f"caller={head.id}", 20), ("unassigned=1", 55)]:
        found, url = [], f"{PAGE}?{query}"
        while url:
            page = me.get(url)
            found += listed(page)
            link = re.search(r'href="([^"]+)" rel="next"', page.text)
            url = link[1].replace("&amp;", "&") if link else ""
        assert len(found) == len(set(found)) == count, query
    assert me.get(f"{PAGE}?cursor=nonsense").status_code == 422
    assert me.get(f"{PAGE}?tab=nonsense&caller=1&programme=x").status_code == 200


@pytest.mark.parametrize("tab", ["today", "overdue", "waiting", "done", "tomorrow"])
def test_a_page_takes_at_most_six_statements(me: Visitor, store: MadeStore, tab: str) -> None:
    """Session, person and rights count as one (architecture §9)."""
    who = {"customer_id": customer(store), "vehicle_id": car(store)}
    for day0 in ("2026-10-15", "2026-10-20", "2026-10-21"):
        plan(store, 20, day0=day(day0), **who)
    me.get(f"{PAGE}?tab={tab}")
    with statements() as sent:
        assert me.get(f"{PAGE}?tab={tab}").status_code == 200
    who_asks = [each for each in sent if "sign_in_sessions" in each or "LEFT JOIN app.position_holdings" in each]
    assert len(who_asks) == 2
    assert 1 + len(sent) - len(who_asks) <= 6, sent
    assert len([each for each in sent if "app.callbacks" in each]) == 2


def test_who_may_see_and_who_may_not(visit: Visit, network: MadeNetwork, store: MadeStore) -> None:
    plan(store, 1)
    tenants.person(store, Position.CUSTOMER_REPRESENTATIVE)  # somebody to assign to
    for position in Position:
        home = network if position.side is Side.HQ else store
        bound = (network.regions["north"],) if position.bound_to_regions else ()
        person = visit(tenants.person(home, position, region_ids=bound))
        sees, assigns = (
            position in HOLDERS[permission] for permission in (Permission.CALLBACKS_SEE, Permission.CALLBACKS_ASSIGN)
        )
        page = person.get(PAGE)
        assert page.status_code == (200 if sees else 403), position
        assert person.get(API).status_code == (200 if sees else 403), position
        assert ('id="assign"' in page.text) is assigns, position
        assert (person.post(f"{PAGE}/assignments").status_code == 403) is not assigns, position


# --- assigning --------------------------------------------------------------------------------------------------------


@pytest.mark.rule("CB-10")
def test_the_form_assigns_and_comes_back_to_where_one_was(me: Visitor, store: MadeStore) -> None:
    caller = tenants.person(store, Position.CUSTOMER_REPRESENTATIVE)
    plan(store, 2)
    plan(store, 1, served_by=caller.actor.name)
    form = {"callback": [str(each) for each in ids(store)], "to": str(caller.id), "back": "tab=overdue&wish=1"}
    answer = me.post(f"{PAGE}/assignments", form)
    assert (answer.status_code, answer.location) == (303, f"{PAGE}?tab=overdue&wish=1")
    said = words(me.get(PAGE))
    assert f"已改派：{caller.actor.name} 2。" in said
    assert "1 条未改派：不能回访自己接待的客户。" in said
    assert sorted(map(str, assigned(store))) == sorted([str(caller.id), str(caller.id), "None"])


@pytest.mark.rule("CB-10")
@pytest.mark.parametrize(("to", "said"), [("by_load", "已改派"), ("by_advisor", "已改派"), ("nobody", "没有变化")])
def test_the_form_shares_out_and_takes_back(me: Visitor, store: MadeStore, to: str, said: str) -> None:
    plan(store, 3)
    me.post(f"{PAGE}/assignments", {"callback": [str(each) for each in ids(store)], "to": to})
    assert said in words(me.get(PAGE))
    if to != "nobody":
        me.post(f"{PAGE}/assignments", {"callback": [str(each) for each in ids(store)], "to": "nobody"})
        assert "3 条已收回" in words(me.get(PAGE))
    assert set(assigned(store)) == {None}


def test_a_form_that_chooses_nothing_or_nobody_is_told_so(me: Visitor, store: MadeStore, head: MadePerson) -> None:
    plan(store, 1)
    me.post(f"{PAGE}/assignments", {"to": str(head.id)})
    assert "请至少选一条回访" in words(me.get(PAGE))
    me.post(f"{PAGE}/assignments", {"callback": str(ids(store)[0]), "to": ""})
    assert "请选给谁" in words(me.get(PAGE))
    adviser = tenants.person(store, Position.SERVICE_ADVISOR)
    me.post(f"{PAGE}/assignments", {"callback": str(ids(store)[0]), "to": str(adviser.id)})
    assert "此人不任可回访的岗位" in words(me.get(PAGE))
    assert assigned(store) == [None]


def test_the_way_back_never_leads_elsewhere(me: Visitor) -> None:
    for back in ("https://example.org", "//example.org", "tab=done&next=https://example.org", "%0d%0aX: 1"):
        location = me.post(f"{PAGE}/assignments", {"back": back}).location
        assert location in {PAGE, f"{PAGE}?tab=done"}


def test_another_stores_callback_looks_like_none(me: Visitor, other_store: MadeStore, head: MadePerson) -> None:
    plan(other_store, 1)
    (foreign,) = ids(other_store)
    answers = []
    for one in (foreign, uuid.uuid4(), "nonsense"):
        answers.append(me.post(f"{PAGE}/assignments", {"callback": str(one), "to": str(head.id)}).status_code)
    assert answers == [404, 404, 404]
    for one in (foreign, uuid.uuid4()):
        answer = me.call(f"{API}/assignments", json={"callbacks": [str(one)], "to": str(head.id)})
        assert (answer.status_code, answer.json["title"]) == (404, "not_found")
    assert str(foreign) not in me.get(PAGE).text + me.get(API).text
    assert assigned(other_store) == [None]


# --- the JSON door ----------------------------------------------------------------------------------------------------


@pytest.mark.rule("CB-3", "CUS-9")
def test_the_json_list_is_the_page_in_the_same_order(me: Visitor, store: MadeStore) -> None:
    plan(store, 3, customer_id=customer(store, phone="13912345033"))
    plan(store, 4, kind=VisitKind.DELIVERIES, day0=day("2026-10-15"))
    first = me.get(f"{API}?limit=5").json
    second = me.get(f"{API}?limit=5&cursor={first['next_cursor']}").json
    rows = [*first["callbacks"], *second["callbacks"]]
    assert [row["id"] for row in rows] == listed(me.get(PAGE))
    assert (first["total"], second["next_cursor"], first["as_of"] == second["as_of"]) == (7, None, True)
    assert {row["phone"] for row in rows} == {"139****5033", None}
    assert {(row["programme"], row["group"]) for row in rows} == {("seven_dc", "last_day"), ("three_dc", "new")}
    assert me.get(f"{API}?tab=nonsense").status_code == 422
    assert me.get(f"{API}?cursor={first['next_cursor']}&tab=done").status_code == 422


@pytest.mark.rule("CB-10")
def test_the_json_door_assigns_shares_out_and_takes(me: Visitor, store: MadeStore, head: MadePerson) -> None:
    plan(store, 2, customer_id=customer(store))
    chosen = [str(each) for each in ids(store)]
    done = me.call(f"{API}/assignments", json={"callbacks": chosen, "to": str(head.id)})
    assert done.status_code == 201
    assert {(share["callback"], share["to"]) for share in done.json["given"]} == {(c, str(head.id)) for c in chosen}
    assert me.call(f"{API}/assignments", json={"callbacks": chosen}).json["taken_back"] == 2
    assert len(me.call(f"{API}/assignments", json={"callbacks": chosen, "share": "by_load"}).json["given"]) == 2
    both = {"callbacks": chosen, "share": "by_load", "to": str(head.id)}
    assert me.call(f"{API}/assignments", json=both).status_code == 422
    assert me.call(f"{API}/takes").json["callback"] in chosen


def test_nothing_to_take_is_no_error(me: Visitor) -> None:
    assert me.call(f"{API}/takes").json == {"callback": None}
