"""The customer's voice over the web: list, case pages, taking in by hand, JSON (REP-5, CB-8, ORG-6)."""

import re
import uuid
from collections.abc import Iterator

import pytest
import time_machine
from werkzeug.test import TestResponse

from dealer.complaints.models import Complaint
from dealer.opinions.models import Opinion
from tenants.access.interface import Position
from tests.assembly.web.conftest import Visit
from tests.assembly.web.visitor import Visitor
from tests.dealer.callbacks.calendars import at
from tests.dealer.callbacks.visits import car, customer
from tests.dealer.voices.made import SAID, complaint, opinion
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore
from tests.house.counting import statements

PAGE, API = "/voices", "/api/v1/opinions"


@pytest.fixture(autouse=True)
def friday() -> Iterator[None]:
    with time_machine.travel(at("2026-11-20 10:42")):
        yield


@pytest.fixture
def me(visit: Visit, head: MadePerson) -> Visitor:
    return visit(head)


@pytest.fixture
def advisor(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.SERVICE_ADVISOR)


def words(answer: TestResponse) -> str:
    """What the page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def version(answer: TestResponse) -> str:
    return re.findall(r'name="version" value="(\d+)"', answer.text)[0]


@pytest.mark.rule("REP-5")
def test_a_row_says_what_until_when_whose_and_to_whom_it_has_risen(
    me: Visitor, store: MadeStore, head: MadePerson
) -> None:
    who = {"customer_id": customer(store, name="沈国平"), "vehicle_id": car(store, plate="苏E7K2M9")}
    opinion(store, head, said_at=at("2026-11-13 10:00"), **who)
    complaint(store, head, severity="critical", said_by="许志远")
    said = words(me.get(PAGE))
    for wanted in (
        "未结 2 条 · 其中逾期 1 条", "11-17 周二 20:00", "逾期3个工作日", "已上报总经理", SAID, "沈国平", "苏E7K2M9",
        "售后部", "未指定人", "投诉", "危急", "今日 11:42", "首次联系", "许志远", "待指派",
    ):  # fmt: skip
        assert wanted in said, wanted
    assert "沈国平" not in words(me.get(f"{PAGE}?kind=complaint"))
    assert "没有符合筛选的意见和投诉 显示全部" in words(me.get(f"{PAGE}?department=sales"))
    assert me.get(f"{PAGE}?tab=nonsense&department=x&kind=%00").status_code in {200, 422}
    assert me.get(f"{PAGE}?cursor=nonsense").status_code == 422


@pytest.mark.parametrize("tab", ["open", "archived"])
def test_the_list_takes_as_many_statements_whatever_it_shows(
    me: Visitor, store: MadeStore, head: MadePerson, tab: str
) -> None:
    """Session and person, the menu's counts, counts, rows, closures; what was ticked is not asked for each row."""
    for number in range(12):
        (opinion if number % 2 else complaint)(store, head, said="", reasons=("floor",))
    me.get(f"{PAGE}?tab={tab}")
    with statements() as sent:
        assert me.get(f"{PAGE}?tab={tab}").status_code == 200
    asked = [each for each in sent if "app.questionnaires" in each]
    assert len(asked) <= 3
    assert len(sent) - len(asked) <= 6, sent


@pytest.mark.rule("REP-5", "ORG-6")
def test_the_case_from_assigned_to_archived(
    me: Visitor, visit: Visit, store: MadeStore, head: MadePerson, advisor: MadePerson
) -> None:
    made, theirs = opinion(store, head, said_by="李先生"), visit(advisor)
    here = f"{PAGE}/{made.id}"
    assert theirs.get(here).status_code == 404
    first = me.get(here)
    assert "答复客户：11-24 周二 20:00 前" in words(first)
    to = {"to": f"after_sales|{advisor.id}", "version": version(first)}
    assert me.post(f"{here}/assignments", to).status_code == 303
    seen = theirs.get(here)
    assert SAID in words(theirs.get(PAGE))
    assert (seen.status_code, "指派给" in words(seen)) == (200, False)
    assert theirs.post(f"{here}/answers", {"answer": "已重洗", "version": version(seen)}).status_code == 303
    third = me.get(here)
    assert "已重洗" in words(third)
    told = {"how": "call", "reaction": "satisfied", "words": "谢谢", "version": version(third)}
    assert me.post(f"{here}/replies", told).status_code == 303
    assert me.post(f"{here}/archivings", {"version": version(me.get(here))}).status_code == 303
    said = words(me.get(here))
    for wanted in ("已归档", "按时", "电话 · 满意 · 按时", "谢谢", advisor.actor.name):
        assert wanted in said, wanted
    assert SAID in words(me.get(f"{PAGE}?tab=archived"))


def test_who_was_slower_sees_who_was_quicker_and_loses_nothing(me: Visitor, store: MadeStore, head: MadePerson) -> None:
    made = opinion(store, head, department="service_centre")
    here = f"{PAGE}/{made.id}"
    assert me.post(f"{here}/answers", {"answer": "第一个结果", "version": "1"}).status_code == 303
    second = me.post(f"{here}/answers", {"answer": "后来的结果", "version": "1"})
    assert second.status_code == 409
    for wanted in (f"{head.actor.name}刚刚处理过", "后来的结果", "第一个结果"):
        assert wanted in words(second), wanted
    assert me.post(f"{here}/answers", {"answer": "后来的结果", "version": version(second)}).status_code == 303
    for odd in ("", "x", "9" * 40, "-1", "1.5", "٣"):
        assert me.post(f"{here}/answers", {"answer": "x", "version": odd}).status_code == 409


def test_what_is_missing_is_said_at_its_field(me: Visitor, store: MadeStore, head: MadePerson) -> None:
    here = f"{PAGE}/{opinion(store, head, kind='suggestion').id}"
    for step, sent, field in (
        ("replies", {"how": "message", "reaction": "satisfied", "words": "x"}, "f-tell-how"),
        ("replies", {"how": "call", "reaction": "", "words": "x"}, "f-tell-reaction"),
        ("answers", {"answer": "x" * 2001}, None),
        ("assignments", {"to": f"sales|{head.id}"}, "f-assign-to"),
        ("assignments", {"to": "sales|nonsense"}, "f-assign-to"),
        ("assignments", {"to": "kitchen|"}, None),
    ):
        answer = me.post(f"{here}/{step}", {"version": "1", **sent})
        assert answer.status_code in {403, 422}, (step, sent, answer.status_code)
        if field:
            assert f'href="#{field}"' in answer.text


# --- taking in by hand ------------------------------------------------------------------------------------------------

GIVEN = {"kind": "opinion", "said": SAID, "department": "after_sales", "channel": "counter"}


@pytest.mark.rule("CB-8", "REP-5")
def test_taking_in_by_hand_finds_the_customer_and_leads_to_the_case(me: Visitor, store: MadeStore) -> None:
    customer(store, name="沈国平", phone="13912345033")
    made = me.post(PAGE, GIVEN | {"who": "139 1234 5033", "said_at": "2026-11-19T09:30"})
    assert made.status_code == 303
    said = words(me.get(made.location))
    for wanted in ("沈国平", "13912345033", "11-23 周一 20:00", "到店", "昨日 09:30 提出"):
        assert wanted in said, wanted
    complained = me.post(PAGE, GIVEN | {"kind": "complaint", "severity": "major", "said_by": "李先生"})
    assert complained.location.startswith("/complaints/")
    assert 'href="/voices" title="客户之声" aria-current="page"' in me.get(complained.location).text
    assert "李先生" in words(me.get(complained.location))


def test_several_customers_are_offered_and_none_is_guessed(me: Visitor, store: MadeStore) -> None:
    first, second = (customer(store, name=name, phone="13912345033") for name in ("沈国平", "沈丽"))
    offered = me.post(PAGE, GIVEN | {"who": "13912345033"})
    assert offered.status_code == 422
    assert all(name in words(offered) for name in ("沈国平", "沈丽", "有多位客户符合", SAID))
    chosen = me.post(PAGE, GIVEN | {"who": "13912345033", "customer": f"{second}|"})
    assert "沈丽" in words(me.get(chosen.location))
    assert me.post(PAGE, GIVEN | {"who": "13912345033", "customer": f"{uuid.uuid4()}|"}).status_code == 422
    assert "客户档案中查不到" in words(me.post(PAGE, GIVEN | {"who": "苏E00001"}))
    assert first != second


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"said": " "}, "said"),
        ({"department": ""}, "department"),
        ({"kind": "x"}, "kind"),
        ({"kind": "complaint", "severity": "x"}, "severity"),
        ({"channel": "x"}, "channel"),
        ({"said_at": "gestern"}, "said_at"),
        ({"said_at": "2027-01-01T10:00"}, "said_at"),
        ({"said_by": "x" * 61}, "said_by"),
    ],
)
def test_what_does_not_fit_stays_in_the_form(me: Visitor, sent: dict[str, str], field: str) -> None:
    answer = me.post(PAGE, GIVEN | sent)
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text


# --- the JSON door ----------------------------------------------------------------------------------------------------


@pytest.mark.rule("REP-5")
def test_the_json_door_takes_the_same_way(me: Visitor, store: MadeStore, advisor: MadePerson) -> None:
    made = me.call(API, json={"kind": "need", "said": SAID, "department": "service_centre"}).json
    here = f"{API}/{made['id']}"
    assert [made[name] for name in ("kind", "state", "channel", "version")] == ["need", "received", "phone", 1]
    assert me.call(f"{here}/answers", json={"answer": "已约", "version": 1}).json["state"] == "answered"
    stale = me.call(f"{here}/answers", json={"answer": "x", "version": 1})
    assert (stale.status_code, stale.json["title"]) == (409, "changed")
    told = {"how": "message", "reaction": "accepts", "version": 2}
    assert me.call(f"{here}/replies", json=told).json["reaction"] == "accepts"
    assert me.call(f"{here}/archivings", json={"version": 3}).json["state"] == "archived"
    assert [step["what"] for step in me.get(here).json["log"]] == ["received", "answered", "told", "archived"]
    listed = me.get("/api/v1/voices?tab=archived").json
    assert (listed["total"], listed["voices"][0]["id"]) == (1, made["id"])
    assert me.get("/api/v1/voices?cursor=x").status_code == 422


def test_an_unknown_customer_is_named(me: Visitor, store: MadeStore) -> None:
    body = {"kind": "need", "said": SAID, "department": "sales", "customer": str(uuid.uuid4())}
    assert set(me.call(API, json=body).json["errors"]) == {"customer"}


@pytest.mark.rule("CMP-2", "CMP-3")
def test_a_complaint_by_json(me: Visitor, store: MadeStore, head: MadePerson) -> None:
    made = me.call("/api/v1/complaints", json={"said": SAID, "department": "service_centre"}).json
    here = f"/api/v1/complaints/{made['id']}"
    steps = (
        ("classifications", {"severity": "minor", "why": "须处理"}),
        ("assignments", {"to": str(head.id)}),
        ("contacts", {"how": "call", "words": "已致歉"}),
        ("answers", {"answer": "已处理"}),
        ("closings", {"outcome": "satisfied", "words": "认可"}),
    )
    for step, sent in steps:
        answer = me.call(f"{here}/{step}", json={"version": made["version"], **sent})
        assert answer.status_code == 201, answer.text
        made = answer.json
    assert (made["state"], made["outcome"], made["severity"]) == ("closed", "satisfied", "minor")


def test_the_desk_says_how_many_are_open_and_late(me: Visitor, store: MadeStore, head: MadePerson) -> None:
    assert "客户之声未结" not in words(me.get("/"))
    opinion(store, head, said_at=at("2026-11-13 10:00"))
    complaint(store, head)
    assert "客户之声未结 2 条" in words(me.get("/"))
    assert "逾期 1 条" in words(me.get("/"))


@pytest.mark.rule("CUS-9")
def test_phones_are_whole_for_who_speaks_with_customers_only(
    me: Visitor, visit: Visit, store: MadeStore, head: MadePerson
) -> None:
    who = customer(store, phone="13912345033")
    manager = visit(tenants.person(store, Position.SALES_MANAGER))
    made: list[tuple[str, Opinion | Complaint]] = [
        ("/voices", opinion(store, head, customer_id=who)),
        ("/complaints", complaint(store, head, customer_id=who)),
    ]
    for where, each in made:
        assert "13912345033" in me.get(f"{where}/{each.id}").text
        hidden = manager.get(f"{where}/{each.id}").text
        assert ("13912345033" in hidden, "139****5033" in hidden) == (False, True)
