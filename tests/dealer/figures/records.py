"""A network's records of one day, made at random, and the slow, obvious count of them."""

import datetime as dt
import random
import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from backbone.clock import SHANGHAI
from backbone.ids import uuid7
from dealer.callbacks.rules.buckets import CallbackState
from dealer.callbacks.rules.programmes import Programme
from tenants.calendar.interface import Closure, DutyCalendar, china, closed_beforehand
from tests.factories.tenants import MadeStore

DEPARTMENT = {Programme.SEVEN_DC: "sales", Programme.THREE_DC: "after_sales"}
ENDED = {
    CallbackState.UNREACHED,
    CallbackState.NO_VALID_NUMBER,
    CallbackState.SUPERSEDED,
    CallbackState.MISSED,
    CallbackState.EXCLUDED,
}
START = dt.date(2026, 1, 1)


@dataclass(frozen=True)
class MadeCallback:
    """What the count looks at."""

    store: MadeStore
    programme: Programme
    state: CallbackState
    due_on: dt.date
    overdue_after: dt.datetime
    days: tuple[dt.date, ...]


@dataclass(frozen=True)
class MadeReport:
    """A daily report that was compiled."""

    store: MadeStore
    programme: Programme
    day: dt.date
    due_at: dt.datetime
    signed: bool


@dataclass(frozen=True)
class MadeVoice:
    """An opinion or (`table`) a complaint."""

    store: MadeStore
    table: str
    department: str
    due_at: dt.datetime
    stopped: bool
    ended: bool


def at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute), SHANGHAI)


def insert(db: psycopg.Connection, table: str, **row: Any) -> None:
    names, marks = ", ".join(row), ", ".join(["%s"] * len(row))
    db.execute(f"INSERT INTO app.{table} ({names}) VALUES ({marks})".encode(), list(row.values()))


def put_callback(db: psycopg.Connection, made: MadeCallback) -> uuid.UUID:
    """The callback with its visit, standing on the lists of its days."""
    tenant, visit, identity = made.store.id, uuid7(), uuid7()
    now = at(START, 12)
    of_delivery = made.programme is Programme.SEVEN_DC
    table = "vehicle_deliveries" if of_delivery else "repair_orders"
    has_time = "delivery_has_time" if of_delivery else "pickup_has_time"
    common = {"raw": Jsonb({}), "fingerprint": "f", "known_at": now, "created_at": now, "updated_at": now, "version": 1}
    insert(db, table, tenant_id=tenant, id=visit, number=str(visit), **{has_time: False}, **common)
    insert(
        db, "callbacks", tenant_id=tenant, id=identity, programme=made.programme, state=made.state,
        **{"delivery_id" if of_delivery else "repair_order_id": visit},
        rule_version=1, day0=START, known_at=now, first_try_on=made.due_on, due_on=made.due_on,
        due_at=made.overdue_after, latest_at=made.overdue_after, last_call_on=made.due_on,
        in_time_until=made.overdue_after, callable_until=made.overdue_after, overdue_after=made.overdue_after,
        date_reasons=[], provisional=False, list_on=made.due_on, added=False, slots_tried=0, tries=0,
        planned_at=now, version=1,
    )  # fmt: skip
    for day in made.days:
        insert(db, "call_list_entries", tenant_id=tenant, id=uuid7(), day=day, callback_id=identity, added=False)
    return identity


def put_report(db: psycopg.Connection, made: MadeReport, number: int) -> None:
    sealed = {"number": number, "hash": "x", "sealed_at": made.due_at} if made.signed else {}
    insert(
        db, "daily_reports", tenant_id=made.store.id, id=uuid7(), programme=made.programme, day=made.day, plan=1,
        cut_off=at(made.day, 20), edition=1, head=Jsonb({}), planned=0, state="sealed" if made.signed else "open",
        due_at=made.due_at, compiled_at=at(made.day, 20), version=1, **sealed,
    )  # fmt: skip


def put_voice(db: psycopg.Connection, made: MadeVoice) -> None:
    moment = at(START, 12)
    opinion = {"what": "opinion", "late_before": False}
    complaint = {"severity": "minor", "first_contact_due_at": moment}
    insert(
        db, made.table, tenant_id=made.store.id, id=uuid7(), state="received", channel="phone", said="CANARY",
        reasons=[], department=made.department, said_at=moment, received_at=moment, due_at=made.due_at,
        department_due_at=moment, provisional=False, stopped_at=moment if made.stopped else None,
        ended_at=moment if made.ended else None, round=1, version=1,
        **(opinion if made.table == "opinions" else complaint),
    )  # fmt: skip


def put_handover(db: psycopg.Connection, store: MadeStore, department: str, due_on: dt.date) -> None:
    insert(
        db, "handovers", tenant_id=store.id, id=uuid7(), department=department, due_on=due_on, at=at(due_on, 9),
        on_time=True, rows=1, by_name="x",
    )  # fmt: skip


def put_closure(db: psycopg.Connection, store: MadeStore, closure: Closure) -> None:
    insert(
        db, "store_closures", tenant_id=store.id, id=uuid7(), first=closure.first, last=closure.last, reason="x",
        entered_at=closure.entered_at, entered_by_name="x",
    )  # fmt: skip


def random_callbacks(seed: random.Random, store: MadeStore, day: dt.date, moment: dt.datetime) -> list[MadeCallback]:
    """Of every state, due around `moment`, on today's list, another's, or none."""
    return [
        MadeCallback(
            store,
            seed.choice(list(Programme)),
            seed.choice(list(CallbackState)),
            day + dt.timedelta(days=seed.randint(-9, 3)),
            moment + dt.timedelta(minutes=seed.choice([-9000, -1, 0, 1, 9000])),
            seed.choice([(day,), (day - dt.timedelta(days=1), day), (day - dt.timedelta(days=1),), ()]),
        )
        for _ in range(seed.randint(0, 40))
    ]


def random_reports(seed: random.Random, store: MadeStore, day: dt.date, moment: dt.datetime) -> list[MadeReport]:
    """Of days around today, one a programme and day; some programmes have stopped days ago, some never began."""
    made = []
    for programme in Programme:
        last = seed.choice([0, 1, 2, 3, 5, 9, 60])
        days = [day - dt.timedelta(days=last + back) for back in range(14) if seed.random() < 0.6]
        due = moment + dt.timedelta(minutes=seed.choice([-1, 0, 1]))
        made += [
            MadeReport(store, programme, each, due - dt.timedelta(days=(day - each).days - 1), seed.random() < 0.7)
            for each in days
        ]
    return made


def random_voices(seed: random.Random, store: MadeStore, moment: dt.datetime) -> list[MadeVoice]:
    """Overdue or not, told or not, ended or not, of every department."""
    return [
        MadeVoice(
            store,
            seed.choice(["opinions", "complaints"]),
            seed.choice(["sales", "after_sales", "reception", "service_centre"]),
            moment + dt.timedelta(minutes=seed.choice([-9000, -1, 0, 1, 9000])),
            seed.random() < 0.3,
            seed.random() < 0.3,
        )
        for _ in range(seed.randint(0, 20))
    ]


def slow_totals(
    made: list[MadeCallback],
    reports: list[MadeReport],
    voices: list[MadeVoice],
    handed_over: set[tuple[str, dt.date]],
    closures: list[Closure],
    day: dt.date,
    now: dt.datetime,
    started: dt.date,
) -> dict[str, dict[str, Any]]:
    """The totals of one store's day by programme, counted one by one."""
    calendar = DutyCalendar(china(), closed_beforehand(closures))
    duty = calendar.is_duty_day(day) and started < day
    totals = {}
    for programme in Programme:
        listed = [each for each in made if each.programme is programme and day in each.days]
        count: Counter[str] = Counter(_place(each, now) for each in listed)
        late = [each.due_on for each in made if each.programme is programme and _place(each, now) == "overdue"]
        signatures = _signatures([each for each in reports if each.programme is programme], calendar, day, now)
        some = any(each.programme is programme and each.state.is_open for each in made)
        if programme is Programme.SERVICE_14 and not (listed or some or signatures["reports_due"]):
            continue
        due = int(duty and programme in DEPARTMENT)
        there = (DEPARTMENT.get(programme, ""), day) in handed_over
        totals[programme.value] = {
            "planned": len(listed),
            **{name: count[name] for name in ("done", "waiting", "to_call", "ended_otherwise")},
            "overdue": len(late),
            "not_done": sum(each.programme is programme and each.state.is_open for each in made),
            "oldest_due_on": min(late, default=None),
            "handovers_due": due,
            "handovers_missing": int(due and not there and now > at(day, 10)),
            **signatures,
            **_voiced("opinion", [each for each in voices if not each.stopped], programme, now),
            **_voiced("complaint", voices, programme, now),
        }
    return totals


def _signatures(reports: list[MadeReport], calendar: DutyCalendar, day: dt.date, now: dt.datetime) -> dict[str, Any]:
    since = day
    for _ in range(5):
        since = DutyCalendar(china()).last_duty_day_before(since)
    edge = dt.datetime.combine(since, now.astimezone(SHANGHAI).time(), SHANGHAI)
    due = [each for each in reports if each.due_at < now and (not each.signed or each.due_at >= edge)]
    waits = [(each.day, each.due_at.astimezone(SHANGHAI).date()) for each in due if not each.signed]
    newest = max((each.day for each in reports), default=day)
    recent = calendar.duty_days(day - dt.timedelta(days=30), day - dt.timedelta(days=1))[-7:-2]
    none = [(each, calendar.nth_duty_day_after(each, 2)) for each in recent if each > newest]
    assert all(due_on < day for _, due_on in none), "the 2nd duty day after has ended"
    return {
        "reports_due": len(due) + len(none),
        "reports_unsigned": len(waits) + len(none),
        "oldest_report_on": min((each for each, _ in waits + none), default=None),
        "oldest_report_due_on": min((each for _, each in waits + none), default=None),
    }


def _voiced(name: str, voices: list[MadeVoice], programme: Programme, now: dt.datetime) -> dict[str, Any]:
    open_ = [
        each
        for each in voices
        if each.table == f"{name}s" and not each.ended
        if programme is (Programme.SEVEN_DC if each.department == "sales" else Programme.THREE_DC)
    ]
    late = [each.due_at.astimezone(SHANGHAI).date() for each in open_ if not each.stopped and each.due_at < now]
    return {
        f"{name}s_open": len(open_),
        f"{name}s_overdue": len(late),
        f"oldest_{name}_due_on": min(late, default=None),
    }


def _place(each: MadeCallback, now: dt.datetime) -> str:
    if each.state in {CallbackState.DONE, CallbackState.COVERED}:
        return "done"
    if each.state is CallbackState.WAITING_FOR_REPLY:
        return "waiting"
    if each.state in ENDED:
        return "ended_otherwise"
    return "overdue" if now > each.overdue_after else "to_call"
