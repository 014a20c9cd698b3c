"""The schedule's hand: once, however many stand by; killed in between, nothing is lost."""

import datetime as dt
import subprocess
import sys
import threading

import psycopg
import pytest
import time_machine

from backbone.clock import SHANGHAI
from backbone.db.unit_of_work import acting_as
from backbone.isolation.acting import Acting, DbRole
from backbone.jobs.schedule import CatchUp, Slot, Task, daily, every
from backbone.jobs.scheduler import Scheduler, start
from backbone.outbox.models import EntryState, OutboxEntry
from tests.factories.tenants import MadeNetwork, MadeStore
from tests.house.outbox import waiting

STORES = Task("for-stores", "tests.anything", daily(dt.time(20)), DbRole.STORE, CatchUp.EACH)
BATCH = Task("batch", "tests.anything", every(5), DbRole.BATCH, CatchUp.LATEST)


def at(hour: int, minute: int = 0, day: int = 20) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def dates() -> list[str]:
    return [entry.payload["business_date"] for entry in waiting()]


def test_a_claim_writes_one_entry_a_store(
    network: MadeNetwork,
    store: MadeStore,
    other_store: MadeStore,
    foreign_store: MadeStore,
    superuser: psycopg.Connection,
) -> None:
    superuser.execute("UPDATE app.stores SET state = 'closed' WHERE id = %s", [other_store.id])
    with time_machine.travel(at(20), tick=False):
        assert Scheduler((STORES,)).start_due() == 1
    assert {(e.tenant_id, e.network_id, e.role) for e in waiting()} == {
        (store.id, network.id, "sanqi_store"),
        (foreign_store.id, foreign_store.network_id, "sanqi_store"),
    }
    assert dates() == ["2026-11-20"] * 2


def test_a_batch_task_writes_one_entry_a_network(
    network: MadeNetwork, store: MadeStore, other_store: MadeStore, foreign_store: MadeStore
) -> None:
    with time_machine.travel(at(14, 7), tick=False):
        Scheduler((BATCH,)).start_due()
    assert {(e.tenant_id, e.network_id, e.role) for e in waiting()} == {
        (network.id, network.id, "sanqi_batch"),
        (foreign_store.network_id, foreign_store.network_id, "sanqi_batch"),
    }


def test_it_runs_once_however_many_stand_by(network: MadeNetwork, store: MadeStore) -> None:
    standing_by = [Scheduler((STORES, BATCH)) for _ in range(6)]
    started: list[int] = []
    ready = threading.Barrier(len(standing_by))

    def run(scheduler: Scheduler) -> None:
        ready.wait()
        started.append(scheduler.start_due())

    with time_machine.travel(at(20), tick=False):
        threads = [threading.Thread(target=run, args=[each]) for each in standing_by]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sum(started) == 2
    assert len(waiting()) == 2


def test_a_scheduler_asks_the_database_once_a_slot(network: MadeNetwork, store: MadeStore) -> None:
    scheduler = Scheduler((STORES,))
    with time_machine.travel(at(20), tick=False) as clock:
        assert scheduler.start_due() == 1
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("backbone.jobs.scheduler.acting_as", None)
            assert scheduler.start_due() == 0
        clock.move_to(at(20, day=21))
        assert scheduler.start_due() == 1


def test_after_a_standstill_each_day_or_the_latest_slot_alone(network: MadeNetwork, store: MadeStore) -> None:
    for moment in (at(20, day=16), at(9, day=20)):
        with time_machine.travel(moment, tick=False):
            Scheduler((STORES,)).start_due()
    assert dates() == ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19"]
    for moment in (at(20, day=16), at(9, day=20)):
        with time_machine.travel(moment, tick=False):
            Scheduler((BATCH,)).start_due()
    assert [e.payload["business_date"] for e in waiting() if e.role == DbRole.BATCH] == ["2026-11-16", "2026-11-20"]


def test_workers_at_a_standstill_pile_nothing_up(network: MadeNetwork, store: MadeStore) -> None:
    scheduler = Scheduler((BATCH,))
    for minute in range(0, 60, 5):
        with time_machine.travel(at(14, minute), tick=False):
            assert scheduler.start_due() == 1
    (entry,) = waiting()
    with acting_as(Acting.dispatcher()) as session:
        session.get_one(OutboxEntry, (entry.tenant_id, entry.id)).state = EntryState.HANDED
    with time_machine.travel(at(15), tick=False):
        scheduler.start_due()
    assert len(waiting()) == 2, "one that a worker has begun does not do for the next"


def test_claims_are_forgotten_in_the_end(network: MadeNetwork, superuser: psycopg.Connection) -> None:
    for day in (dt.date(2026, 1, 1), dt.date(2026, 11, 1)):
        with acting_as(Acting.dispatcher()):
            start(STORES, Slot(day, dt.time(20)))
    rows = superuser.execute("SELECT business_date FROM app.schedule_claims").fetchall()
    assert rows == [(dt.date(2026, 11, 1),)]


VICTIM = """
import datetime as dt, sys
from backbone.db import unit_of_work
from backbone.isolation.acting import Acting, DbRole
from backbone.jobs.schedule import CatchUp, Slot, Task
from backbone.jobs.scheduler import start
from backbone.web import logs
logs.configure()
unit_of_work.connect(sys.argv[1])
task = Task("for-stores", "tests.anything", (dt.time(20),), DbRole.STORE, CatchUp.EACH)
with unit_of_work.acting_as(Acting.dispatcher()):
    assert start(task, Slot(dt.date(2026, 11, 20), dt.time(20)))
    print("there", flush=True)
    sys.stdin.read()
"""


def test_killed_between_claim_and_commit_another_starts_it(
    network: MadeNetwork, store: MadeStore, environment: dict[str, str]
) -> None:
    argv = [sys.executable, "-c", VICTIM, environment["DATABASE_URL"]]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True) as victim:
        assert victim.stdout is not None
        assert victim.stdout.readline() == "there\n"
        victim.kill()
    with time_machine.travel(at(20), tick=False):
        assert Scheduler((STORES,)).start_due() == 1, "it waits for the dead one's claim, which is then gone"
    assert dates() == ["2026-11-20"]
