"""Jobs under kill -9, emptied Redis, doubled deliveries: nothing lost, nothing doubled (architecture §6; R8, R9)."""

import contextlib
import subprocess
import sys
import threading
import uuid
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis
from sqlalchemy import Engine, func, select

from backbone.db.unit_of_work import acting_as, unit_of_work
from backbone.isolation.acting import Acting
from backbone.jobs import queue as rq_queue
from backbone.jobs.dispatcher import Dispatcher
from backbone.jobs.runner import run_entry
from backbone.outbox.actions import must_happen
from backbone.outbox.models import OutboxEntry
from backbone.web.models import FormKey
from tests.architecture.tree import ROOT
from tests.backbone.jobs import crashing
from tests.backbone.jobs.crashing import EFFECT, TOLD
from tests.factories.tenants import MadeStore


class Works:
    """Dispatcher, worker processes and what the database says afterwards."""

    def __init__(self, client: redis.Redis, environment: dict[str, str], superuser: psycopg.Connection) -> None:
        self.client, self.environment, self.superuser = client, environment, superuser
        self.dispatcher = Dispatcher(client, threading.Event())

    def hand_out(self) -> int:
        """One round of the dispatcher."""
        return self.dispatcher.hand_out()

    def work(self) -> int:
        """A real worker process, until the queue is empty. Returns its exit code."""
        command = [sys.executable, "-m", "tests.backbone.jobs.worker"]
        return subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, check=False).returncode

    def let_leases_run_out(self) -> None:
        """As if the time had passed."""
        self.superuser.execute("UPDATE app.outbox SET next_at = now()")

    def entry(self, entry: uuid.UUID) -> tuple[str, int]:
        """(state, tries)."""
        row = self.superuser.execute("SELECT state, tries FROM app.outbox WHERE id = %s", [entry]).fetchone()
        assert row is not None
        return row

    def left(self, what: str) -> int:
        """How often this effect was had, over all tenants."""
        row = self.superuser.execute("SELECT count(*) FROM app.form_keys WHERE location = %s", [what]).fetchone()
        assert row is not None
        return row[0]


@pytest.fixture
def works(redis_client: redis.Redis, environment: dict[str, str], superuser: psycopg.Connection) -> Works:
    """See the class."""
    return Works(redis_client, environment, superuser)


def _cause(store: MadeStore, job: str, **payload: Any) -> uuid.UUID:
    with unit_of_work(store.acting):
        return must_happen(job, **payload)


def _run(entry: uuid.UUID, store: MadeStore) -> str:
    return run_entry(str(entry), store.acting.role, str(store.id), str(store.network_id))


def test_a_job_killed_at_work_is_done_once(store: MadeStore, works: Works, tmp_path: Path) -> None:
    entry = _cause(store, crashing.DIE, marker=str(tmp_path / "tries"), deaths=1)
    works.hand_out()
    assert works.work() == 0
    assert (works.entry(entry), works.left(EFFECT)) == (("handed", 1), 0)
    assert works.hand_out() == 0, "its lease has not run out"
    works.let_leases_run_out()
    assert works.hand_out() == 1
    assert works.work() == 0
    assert (works.entry(entry), works.left(EFFECT)) == (("done", 2), 1)


def test_a_worker_killed_with_its_job_is_replaced(store: MadeStore, works: Works, tmp_path: Path) -> None:
    entry = _cause(store, crashing.DIE_WITH_WORKER, marker=str(tmp_path / "tries"))
    works.hand_out()
    assert works.work() == -9
    assert (works.entry(entry), works.left(EFFECT)) == (("handed", 1), 0)
    works.let_leases_run_out()
    works.hand_out()
    assert works.work() == 0
    assert (works.entry(entry), works.left(EFFECT)) == (("done", 2), 1)


def test_redis_may_lose_everything(store: MadeStore, works: Works, tmp_path: Path) -> None:
    entry = _cause(store, crashing.DIE, marker=str(tmp_path / "tries"), deaths=0)
    works.hand_out()
    works.client.flushdb()
    works.work()
    assert works.left(EFFECT) == 0
    works.let_leases_run_out()
    works.hand_out()
    works.work()
    assert (works.entry(entry), works.left(EFFECT)) == (("done", 2), 1)


def test_a_job_whose_every_worker_dies_is_given_up_and_told(store: MadeStore, works: Works, tmp_path: Path) -> None:
    entry = _cause(store, crashing.DIE, marker=str(tmp_path / "tries"), deaths=99)
    for _ in range(3):
        works.let_leases_run_out()
        works.hand_out()
        works.work()
    assert works.entry(entry) == ("handed", 3)
    works.let_leases_run_out()
    works.hand_out()
    works.work()
    assert works.entry(entry)[0] == "dead"
    assert (works.left(EFFECT), works.left(TOLD)) == (0, 1)
    works.let_leases_run_out()
    assert works.hand_out() == 0


def test_a_job_delivered_twice_has_one_effect(store: MadeStore, works: Works, tmp_path: Path) -> None:
    entry = _cause(store, crashing.DIE, marker=str(tmp_path / "tries"), deaths=0)
    assert [_run(entry, store) for _ in range(3)] == ["done", "nothing to do", "nothing to do"]
    assert works.left(EFFECT) == 1


def test_a_job_delivered_twice_at_once_has_one_effect(
    store: MadeStore, works: Works, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The second run waits for the first one's row lock, seen in PostgreSQL, and then finds the entry done."""
    entry = _cause(store, crashing.DIE, marker=str(tmp_path / "tries"), deaths=0)
    inside, go_on = threading.Event(), threading.Event()

    def slow(location: str) -> None:
        leave(location)
        inside.set()
        assert go_on.wait(30)

    leave = crashing.leave
    monkeypatch.setattr(crashing, "leave", slow)
    answers: list[str] = []
    threads = [threading.Thread(target=lambda: answers.append(_run(entry, store))) for _ in range(2)]
    threads[0].start()
    assert inside.wait(30)
    threads[1].start()
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    while works.superuser.execute(waiting).fetchone() != (1,):
        assert threads[1].is_alive()
    go_on.set()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["done", "nothing to do"]
    assert works.left(EFFECT) == 1


def test_what_fails_keeps_its_reason_and_ends_dead(store: MadeStore, works: Works) -> None:
    entry = _cause(store, crashing.FAIL, why="no paper")
    for tries in (1, 2):
        works.let_leases_run_out()
        works.hand_out()
        with pytest.raises(ValueError, match="no paper"):
            _run(entry, store)
        assert works.entry(entry) == ("handed" if tries == 1 else "dead", tries)
    said = works.superuser.execute("SELECT last_error FROM app.outbox WHERE id = %s", [entry]).fetchone()
    assert said == ("ValueError: no paper",)
    assert (works.left(EFFECT), works.left(TOLD)) == (0, 1)


def test_an_entry_dies_even_when_nobody_can_be_told(store: MadeStore, works: Works) -> None:
    entry = _cause(store, crashing.DEAD, why="no paper")
    works.hand_out()
    with pytest.raises(ValueError, match="no paper"):
        _run(entry, store)
    assert works.entry(entry) == ("dead", 1)


def test_no_cause_no_entry(store: MadeStore, works: Works) -> None:
    with contextlib.suppress(KeyError), unit_of_work(store.acting):
        must_happen(crashing.FAIL, why="never")
        raise KeyError
    assert works.superuser.execute("SELECT count(*) FROM app.outbox").fetchone() == (0,)


def test_a_job_nobody_knows_is_refused_at_once(store: MadeStore, works: Works) -> None:
    with pytest.raises(KeyError), unit_of_work(store.acting):
        must_happen("tests.unheard_of")


def test_an_entry_of_a_newer_version_stops_nobody(store: MadeStore, works: Works, tmp_path: Path) -> None:
    newer = _cause(store, crashing.FAIL, why="x")
    works.superuser.execute("UPDATE app.outbox SET job = 'tests.of_tomorrow'")
    entry = _cause(store, crashing.DIE, marker=str(tmp_path / "tries"), deaths=0)
    works.hand_out()
    works.work()
    assert works.entry(entry)[0] == "done"
    assert works.entry(newer) == ("new", 0)
    with pytest.raises(KeyError, match="of_tomorrow"):
        _run(newer, store)
    said = works.superuser.execute("SELECT last_error FROM app.outbox WHERE id = %s", [newer]).fetchone()
    assert said == ("KeyError: 'tests.of_tomorrow'",)


def test_a_job_runs_as_its_tenant(
    store: MadeStore, foreign_store: MadeStore, works: Works, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen: list[tuple[Acting, int]] = []

    def look(location: str) -> None:
        leave(location)
        session = crashing.current()
        seen.append((session.info["acting"], session.scalar(select(func.count()).select_from(FormKey))))

    leave = crashing.leave
    monkeypatch.setattr(crashing, "leave", look)
    for each in (store, foreign_store):
        _run(_cause(each, crashing.DIE, marker=str(tmp_path / "tries"), deaths=0), each)
    assert seen == [(store.acting, 1), (foreign_store.acting, 1)]


def test_the_queue_stays_short(store: MadeStore, works: Works) -> None:
    for _ in range(rq_queue.SHORT_QUEUE + 5):
        _cause(store, crashing.FAIL, why="many")
    assert works.hand_out() == rq_queue.SHORT_QUEUE
    queue = rq_queue.queue(works.client)
    assert queue.count == rq_queue.SHORT_QUEUE
    works.hand_out()
    assert queue.count == rq_queue.SHORT_QUEUE
    queue.empty()
    assert works.hand_out() == 5


def test_two_dispatchers_hand_out_different_entries(store: MadeStore, works: Works) -> None:
    for _ in range(3):
        _cause(store, crashing.FAIL, why="shared")
    with acting_as(Acting.dispatcher()) as session:
        claimed = session.scalars(select(OutboxEntry).limit(1).with_for_update(skip_locked=True)).all()
        assert len(claimed) == 1
        assert works.hand_out() == 2
    assert works.hand_out() == 1


def test_the_dispatcher_lives_through_a_redis_that_is_away(
    database: Engine, store: MadeStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    client = rq_queue.connect(f"unix://{tmp_path}/nobody.sock")
    stopping = _AfterSomeWaits(3)
    Dispatcher(client, stopping).run()
    assert stopping.waits == 3


class _AfterSomeWaits(threading.Event):
    """Stops whoever waits for it a few times, without waiting."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.waits, self.most = 0, most

    def wait(self, timeout: float | None = None) -> bool:
        """Counts."""
        self.waits += 1
        if self.waits >= self.most:
            self.set()
        return self.is_set()
