"""The call screen and who rings back, of the made-up day: made by the page's own code from rows written by hand."""

import datetime as dt
import uuid
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from dealer.callbacks.interface import CallbackState, ListCounts, Outcome
from dealer.callbacks.queries.call.call import Call, TextDue
from dealer.callbacks.queries.call.history import Former
from dealer.callbacks.queries.call.matters import OpenMatter
from dealer.callbacks.queries.call.sheet import Amended, KnownPhone, Sheet, Tried
from dealer.callbacks.queries.counts import Cell
from frontend.store.callbacks.call.looking import At
from frontend.store.callbacks.call.ringing import Line
from frontend.store.callbacks.call.screen import page_of
from oem.questionnaires.interface import Answer
from oem.questionnaires.rules.shipped import shipped_questionnaire
from tenants.access.interface import Actor, Position, Side
from tests.dealer.callbacks.calendars import store
from tests.frontend.examples.shell import NOW, at

ME, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)
MOBILE, LANDLINE = uuid.UUID(int=11), uuid.UUID(int=12)
CALLER = Actor(
    "林雨欣", Side.STORE, uuid.UUID(int=3), uuid.UUID(int=4), ME, frozenset({Position.INFORMATION_ADMINISTRATOR})
)


def row(**changes: Any) -> Any:
    made: dict[str, Any] = {
        "id": uuid.UUID(int=21), "programme": "three_dc", "state": CallbackState.PLANNED, "reason": None,
        "rule_version": 1, "repair_order_id": uuid.UUID(int=31), "delivery_id": None, "customer_id": uuid.UUID(int=41),
        "vehicle_id": uuid.UUID(int=51), "day0": dt.date(2026, 11, 16), "first_try_on": dt.date(2026, 11, 17),
        "due_at": at(19, 20, 0), "latest_at": at(19, 20, 0), "overdue_after": at(19, 20, 0),
        "callable_until": at(26, 20, 0), "date_reasons": [], "provisional": False, "wish": "工作日 10:30 后，手机",
        "wish_at": at(19, 10, 30), "wish_until": at(19, 11, 30), "wish_kept": True, "next_try_at": None,
        "slots_tried": 2, "tries": 2, "assigned_to": ME, "assigned_at": at(19, 10, 39), "planned_at": at(17, 9, 0),
        "ended_at": None, "version": 1, "caller": "林雨欣", "customer": "沈国平", "is_company": False,
        "owner": "沈建华", "model": "凌川 X7 2.0T 四驱版", "plate": "苏E7K2M9", "vin": "LNBSCPKB2KW204816",
        "visit_number": "2611-0382", "arrived_at": at(16, 13, 5), "promised_at": at(16, 16, 30),
        "left_at": at(16, 17, 20), "left_has_time": True, "kind_of_work": "一般维修",
        "work": "前刹车片、四轮定位、机油机滤", "mileage": 48620, "money": Decimal(1680), "advisor": "顾晓明",
        "technician": "丁海", "consultant": None, "questionnaire_version": 1, "checks": ["phone_right"],
        "note": "客户在开车，说 11 点前讲完。", "saved_at": at(19, 10, 42),
    }  # fmt: skip
    return SimpleNamespace(**made | changes, _mapping=made | changes)


def tried(when: dt.datetime, outcome: Outcome, who: str, **more: Any) -> Tried:
    made = {
        "id": uuid.uuid4(), "talk_id": uuid.uuid4(), "at": when, "account_id": ME, "by_name": who,
        "phone_id": MOBILE, "outcome": outcome, "slot": 1, "inbound": False, "call_at": None, "seconds": None,
        "seconds_kind": None, "note": "",
    }  # fmt: skip
    return Tried(**made | more)


def former(what: str, kind: str, day: dt.date, **more: Any) -> Former:
    made = {
        "state": "", "due_at": None, "first_try_on": None, "assigned_to": None, "overall": None, "mileage": None,
        "money": None,
    }  # fmt: skip
    return Former(what, uuid.uuid4(), kind, day, **made | more)


def call(answers: dict[str, Answer] | None = None, text_due: TextDue | None = None, **changes: Any) -> Call:
    phones = (KnownPhone(MOBILE, "13900005033", at(1, 9, 0)), KnownPhone(LANDLINE, "0512-65002207", at(1, 9, 0)))
    attempts = (
        tried(at(18, 16, 10), Outcome.BUSY, "林雨欣"),
        tried(at(17, 15, 24), Outcome.CALL_LATER, "徐悦", call_at=at(18, 16, 0), seconds=42, note="在开会"),
    )
    amended = (Amended(at(19, 11, 0), "周敏", "客户来电更正", {"overall": {"from": {"value": 6}, "to": {"value": 9}}}),)
    made = row(**changes)
    history = (
        former("callback", "three_dc", dt.date(2026, 5, 21), state=CallbackState.DONE, overall=8),
        former("repair", "定期保养", dt.date(2026, 5, 18), mileage=40110, money=Decimal(980)),
        former("delivery", "", dt.date(2023, 5, 18)),
    )
    matters = (OpenMatter(uuid.uuid4(), "opinion", "等得有点久", "after_sales", at(20, 20, 0)),)
    return Call(
        sheet=Sheet(made, phones, answers or {}, attempts, amended if made.ended_at else ()),
        questionnaire=shipped_questionnaire("three_dc") if made.programme != "service_14" else None,
        dial=phones[0], wrong=frozenset({LANDLINE}) if made.ended_at else frozenset(), tried=frozenset({1}),
        offered=[at(19, 17, 30), at(20, 8, 30)], promised_at=None, text_due=text_due, matters=matters,
        also=(former("callback", "seven_dc", dt.date(2026, 11, 14), state=CallbackState.PLANNED),), former=history,
    )  # fmt: skip


def page(shown: Call, **more: Any) -> dict[str, Any]:
    cells = tuple(
        Cell("today", standing, 4, "three_dc", ME, wished, True, False, count)
        for standing, wished, count in (("done", False, 12), ("to_call", True, 4), ("to_call", False, 22))
    )
    moment = At(NOW, store(), "zh", "苏州吴中专营店")
    context = page_of(shown, CALLER, moment, uuid.UUID(int=99), ListCounts(cells), inbound=False)
    return {"wrong": {}, **context, **more}


GIVEN = {
    "repair_quality": Answer(5),
    "attitude": Answer(4),
    "speed": Answer(applies=False),
    "price": Answer(2, True, (shipped_questionnaire("three_dc").question("price").follow.reasons[0].code,), True),
}


def answering() -> dict[str, Any]:
    return page(call(GIVEN))


def refused() -> dict[str, Any]:
    wrong = {"a.overall": ["这一题还没有答。"], "outcome": ["请先选结果。"], "": ["没有保存。"]}
    return page(call(GIVEN), wrong=wrong)


def texting() -> dict[str, Any]:
    return page(call({}, TextDue.BY_HAND, state=CallbackState.WAITING_FOR_REPLY, saved_at=None))


def by_gateway() -> dict[str, Any]:
    return page(call({}, TextDue.BY_GATEWAY, state=CallbackState.WAITING_FOR_REPLY, wish_kept=False))


def without_questions() -> dict[str, Any]:
    return page(call({}, programme="service_14"))


def held() -> dict[str, Any]:
    return page(call(GIVEN, assigned_to=OTHER, caller="徐悦"))


def free() -> dict[str, Any]:
    return page(call({}, assigned_to=None, caller=None, assigned_at=None, customer=None, plate=None, vin=None))


def ended() -> dict[str, Any]:
    return page(call(GIVEN | {"overall": Answer(9)}, state=CallbackState.DONE, ended_at=at(19, 10, 43)))


def ring_backs(*, found: bool = True, error: str = "", asked: str = "5033") -> dict[str, Any]:
    lines = [
        Line("/callbacks/1?inbound=1", "沈国平", "139****5033", "凌川 X7", "苏E7K2M9", "p3", "维修3DC", "11-16 周一",
             "待打", "now", True, "林雨欣"),
        Line("/callbacks/2", "沈国平", "139****5033", "凌川 X7", "苏E7K2M9", "p7", "销售7DC", "10-02 周五",
             "已完成 10-09 周五", "muted", False, ""),
    ]  # fmt: skip
    return {"asked": asked, "found": lines if found else [], "error": error}
