"""Fan-out: one row of headquarters becomes one entry a store and job, once, whatever happens in between (R8)."""

import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import pytest

from assembly.subscriptions import SUBSCRIPTIONS, load_jobs
from backbone.db.unit_of_work import acting_as, unit_of_work
from backbone.isolation.acting import Acting
from backbone.jobs.dispatcher import Dispatcher
from backbone.jobs.registry import job
from backbone.outbox.actions import FAN_OUT, announce
from backbone.outbox.facts import subscribe
from backbone.outbox.fan_out import expand, fan_out_next
from backbone.outbox.models import EntryState, OutboxEntry
from tests.factories.tenants import MadeNetwork, MadeStore
from tests.factories.tenants import store as make_store
from tests.house.outbox import waiting


@dataclass(frozen=True)
class Happened:
    """A fact of these tests."""

    what: str
    number: uuid.UUID


JOBS = ("tests.hear", "tests.hear_too")
for _name in JOBS:
    job(_name)(lambda what, number: None)


@pytest.fixture(autouse=True)
def subscribed() -> Iterator[None]:
    load_jobs()
    subscribe({Happened: JOBS})
    yield
    subscribe(SUBSCRIPTIONS)


NUMBER = uuid.uuid4()


def announced(network: MadeNetwork, *stores: MadeStore) -> uuid.UUID:
    with unit_of_work(network.acting):
        return announce(Happened("x", NUMBER), to_stores=[each.id for each in stores] if stores else "all")


def told() -> list[tuple[uuid.UUID, str]]:
    """(tenant, job) of every entry that was fanned out."""
    return sorted((entry.tenant_id, entry.job) for entry in waiting() if entry.job != FAN_OUT)


def both(*stores: MadeStore) -> list[tuple[uuid.UUID, str]]:
    return sorted((store.id, name) for store in stores for name in JOBS)


def test_one_row_becomes_one_a_store_and_job(
    network: MadeNetwork, store: MadeStore, other_store: MadeStore, foreign_store: MadeStore
) -> None:
    cause = announced(network)
    assert len(waiting()) == 1, "headquarters' transaction writes one row, however many stores there are"
    assert fan_out_next()
    assert told() == both(store, other_store)
    assert not fan_out_next()
    for entry in waiting():
        assert entry.payload == {"what": "x", "number": str(NUMBER)}
        assert (entry.role, entry.network_id, entry.cause_id) == ("sanqi_store", network.id, cause)


def test_only_the_named_stores_are_told(network: MadeNetwork, store: MadeStore, other_store: MadeStore) -> None:
    announced(network, other_store)
    fan_out_next()
    assert told() == both(other_store)


def test_a_store_of_another_network_can_not_be_told(network: MadeNetwork, foreign_store: MadeStore) -> None:
    announced(network, foreign_store)
    fan_out_next()
    assert told() == []


@pytest.mark.parametrize("state", ["suspended", "closed"])
def test_whose_access_has_ended_is_left_out(
    network: MadeNetwork, store: MadeStore, other_store: MadeStore, superuser: psycopg.Connection, state: str
) -> None:
    superuser.execute("UPDATE app.stores SET state = %s WHERE id = %s", [state, store.id])
    announced(network)
    fan_out_next()
    assert told() == both(other_store)


def test_a_second_expansion_adds_nothing(network: MadeNetwork, store: MadeStore, other_store: MadeStore) -> None:
    cause = announced(network)
    for expected in (4, 0):
        with acting_as(Acting.dispatcher()) as session:
            entry = session.get(OutboxEntry, (network.id, cause))
            assert entry is not None
            assert expand(entry) == expected
    assert told() == both(store, other_store)


def test_a_store_that_opened_since_begins_with_how_things_stand(network: MadeNetwork, store: MadeStore) -> None:
    announced(network)
    make_store(network)
    fan_out_next()
    assert told() == both(store)


# Stops where it is told to, says so, and waits to be killed.
VICTIM = """
import sys
from backbone.db import unit_of_work
from backbone.outbox import facts, fan_out
sys.modules["__main__"].Happened = type("Happened", (), {})
unit_of_work.connect(sys.argv[1])
facts.subscribe({Happened: ("tests.hear", "tests.hear_too")})
plain = fan_out.expand
def stop(entry):
    if sys.argv[2] == "after":
        assert plain(entry) == 4
    print("there", flush=True)
    sys.stdin.read()
fan_out.expand = stop
fan_out.fan_out_next()
"""


@pytest.mark.rule("HQ-3")
@pytest.mark.parametrize("where", ["before", "after"])
def test_killed_in_the_middle_nothing_is_lost_and_nothing_doubled(
    network: MadeNetwork, store: MadeStore, other_store: MadeStore, environment: dict[str, str], where: str
) -> None:
    announced(network)
    argv = [sys.executable, "-c", VICTIM, environment["DATABASE_URL"], where]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True) as victim:
        assert victim.stdout is not None
        assert victim.stdout.readline() == "there\n"
        assert not fan_out_next(), "two dispatchers never expand one announcement"
        victim.kill()
    assert told() == []
    while waiting()[0].job == FAN_OUT:  # until the server has noticed that its client is gone
        fan_out_next()
    assert told() == both(store, other_store)
    assert not fan_out_next()


def test_only_headquarters_announces(store: MadeStore) -> None:
    with pytest.raises(RuntimeError, match="headquarters"), unit_of_work(store.acting):
        announce(Happened("x", NUMBER), to_stores="all")


def test_a_fact_without_a_line_can_not_be_announced(network: MadeNetwork) -> None:
    subscribe({})
    with pytest.raises(KeyError), unit_of_work(network.acting):
        announce(Happened("x", NUMBER), to_stores="all")


def test_a_fact_of_a_newer_version_waits_and_stops_nobody(network: MadeNetwork, store: MadeStore) -> None:
    announced(network)
    subscribe({})
    assert fan_out_next()
    (entry,) = waiting()
    assert (entry.state, entry.last_error) == (EntryState.NEW, "unknown fact Happened")
    assert not fan_out_next(), "it is not looked at again at once"


def test_the_dispatcher_fans_out_and_hands_the_entries_to_the_workers(
    network: MadeNetwork, store: MadeStore, redis_client: object
) -> None:
    import threading  # noqa: PLC0415

    announced(network)
    dispatcher = Dispatcher(redis_client, threading.Event())
    while dispatcher.turn():
        pass
    assert [entry.state for entry in waiting()] == [EntryState.HANDED] * 2
