"""Text messages from the queue to the gateway (CB-4, CARE-12; architecture §6), over real HTTP and real workers."""

import datetime as dt
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
import time_machine

from backbone.db.unit_of_work import unit_of_work
from backbone.errors import InvalidError
from backbone.ids import uuid7
from backbone.jobs.registry import job_named
from backbone.jobs.runner import give_up, run_entry
from backbone.outbox.models import EntryState, OutboxEntry
from dealer.messages.actions import SEND_JOB
from dealer.messages.gateway import GatewayAwayError, use_gateway
from dealer.messages.interface import (
    BeingSentError,
    MessageState,
    NoGatewayError,
    TextMessage,
    find_message,
    first_sent,
    mark_sent_by_hand,
    queue_text,
)
from tests.dealer.callbacks.calendars import at
from tests.dealer.messages.loopback import KEY_ID, SECRET, Loopback, running
from tests.factories.tenants import MadeStore
from tests.house.outbox import waiting

NUMBER, TEXT = "13900005033", "沈先生，您好！我们给您打过电话，没有联系上。"
NOON, NIGHT = at("2026-10-22 12:00"), at("2026-10-22 21:10")

# What a worker does for one entry, with the settings of its environment.
WORKER = """
import datetime as dt, sys, time_machine
from assembly.subscriptions import load_jobs
from backbone.config import Settings
from backbone.db import unit_of_work
from backbone.jobs.runner import run_entry
from dealer.messages.gateway import gateway_of, use_gateway

with time_machine.travel(dt.datetime.fromisoformat(sys.argv[1]), tick=True):
    settings = Settings.from_env()
    load_jobs()
    unit_of_work.connect(settings.database_url)
    use_gateway(gateway_of(settings))
    run_entry(*sys.argv[2:])
"""


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    """A gateway, and this process sends by it."""
    with running() as server:
        use_gateway(server.gateway())
        yield server
        use_gateway(None)


@pytest.fixture
def midday() -> Iterator[time_machine.Traveller]:
    """Nobody sleeps."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def queue(store: MadeStore, about_id: uuid.UUID, *, number: str = NUMBER, text: str = TEXT) -> uuid.UUID:
    with unit_of_work(store.acting):
        return queue_text(number, text, about_id=about_id, by=store.actor).id


def by_hand(store: MadeStore, about_id: uuid.UUID) -> MessageState:
    with unit_of_work(store.acting):
        return MessageState(mark_sent_by_hand(NUMBER, TEXT, about_id=about_id, by=store.actor).state)


def message(store: MadeStore, about_id: uuid.UUID) -> TextMessage:
    with unit_of_work(store.acting):
        found = find_message("callback", about_id)
    assert found is not None
    return found


def entry() -> OutboxEntry:
    (found,) = [each for each in waiting() if each.job == SEND_JOB]
    return found


def run(one: OutboxEntry) -> str:
    return run_entry(str(one.id), one.role, str(one.tenant_id), str(one.network_id))


def handed(one: OutboxEntry, superuser: psycopg.Connection, *, tries: int = 1) -> OutboxEntry:
    """As the dispatcher leaves it when a worker gets it."""
    values = (EntryState.HANDED, tries, one.id)
    superuser.execute("UPDATE app.outbox SET state = %s, tries = %s WHERE id = %s", values)
    return one


@pytest.mark.rule("CB-4", "CARE-12")
def test_a_message_goes_out_once_by_the_id_of_its_outbox_entry(
    store: MadeStore, loopback: Loopback, midday: object
) -> None:
    callback = uuid7()
    first, again = queue(store, callback), queue(store, callback, text="Another text.")
    assert first == again
    one = entry()
    assert (run(one), run(one)) == ("done", "nothing to do")
    assert loopback.requests == [str(one.id)]
    assert loopback.sent == {str(one.id): {"number": NUMBER, "text": TEXT}}
    sent = message(store, callback)
    assert (sent.state, sent.gateway_id, sent.tries, sent.sent_at) == (MessageState.SENT, "gw-0", 1, NOON)
    with unit_of_work(store.acting):
        assert first_sent("callback", [callback, uuid7()]) == {callback: NOON}


@pytest.mark.rule("CARE-12")
def test_a_gateway_that_fails_twice_is_tried_again_with_the_same_key(
    store: MadeStore, loopback: Loopback, midday: object
) -> None:
    callback = uuid7()
    queue(store, callback)
    loopback.script = [503, "cut"]
    one = entry()
    for _ in range(2):
        with pytest.raises(GatewayAwayError):
            run(one)
    assert message(store, callback).state == MessageState.QUEUED
    assert run(one) == "done"
    assert loopback.requests == [str(one.id)] * 3
    assert len(loopback.sent) == 1
    assert (message(store, callback).state, message(store, callback).tries) == (MessageState.SENT, 3)


def test_a_failure_leaves_neither_number_nor_text_behind(
    store: MadeStore,
    loopback: Loopback,
    midday: object,
    superuser: psycopg.Connection,
    process_logs: None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    queue(store, uuid7())
    loopback.script = [500]
    with pytest.raises(GatewayAwayError):
        run(entry())
    told = superuser.execute("SELECT payload::text || last_error FROM app.outbox").fetchall()
    trail = superuser.execute("SELECT details::text FROM app.audit_events").fetchall()
    said = capsys.readouterr()
    for text in (str(told), str(trail), said.out, said.err):
        assert NUMBER not in text
        assert TEXT[:6] not in text


@pytest.mark.rule("CARE-12")
def test_a_worker_that_dies_after_the_gateway_took_it_sends_nothing_twice(
    store: MadeStore, loopback: Loopback, environment: dict[str, str]
) -> None:
    """Killed outright between the gateway's taking and our commit; the next worker asks again with the same key."""
    callback = uuid7()
    gateway = {"SANQI_SMS_URL": loopback.url, "SANQI_SMS_KEY_ID": KEY_ID, "SANQI_SMS_SECRET": SECRET}
    with time_machine.travel(NOON, tick=True):
        queue(store, callback)
        one = entry()
        running_it = (sys.executable, "-c", WORKER, NOON.isoformat(), str(one.id), one.role)
        loopback.script = [lambda: os.kill(worker.pid, signal.SIGKILL)]
        worker = subprocess.Popen([*running_it, str(one.tenant_id), str(one.network_id)], env=environment | gateway)
        assert worker.wait() == -signal.SIGKILL
        assert message(store, callback).state == MessageState.QUEUED  # taken, and we don't know it
        assert run(one) == "done"
    assert loopback.requests == [str(one.id)] * 2
    assert len(loopback.sent) == 1
    assert (message(store, callback).state, message(store, callback).tries) == (MessageState.SENT, 2)


@pytest.mark.rule("CB-4")
def test_a_refusal_is_final_and_a_person_sends_it_by_hand(store: MadeStore, loopback: Loopback, midday: object) -> None:
    callback = uuid7()
    queue(store, callback)
    loopback.script = [422]
    assert run(entry()) == "done"
    assert (message(store, callback).state, message(store, callback).error) == (MessageState.FAILED, "http_422")
    with unit_of_work(store.acting):
        assert first_sent("callback", [callback]) == {}
    assert by_hand(store, callback) == MessageState.BY_HAND
    with unit_of_work(store.acting):
        assert first_sent("callback", [callback]) == {callback: NOON}


@pytest.mark.rule("CARE-12")
def test_when_the_last_try_has_failed_a_person_learns_of_it(
    store: MadeStore, loopback: Loopback, midday: object, superuser: psycopg.Connection
) -> None:
    callback = uuid7()
    queue(store, callback)
    loopback.script = [500]
    one = handed(entry(), superuser, tries=job_named(SEND_JOB).max_tries)
    with pytest.raises(GatewayAwayError):
        run(one)
    assert waiting() == []
    assert (message(store, callback).state, message(store, callback).error) == (MessageState.FAILED, "gateway_away")


def test_a_message_whose_workers_all_died_is_given_up(store: MadeStore, loopback: Loopback, midday: object) -> None:
    callback = uuid7()
    queue(store, callback)
    one = entry()
    give_up(str(one.id), one.role, str(one.tenant_id), str(one.network_id))
    assert message(store, callback).state == MessageState.FAILED


@pytest.mark.rule("CARE-12")
def test_at_night_it_waits_for_the_morning(store: MadeStore, loopback: Loopback) -> None:
    callback = uuid7()
    with time_machine.travel(NIGHT, tick=False):
        queue(store, callback)
        one = entry()
        assert one.next_at == at("2026-10-23 09:00")
        assert message(store, callback).not_before == at("2026-10-23 09:00")
    with time_machine.travel(at("2026-10-23 09:00"), tick=False):
        assert run(one) == "done"
    assert message(store, callback).state == MessageState.SENT


@pytest.mark.rule("CARE-12")
def test_a_retry_that_meets_the_evening_waits_with_its_key(
    store: MadeStore, loopback: Loopback, superuser: psycopg.Connection
) -> None:
    callback = uuid7()
    with time_machine.travel(at("2026-10-22 20:29"), tick=False):
        queue(store, callback)
    first = handed(entry(), superuser)
    with time_machine.travel(NIGHT, tick=False):
        assert run(first) == "done"
    assert loopback.requests == []
    second = entry()
    assert second.id != first.id
    assert second.next_at == at("2026-10-23 09:00")
    with time_machine.travel(second.next_at, tick=False):
        run(second)
    assert loopback.requests == [str(first.id)]
    assert (message(store, callback).state, message(store, callback).tries) == (MessageState.SENT, 1)


@pytest.mark.rule("CB-4")
def test_what_is_sent_by_hand_goes_out_no_more(store: MadeStore, loopback: Loopback) -> None:
    callback = uuid7()
    with time_machine.travel(NIGHT, tick=False):
        queue(store, callback)
        assert by_hand(store, callback) == MessageState.BY_HAND
    with time_machine.travel(at("2026-10-23 09:00"), tick=False):
        assert run(entry()) == "done"
    assert loopback.requests == []
    with unit_of_work(store.acting):
        assert first_sent("callback", [callback]) == {callback: NIGHT}


def test_what_the_gateway_may_have_taken_is_not_sent_by_hand(
    store: MadeStore, loopback: Loopback, midday: object
) -> None:
    callback = uuid7()
    queue(store, callback)
    loopback.script = [500]
    with pytest.raises(GatewayAwayError):
        run(entry())
    with pytest.raises(BeingSentError):
        by_hand(store, callback)


def test_what_is_out_stays_as_it_is(store: MadeStore, loopback: Loopback, midday: time_machine.Traveller) -> None:
    callback = uuid7()
    queue(store, callback)
    run(entry())
    midday.shift(dt.timedelta(hours=1))
    assert by_hand(store, callback) == MessageState.SENT
    assert message(store, callback).sent_at == NOON


def test_two_who_mark_it_at_once_make_one(store: MadeStore, superuser: psycopg.Connection) -> None:
    callback, ready = uuid7(), Barrier(4)

    def mark(_: int) -> MessageState:
        ready.wait()
        return by_hand(store, callback)

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(mark, range(4))) == [MessageState.BY_HAND] * 4
    trail = superuser.execute("SELECT count(*) FROM app.audit_events WHERE event = 'text.sent'").fetchone()
    assert trail == (1,)


def test_another_store_sees_nothing_of_it(store: MadeStore, other_store: MadeStore) -> None:
    callback = uuid7()
    by_hand(store, callback)
    with unit_of_work(other_store.acting):
        assert find_message("callback", callback) is None
        assert first_sent("callback", [callback]) == {}


def test_what_can_not_be_sent_is_refused(store: MadeStore, loopback: Loopback, midday: object) -> None:
    for number, text, field in (
        ("0512-88383974", TEXT, "number"),
        (NUMBER, "  ", "text"),
        (NUMBER, "好" * 1001, "text"),
    ):
        with pytest.raises(InvalidError) as refused:
            queue(store, uuid7(), number=number, text=text)
        assert list(refused.value.fields) == [field]
    assert waiting() == []


def test_without_a_gateway_nothing_is_queued(store: MadeStore) -> None:
    with pytest.raises(NoGatewayError):
        queue(store, uuid7())
