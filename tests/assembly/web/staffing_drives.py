"""Staffing and the plan of the day: each changing route driven once, for the test of the audit trail."""

import datetime as dt
import itertools
import uuid
from collections.abc import Callable
from typing import Protocol

from werkzeug.test import TestResponse

from backbone.clock import today
from backbone.db.unit_of_work import unit_of_work
from backbone.ids import uuid7
from dealer.day_plans.interface import DayPlan, DayPlanLine
from tenants.access.interface import Position
from tenants.calendar.interface import store_calendar
from tenants.people.interface import get_account
from tests.assembly.web.visitor import Visitor
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore

CALLBACKS = "/api/v1/callbacks"
STAFFING, DAY_PLANS = "/api/v1/staffing", "/api/v1/day-plans"
_days = itertools.count(1)


class Stage(Protocol):
    """What these drives need; `me` is the centre's head, `gm` the general manager."""

    me: Visitor
    gm: Visitor
    head: MadePerson
    store: MadeStore

    def callback(self) -> str:
        """One that is on the list and that nobody has."""


def colleague(at: Stage) -> str:
    """A cashier since January."""
    return str(tenants.person(at.store, Position.CASHIER).id)


def holding(at: Stage) -> str:
    account = uuid.UUID(colleague(at))
    with unit_of_work(at.store.acting):
        return str(get_account(account).holdings[0].id)


def delegation(at: Stage) -> dict[str, str]:
    """Of a position that nobody holds, for a day of its own."""
    day = str(today() + dt.timedelta(days=next(_days)))
    given = {"position": "sales_manager", "first_day": day, "last_day": day, "why": "leave"}
    return {**given, "to": colleague(at)}


def delegated(at: Stage) -> str:
    return str(at.gm.call(f"{STAFFING}/delegations", json=delegation(at)).json["id"])


def assigned(at: Stage) -> str:
    """A callback that the head is to call."""
    one = at.callback()
    at.me.call(f"{CALLBACKS}/assignments", json={"callbacks": [one], "to": str(at.head.id)})
    return one


def caller(at: Stage) -> str:
    """Somebody else who calls."""
    return str(tenants.person(at.store, Position.CUSTOMER_REPRESENTATIVE).id)


def working_day(at: Stage) -> str:
    """The next day on which the centre works."""
    with unit_of_work(at.store.acting):
        return str(store_calendar().duty.next_duty_day(today()))


def plan_line(at: Stage) -> str:
    sent = {"day": working_day(at), "about": "calls", "what": "three calls"}
    return str(at.me.call(f"{DAY_PLANS}/lines", json=sent).json["id"])


def finished_day(at: Stage) -> str:
    """A day of the past with its one line done."""
    plan = DayPlan(tenant_id=at.store.id, id=uuid7(), day=today() - dt.timedelta(days=next(_days)))
    line = DayPlanLine(
        tenant_id=at.store.id, id=uuid7(), plan_id=plan.id, about="visit", what="a visit", state="done",
        written_by_name="somebody",
    )  # fmt: skip
    with unit_of_work(at.store.acting) as session:
        session.add(plan)
        session.flush()
        session.add(line)
    return str(plan.day)


STAFFING_DRIVES: dict[tuple[str, str], tuple[Callable[[Stage], str], Callable[[Stage, str], TestResponse]]] = {
    ("/settings/staffing/plans", "POST"): (
        lambda at: str(today() + dt.timedelta(days=100 + next(_days))),
        lambda at, day: at.gm.post("/settings/staffing/plans", {"plan": "2", "valid_from": day, "why": "bigger"}),
    ),
    ("/settings/staffing/people", "POST"): (
        lambda at: "",
        lambda at, _: at.gm.post(
            "/settings/staffing/people", {"username": "shenlan", "name": "沈岚", "position": "cashier"}
        ),
    ),
    ("/settings/staffing/people/<uuid:account_id>/positions", "POST"): (
        colleague,
        lambda at, one: at.gm.post(f"/settings/staffing/people/{one}/positions", {"position": "foreman"}),
    ),
    ("/settings/staffing/positions/<uuid:holding_id>/ends", "POST"): (
        holding,
        lambda at, one: at.gm.post(f"/settings/staffing/positions/{one}/ends", {"last_day": str(today())}),
    ),
    ("/settings/staffing/people/<uuid:account_id>/leavings", "POST"): (
        colleague,
        lambda at, one: at.gm.post(f"/settings/staffing/people/{one}/leavings", {"successor": str(at.head.id)}),
    ),
    ("/settings/staffing/people/<uuid:account_id>/one-time-passwords", "POST"): (
        colleague,
        lambda at, one: at.gm.post(f"/settings/staffing/people/{one}/one-time-passwords"),
    ),
    ("/settings/staffing/delegations", "POST"): (
        lambda at: "",
        lambda at, _: at.gm.post("/settings/staffing/delegations", delegation(at)),
    ),
    ("/settings/staffing/delegations/<uuid:delegation_id>/ends", "POST"): (
        delegated,
        lambda at, one: at.gm.post(f"/settings/staffing/delegations/{one}/ends"),
    ),
    ("/day-plan/lines", "POST"): (
        working_day,
        lambda at, day: at.me.post("/day-plan/lines", {"day": day, "about": "visit", "what": "a visit"}),
    ),
    ("/day-plan/lines/<uuid:line_id>/marks", "POST"): (
        plan_line,
        lambda at, one: at.me.post(f"/day-plan/lines/{one}/marks", {"done": "false", "note": "no car"}),
    ),
    ("/day-plan/lines/<uuid:line_id>/removals", "POST"): (
        plan_line,
        lambda at, one: at.me.post(f"/day-plan/lines/{one}/removals"),
    ),
    ("/day-plan/closings", "POST"): (
        finished_day,
        lambda at, day: at.me.post("/day-plan/closings", {"day": day}),
    ),
    ("/callbacks/moves", "POST"): (
        assigned,
        lambda at, _: at.me.post("/callbacks/moves", {"from": str(at.head.id), "to": caller(at)}),
    ),
    (f"{CALLBACKS}/moves", "POST"): (
        assigned,
        lambda at, _: at.me.call(f"{CALLBACKS}/moves", json={"from": str(at.head.id), "to": caller(at)}),
    ),
    (f"{STAFFING}/plans", "POST"): (
        lambda at: str(today() + dt.timedelta(days=next(_days))),
        lambda at, day: at.gm.call(f"{STAFFING}/plans", json={"plan": 2, "valid_from": day, "why": "it grows"}),
    ),
    (f"{STAFFING}/people", "POST"): (
        lambda at: "",
        lambda at, _: at.gm.call(
            f"{STAFFING}/people", json={"username": "hejing", "name": "He Jing", "position": "cashier"}
        ),
    ),
    (f"{STAFFING}/people/<uuid:account_id>/positions", "POST"): (
        colleague,
        lambda at, one: at.gm.call(f"{STAFFING}/people/{one}/positions", json={"position": "foreman"}),
    ),
    (f"{STAFFING}/positions/<uuid:holding_id>/ends", "POST"): (
        holding,
        lambda at, one: at.gm.call(f"{STAFFING}/positions/{one}/ends", json={"last_day": str(today())}),
    ),
    (f"{STAFFING}/people/<uuid:account_id>/leavings", "POST"): (
        colleague,
        lambda at, one: at.gm.call(f"{STAFFING}/people/{one}/leavings", json={"successor": str(at.head.id)}),
    ),
    (f"{STAFFING}/people/<uuid:account_id>/one-time-passwords", "POST"): (
        colleague,
        lambda at, one: at.gm.call(f"{STAFFING}/people/{one}/one-time-passwords", json={}),
    ),
    (f"{STAFFING}/delegations", "POST"): (
        lambda at: "",
        lambda at, _: at.gm.call(f"{STAFFING}/delegations", json=delegation(at)),
    ),
    (f"{STAFFING}/delegations/<uuid:delegation_id>/ends", "POST"): (
        delegated,
        lambda at, one: at.gm.call(f"{STAFFING}/delegations/{one}/ends"),
    ),
    (f"{DAY_PLANS}/lines", "POST"): (
        lambda at: "",
        lambda at, _: at.me.get(f"{DAY_PLANS}?{plan_line(at)[:0]}"),
    ),
    (f"{DAY_PLANS}/lines/<uuid:line_id>", "DELETE"): (
        plan_line,
        lambda at, one: at.me.call(f"{DAY_PLANS}/lines/{one}", "DELETE"),
    ),
    (f"{DAY_PLANS}/lines/<uuid:line_id>/marks", "POST"): (
        plan_line,
        lambda at, one: at.me.call(f"{DAY_PLANS}/lines/{one}/marks", json={"done": False, "note": "no car"}),
    ),
    (f"{DAY_PLANS}/closings", "POST"): (
        finished_day,
        lambda at, day: at.me.call(f"{DAY_PLANS}/closings", json={"day": day}),
    ),
}
