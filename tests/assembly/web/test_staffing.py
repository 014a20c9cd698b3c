"""People, positions and the plan of the day over the web (ORG-2 to ORG-8)."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from backbone.db.unit_of_work import current, unit_of_work
from dealer.callbacks.models import Callback
from dealer.figures.jobs import staffing_day
from tenants.access.interface import Position
from tests.assembly.web.conftest import Visit
from tests.assembly.web.visitor import Visitor
from tests.dealer.callbacks.visits import MadeVisit, import_
from tests.factories import tenants
from tests.factories.tenants import PASSWORD, MadeNetwork, MadePerson, MadeStore

NOW = dt.datetime(2026, 11, 18, 10, 42, tzinfo=dt.timezone(dt.timedelta(hours=8)))
TODAY = NOW.date()
STAFFING, PEOPLE, PLAN = "/settings/staffing", "/settings/staffing/people", "/day-plan"


@pytest.fixture(autouse=True)
def wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def manager(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.GENERAL_MANAGER)


@pytest.fixture
def gm(visit: Visit, manager: MadePerson) -> Visitor:
    return visit(manager)


def words(answer: TestResponse, status: int = 200) -> str:
    """What the page says, without its markup."""
    assert answer.status_code == status, answer.text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def taken_on(gm: Visitor, username: str = "hejing", position: str = "customer_representative") -> tuple[str, str]:
    """A new colleague. Returns their page's address and the password."""
    answer = gm.post(PEOPLE, {"username": username, "name": "何静", "position": position})
    assert answer.status_code == 201
    return answer.headers["Location"], re.search(r"[a-z2-9]{4}(-[a-z2-9]{4}){2}", words(answer, 201))[0]


@pytest.mark.rule("ORG-3", "ORG-7")
def test_the_page_draws_the_chart_with_vacancies_and_says_what_is_missing(gm: Visitor, head: MadePerson) -> None:
    said = words(gm.get(STAFFING))
    for sentence in ("客户代表空缺，自 01-01 起", "信息管理员空缺，自 01-01 起", "在岗 1/3，低于下限，自 01-01 起"):
        assert sentence in said
    page = gm.get(STAFFING).text
    chart = page[page.index('<ul class="chart">') : page.index("人员</h2>")]
    assert chart.count('class="post vacant"') == 4
    assert chart.index("总经理") < chart.index("客服中心负责人") < chart.index("客户代表")
    gm.post("/language", {"language": "en"})
    assert "Customer representative vacant since Thu 1 Jan" in words(gm.get(STAFFING))


@pytest.mark.rule("ORG-2", "ORG-4")
def test_a_plan_is_changed_and_the_route_follows_it(gm: Visitor, head: MadePerson, manager: MadePerson) -> None:
    sent = {"plan": "2", "valid_from": TODAY.isoformat(), "why": "综合经理到任"}
    assert gm.post(f"{STAFFING}/plans", sent).status_code == 303
    said = words(gm.get(STAFFING))
    assert "综合经理空缺，自 11-18 起：日报直接转总经理" in said
    assert "综合经理 空缺，转总经理" in said
    steps = gm.get("/api/v1/staffing/routes").json["steps"]
    assert [step["position"] for step in steps] == ["centre_head", "general_affairs_manager", "general_manager"]
    assert steps[1]["passes_to"] == "general_manager"
    yesterday = gm.get("/api/v1/staffing/routes", query_string={"day": "2026-11-17"}).json["steps"]
    assert [step["signers"] for step in yesterday] == [[str(head.id)], [str(manager.id)]]


def test_a_refused_form_says_why_and_keeps_what_was_typed(gm: Visitor, head: MadePerson) -> None:
    said = gm.post(f"{STAFFING}/plans", {"plan": "1", "valid_from": "2026-11-01", "why": "因为<b>"})
    assert "最早从今日起：以前的日报流转路线不变。" in words(said, 422)
    assert 'value="因为&lt;b&gt;"' in said.text
    said = words(gm.post(f"{STAFFING}/delegations", {"position": "centre_head", "first_day": "x"}), 422)
    assert "请填写。" in said
    assert "看不懂这一项，请重填。" in said
    said = gm.post(PEOPLE, {"username": head.username, "name": "李四", "position": "cashier"})
    assert re.search(rf"账户.*{head.username}|{head.username}.*账户", words(said, 409))


@pytest.mark.rule("ORG-5")
def test_a_new_colleague_signs_in_and_is_asked_for_a_password_of_their_own(
    gm: Visitor, visit: Visit, store: MadeStore
) -> None:
    address, password = taken_on(gm)
    assert password not in gm.get(address).text
    new = visit()
    assert new.try_to_sign_in(store.code, "hejing", password).status_code == 303
    assert "您的密码是别人代设的" in words(new.get("/callbacks"))
    chosen = {"old_password": password, "new_password": PASSWORD, "repeat_password": PASSWORD}
    assert new.post("/account/password", chosen).status_code == 303
    assert "您的密码是别人代设的" not in words(new.get("/callbacks"))


@pytest.mark.rule("ORG-5")
def test_the_password_is_shown_once_however_often_the_form_is_sent(gm: Visitor) -> None:
    key = re.search(r'name="_once" value="([^"]+)"', gm.get(f"{PEOPLE}/new").text)[1]
    sent = {"username": "hejing", "name": "何静", "position": "cashier", "_once": key}
    first, second = gm.post(PEOPLE, sent), gm.post(PEOPLE, sent)
    assert (first.status_code, second.status_code) == (201, 303)
    assert second.headers["Location"] == first.headers["Location"]


def test_who_lost_password_or_device_is_let_in_again(gm: Visitor, visit: Visit, store: MadeStore) -> None:
    address, password = taken_on(gm)
    theirs = visit()
    theirs.try_to_sign_in(store.code, "hejing", password)
    answer = gm.post(f"{address}/one-time-passwords")
    fresh = re.search(r'<code class="lead"><b>([^<]+)', answer.text)[1]
    assert (answer.status_code, theirs.get("/callbacks").status_code) == (201, 401)
    assert visit().try_to_sign_in(store.code, "hejing", password).status_code == 401
    again = visit()
    assert again.try_to_sign_in(store.code, "hejing", fresh).status_code == 303
    assert "您的密码是别人代设的" in words(again.get("/callbacks"))


def test_nobody_lets_themselves_in_again(gm: Visitor, manager: MadePerson) -> None:
    answer = gm.post(f"{PEOPLE}/{manager.id}/one-time-passwords")
    assert (answer.status_code, gm.get("/callbacks").status_code) == (422, 200)


@pytest.mark.rule("ORG-5")
def test_who_leaves_is_out_with_the_next_click(gm: Visitor, visit: Visit, head: MadePerson, store: MadeStore) -> None:
    address, password = taken_on(gm)
    gone = visit()
    gone.try_to_sign_in(store.code, "hejing", password)
    assert gone.get("/callbacks").status_code == 200
    assert gm.post(f"{address}/leavings", {"successor": str(head.id)}).status_code == 303
    assert gone.get("/callbacks").status_code == 401
    assert visit().try_to_sign_in(store.code, "hejing", password).status_code == 401
    assert "何静 hejing 已离职" in words(gm.get(STAFFING))
    assert "离职" not in words(gm.get(address)).replace("已离职", "")


@pytest.mark.rule("ORG-4")
def test_a_delegate_may_what_the_position_may_on_those_days_only(
    gm: Visitor, visit: Visit, store: MadeStore, head: MadePerson
) -> None:
    cashier = tenants.person(store, Position.CASHIER)
    sent = {"position": "centre_head", "from": str(head.id), "to": str(cashier.id), "first_day": TODAY.isoformat()}
    assert gm.post(f"{STAFFING}/delegations", sent | {"last_day": "2026-11-18", "why": "病假"}).status_code == 303
    me = visit(cashier)
    assert "病假" in words(me.get(STAFFING))
    line = {"day": TODAY.isoformat(), "about": "calls", "what": "今日 38 条"}
    assert me.post(f"{PLAN}/lines", line).status_code == 303
    with time_machine.travel(NOW + dt.timedelta(days=1), tick=True):
        me = visit(cashier)
        assert me.post(f"{PLAN}/lines", line | {"day": "2026-11-19"}).status_code == 403
        assert me.get("/callbacks").status_code == 403


@pytest.mark.rule("REP-2")
def test_who_stands_in_for_the_general_manager_takes_no_account_over(
    gm: Visitor, visit: Visit, store: MadeStore, head: MadePerson, manager: MadePerson
) -> None:
    affairs = tenants.person(store, Position.SALES_MANAGER)
    days = {"first_day": TODAY.isoformat(), "last_day": TODAY.isoformat(), "why": "出差"}
    sent = {"position": "general_manager", "from": str(manager.id), "to": str(affairs.id)} | days
    assert gm.post(f"{STAFFING}/delegations", sent).status_code == 303
    me = visit(affairs)
    page = words(me.get(f"{PEOPLE}/{head.id}"))
    assert ("离职" in page, "临时密码" in page) == (True, False)
    for one in (head, manager):
        assert me.post(f"{PEOPLE}/{one.id}/one-time-passwords").status_code == 403


@pytest.mark.rule("ORG-4", "ORG-6")
def test_who_holds_a_position_delegates_that_one_alone(visit: Visit, head: MadePerson, manager: MadePerson) -> None:
    me = visit(head)
    page = me.get(STAFFING).text
    form = page[page.index(f'action="{STAFFING}/delegations"') :]
    offered = re.findall(r'<option value="([a-z_]+)"', form[: form.index("</select>")])
    assert offered == ["centre_head"]
    assert "新增人员" not in page
    assert me.get(f"{PEOPLE}/new").status_code == 403
    sent = {"position": "centre_head", "from": str(head.id), "to": str(manager.id), "why": "年假"}
    days = {"first_day": TODAY.isoformat(), "last_day": TODAY.isoformat()}
    assert me.post(f"{STAFFING}/delegations", sent | days).status_code == 303
    assert me.post(f"{STAFFING}/delegations", sent | days).status_code == 409
    other = sent | days | {"position": "sales_manager", "from": ""}
    assert me.post(f"{STAFFING}/delegations", other).status_code == 403


@pytest.mark.rule("ORG-5", "CB-10")
def test_an_absent_callers_list_moves_from_the_page(visit: Visit, store: MadeStore, head: MadePerson) -> None:
    absent = tenants.person(store, Position.CUSTOMER_REPRESENTATIVE)
    known = NOW - dt.timedelta(days=1)
    import_(store, *(MadeVisit(day0=known.date(), known_at=known) for _ in range(3)), now=known)
    with unit_of_work(store.acting) as session:
        session.execute(update(Callback).values(assigned_to=absent.id))
    me = visit(head)
    assert f"{absent.actor.name} 3" in words(me.get(STAFFING))
    answer = me.post("/callbacks/moves", {"from": str(absent.id), "to": str(head.id)})
    assert f"{head.actor.name} 3" in words(me.get(answer.headers["Location"]))
    with unit_of_work(store.acting):
        assert set(current().scalars(select(Callback.assigned_to))) == {head.id}
    for sent in ({}, {"from": str(absent.id), "to": str(absent.id)}, {"from": str(absent.id), "to": str(head.id)}):
        assert me.post("/callbacks/moves", sent).status_code == 303
    assert visit(absent).post("/callbacks/moves", {}).status_code == 403


@pytest.mark.rule("ORG-8")
def test_the_plan_of_the_day_from_the_first_line_to_its_end(visit: Visit, store: MadeStore, head: MadePerson) -> None:
    me = visit(head)
    assert "今日计划还没写" in words(me.get("/"))
    for at, what in (("14:00", "拜访陆文斌"), ("08:40", "晨会"), ("", "整理档案")):
        sent = {"day": TODAY.isoformat(), "about": "visit", "what": what, "at": at}
        assert me.post(f"{PLAN}/lines", sent).status_code == 303
    said = words(me.get(PLAN))
    assert said.index("晨会") < said.index("拜访陆文斌") < said.index("整理档案")
    lines = re.findall(rf"{PLAN}/lines/([0-9a-f-]{{36}})/removals", me.get(PLAN).text)
    assert "还有 3 项没标" in words(me.post(f"{PLAN}/closings", {"day": TODAY.isoformat()}), 422)
    assert "请填写" not in words(me.post(f"{PLAN}/lines/{lines[0]}/marks", {"done": "false"}), 422)
    me.post(f"{PLAN}/lines/{lines[0]}/marks", {"done": "true"})
    me.post(f"{PLAN}/lines/{lines[1]}/marks", {"done": "false", "note": "客户改期"})
    me.post(f"{PLAN}/lines/{lines[2]}/removals")
    assert me.post(f"{PLAN}/closings", {"day": TODAY.isoformat()}).status_code == 303
    said = words(me.get(PLAN))
    assert "已做 1/2" in said
    assert "客户改期" in said
    assert "已收尾" in said
    assert "已做 1/2" in words(me.get("/"))
    assert me.post(f"{PLAN}/lines", {"day": TODAY.isoformat(), "about": "visit", "what": "x"}).status_code == 409


def test_addresses_of_days_that_are_none_show_today(visit: Visit, head: MadePerson) -> None:
    me = visit(head)
    for day in ("", "x", "9999-12-31", "0001-01-01"):
        assert "11-18 周三 · 今日" in words(me.get(PLAN, query_string={"day": day}))
    for body in ({"day": "9999-12-31", "about": "calls", "what": "x"}, {"day": "0001-01-01", "about": "x"}):
        assert me.call("/api/v1/day-plans/lines", json=body).status_code == 422


@pytest.mark.rule("HQ-4", "ORG-3")
def test_headquarters_sees_who_is_below_the_minimum(
    visit: Visit, network: MadeNetwork, store: MadeStore, head: MadePerson, admin: MadePerson
) -> None:
    me = visit(admin)
    assert "尚未上报" in words(me.get("/hq/stores"))
    with unit_of_work(store.acting):
        staffing_day()
    said = words(me.get("/hq/stores"))
    assert "低于下限，自 01-01 起 缺客户代表 缺信息管理员 缺总经理" in said
    assert head.actor.name not in said


@pytest.mark.rule("ORG-3")
def test_the_desk_puts_the_gap_first(visit: Visit, head: MadePerson) -> None:
    assert "客户代表空缺，自 01-01 起 去看" in words(visit(head).get("/"))
