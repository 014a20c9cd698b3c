"""Day totals: one count by two doors, equal to the slow one; nothing of any person in it (HQ-4, HQ-7)."""

import datetime as dt
import random
from typing import Any

import psycopg
import pytest
import time_machine
from sqlalchemy import select

from backbone.db.unit_of_work import acting_as, unit_of_work
from backbone.ids import uuid7
from backbone.isolation.acting import Acting, DbRole
from backbone.jobs.runner import run_entry
from backbone.outbox.models import OutboxEntry
from dealer.callbacks.rules.buckets import CallbackState, is_overdue
from dealer.callbacks.rules.programmes import STANDARD_RULES, Programme
from dealer.callbacks.rules.windows import due_window
from dealer.figures.actions.handing_over import hand_over_day_totals, hand_over_if_today
from dealer.figures.interface import day_changed
from oem.today.models import DayTotal
from tenants.calendar.interface import Closure, DutyCalendar, StoreCalendar, china
from tests.dealer.figures.records import (
    MadeCallback,
    at,
    put_callback,
    put_closure,
    put_handover,
    put_report,
    put_voice,
    random_callbacks,
    random_reports,
    random_voices,
    slow_totals,
)
from tests.factories.tenants import START, MadeNetwork, MadeStore
from tests.factories.tenants import store as make_store
from tests.house.outbox import waiting, work_off
from tests.oem.today.totals import OLDEST, REST

FRIDAY = dt.date(2026, 11, 20)
SATURDAY = dt.date(2026, 11, 21)
MAKE_UP_SATURDAY = dt.date(2026, 2, 14)
HOLIDAY = dt.date(2026, 10, 1)
COUNTS = ("planned", "done", "waiting", "overdue", "to_call", "ended_otherwise")
SHOWN = (*COUNTS, "not_done", *REST, *OLDEST)


def batch(network: MadeNetwork) -> Acting:
    return Acting(DbRole.BATCH, network.id, network.id)


def totals(network: MadeNetwork) -> dict[tuple[Any, str], dict[str, Any]]:
    """What headquarters sees: (store, programme) -> the row."""
    with unit_of_work(network.acting) as session:
        rows = session.scalars(select(DayTotal))
        return {(row.tenant_id, row.programme): {name: getattr(row, name) for name in SHOWN} for row in rows}


@pytest.mark.rule("HQ-4", "CB-3", "CB-14", "REP-2", "REP-5", "CMP-3", "KPI-1")
@pytest.mark.parametrize("seed", range(8))
def test_both_ways_give_the_slow_count(
    network: MadeNetwork, superuser: psycopg.Connection, foreign_store: MadeStore, seed: int
) -> None:
    chance = random.Random(seed)
    day = chance.choice([FRIDAY, SATURDAY, MAKE_UP_SATURDAY, HOLIDAY])
    moment = at(day, *chance.choice([(9, 59), (10, 0), (10, 1), (14, 35), (23, 0)]))
    expected = {}
    starts = [chance.choice([START, day, day - dt.timedelta(days=1)]) for _ in range(5)]
    stores = [make_store(network, start_date=started) for started in starts]
    for store, started in zip(stores, starts, strict=True):
        made = random_callbacks(chance, store, day, moment)
        for each in made:
            put_callback(superuser, each)
        reports, voices = random_reports(chance, store, day, moment), random_voices(chance, store, moment)
        for number, report in enumerate(reports, start=1):
            put_report(superuser, report, number)
        for voice in voices:
            put_voice(superuser, voice)
        handed = {(name, chance.choice([day, day - dt.timedelta(days=1)])) for name in ("sales", "after_sales")}
        handed = {each for each in handed if chance.random() < 0.7}
        for department, on in handed:
            put_handover(superuser, store, department, on)
        closures = [Closure(day, day, at(day, chance.choice([0, 12])) - dt.timedelta(hours=6))] * (
            chance.random() < 0.4
        )
        for closure in closures:
            put_closure(superuser, store, closure)
        for programme, row in slow_totals(made, reports, voices, handed, closures, day, moment, started).items():
            expected[store.id, programme] = row
    with time_machine.travel(moment, tick=False):
        for store in stores:
            with unit_of_work(store.acting):
                hand_over_day_totals()
        one_by_one = totals(network)
        superuser.execute("DELETE FROM app.day_totals")
        with acting_as(batch(network)):
            assert hand_over_day_totals() == len(expected)
        at_once = totals(network)
    assert one_by_one == at_once == expected
    for row in expected.values():
        assert row["planned"] <= sum(row[name] for name in COUNTS[1:]), "the parts make up the whole (KPI-1)"


@pytest.mark.rule("CB-3")
@pytest.mark.parametrize("state", list(CallbackState))
def test_overdue_is_what_the_rules_call_overdue(
    network: MadeNetwork, store: MadeStore, superuser: psycopg.Connection, state: CallbackState
) -> None:
    rule, calendar = STANDARD_RULES[Programme.THREE_DC], StoreCalendar(DutyCalendar(china()))
    window = due_window(rule, dt.date(2026, 11, 16), calendar)
    moment = window.overdue_after
    put_callback(
        superuser, MadeCallback(store, Programme.THREE_DC, state, window.due_on, window.overdue_after, (window.due_on,))
    )
    for later in (dt.timedelta(0), dt.timedelta(seconds=1)):
        with time_machine.travel(moment + later, tick=False), unit_of_work(store.acting):
            hand_over_day_totals()
        counted = totals(network)[store.id, "three_dc"]["overdue"]
        assert counted == is_overdue(state, window, moment + later)


def test_counting_again_writes_the_same_row_anew(
    network: MadeNetwork, store: MadeStore, superuser: psycopg.Connection
) -> None:
    made = MadeCallback(store, Programme.THREE_DC, CallbackState.PLANNED, FRIDAY, at(FRIDAY, 20), (FRIDAY,))
    identity = put_callback(superuser, made)
    seen = []
    for hour, state in ((9, "planned"), (11, "done"), (12, "done")):
        superuser.execute("UPDATE app.callbacks SET state = %s WHERE id = %s", [state, identity])
        with time_machine.travel(at(FRIDAY, hour), tick=False), unit_of_work(store.acting):
            hand_over_day_totals()
        with unit_of_work(network.acting) as session:
            row = session.scalars(select(DayTotal).where(DayTotal.programme == "three_dc")).one()
            seen.append((row.id, row.done, row.as_of))
    assert len({identity for identity, *_ in seen}) == 1
    assert [done for _, done, _ in seen] == [0, 1, 1]
    assert [as_of for *_, as_of in seen] == [at(FRIDAY, hour) for hour in (9, 11, 12)]


@pytest.mark.rule("KPI-3")
def test_a_past_day_is_never_rewritten(network: MadeNetwork, store: MadeStore, superuser: psycopg.Connection) -> None:
    made = MadeCallback(store, Programme.THREE_DC, CallbackState.PLANNED, FRIDAY, at(FRIDAY, 20), (FRIDAY,))
    identity = put_callback(superuser, made)
    with time_machine.travel(at(FRIDAY, 23, 55), tick=False), acting_as(batch(network)):
        assert hand_over_if_today(FRIDAY) == 2
    superuser.execute("UPDATE app.callbacks SET state = 'done' WHERE id = %s", [identity])
    with time_machine.travel(at(SATURDAY, 0, 5), tick=False), acting_as(batch(network)):
        assert hand_over_if_today(FRIDAY) == 0
        assert hand_over_if_today(SATURDAY) == 2
    with unit_of_work(network.acting) as session:
        rows = session.execute(select(DayTotal.day, DayTotal.overdue).where(DayTotal.programme == "three_dc"))
        assert sorted(rows.all()) == [(FRIDAY, 1), (SATURDAY, 0)]


def test_batch_counts_one_network_and_active_stores_alone(
    network: MadeNetwork,
    store: MadeStore,
    other_store: MadeStore,
    foreign_store: MadeStore,
    superuser: psycopg.Connection,
) -> None:
    superuser.execute("UPDATE app.stores SET state = 'suspended' WHERE id = %s", [other_store.id])
    with acting_as(batch(network)):
        hand_over_day_totals()
    rows = superuser.execute("SELECT DISTINCT tenant_id, network_id, region_id FROM app.day_totals").fetchall()
    assert rows == [(store.id, network.id, store.region_id)]


# --- the clockwork ----------------------------------------------------------------------------------------------------


def test_many_changes_are_counted_once_and_never_before_they_are_there(network: MadeNetwork, store: MadeStore) -> None:
    with time_machine.travel(at(FRIDAY, 9), tick=False):
        with unit_of_work(store.acting):
            day_changed()
            day_changed()
        with unit_of_work(store.acting):
            day_changed()
        (entry,) = waiting()
        assert entry.next_at == at(FRIDAY, 9) + dt.timedelta(seconds=10)
        assert work_off() == ["figures.day_totals"]
        with unit_of_work(store.acting):
            day_changed()
        assert len(waiting()) == 1, "what is done does not count as waiting"
    assert {programme for _, programme in totals(network)} == {"seven_dc", "three_dc"}


def test_a_change_under_way_holds_the_count_that_it_relies_on(network: MadeNetwork, store: MadeStore) -> None:
    """Else the count could run before the change commits, and miss it."""
    with unit_of_work(store.acting):
        day_changed()
    with unit_of_work(store.acting):
        day_changed()
        with unit_of_work(Acting.dispatcher()) as other:
            free = select(OutboxEntry).with_for_update(skip_locked=True)
            assert other.scalars(free).all() == []
        with unit_of_work(store.acting):
            day_changed()
            assert len(waiting()) == 1, "any number of changes rely on one count"
    with unit_of_work(Acting.dispatcher()) as dispatcher:
        taken = dispatcher.scalars(select(OutboxEntry).with_for_update(skip_locked=True)).all()
        assert len(taken) == 1
        with unit_of_work(store.acting):
            day_changed()
        assert len(waiting()) == 2, "a count that is being handed out is not relied on"


def test_the_batch_job_marks_its_own_entry_done(network: MadeNetwork, store: MadeStore) -> None:
    with time_machine.travel(at(FRIDAY, 9), tick=False):
        entry = OutboxEntry(
            tenant_id=network.id, id=uuid7(), network_id=network.id, role=DbRole.BATCH,
            job="figures.all_day_totals", payload={"business_date": FRIDAY.isoformat()},
        )  # fmt: skip
        with acting_as(Acting.dispatcher()) as session:
            session.add(entry)
        assert run_entry(str(entry.id), entry.role, str(network.id), str(network.id)) == "done"
        assert run_entry(str(entry.id), entry.role, str(network.id), str(network.id)) == "nothing to do"
    assert len(totals(network)) == 2


@pytest.mark.rule("HQ-7")
def test_what_is_handed_over_has_room_for_counts_alone() -> None:
    """No column could hold a person: ids of store, network and region, one date, one programme, numbers, times."""
    free_text = {column.name for column in DayTotal.__table__.columns if column.type.python_type is str}
    assert free_text == {"programme"}
