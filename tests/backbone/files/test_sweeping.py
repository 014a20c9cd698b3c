"""Files without a row go after a day; one with a row never does."""

import datetime as dt
import io
import os
import uuid
from pathlib import Path

import pytest

from assembly.schedule import SCHEDULE
from backbone.clock import now
from backbone.db.unit_of_work import UnitOfWork, unit_of_work
from backbone.files import sweeping
from backbone.files.jobs import SWEEP
from backbone.files.store import keep, path_of
from backbone.ids import uuid7
from backbone.isolation.acting import DbRole
from backbone.jobs.scheduler import Scheduler
from tests.factories.tenants import MadeStore
from tests.house.outbox import waiting, work_off

DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)


def aged(folder: Path, age: dt.timedelta) -> Path:
    at = (now() - age).timestamp()
    os.utime(folder, (at, at))
    return folder


def kept(store: MadeStore, age: dt.timedelta) -> Path:
    with unit_of_work(store.acting):
        file = keep(io.BytesIO(b"x"), name="orders.csv", limit=10)
    return aged(path_of(file).parent, age)


def orphan(store: MadeStore, age: dt.timedelta) -> Path:
    """As it happens: the bytes are there, then the transaction fails."""
    work = UnitOfWork(store.acting)
    file = keep(io.BytesIO(b"x"), name="orders.csv", limit=10)
    work.abandon()
    return aged(path_of(file).parent, age)


def strange(store: MadeStore, root: Path, name: str) -> Path:
    folder = root / str(store.id) / name
    folder.mkdir(parents=True)
    return aged(folder, 9 * DAY)


def sweep_at_night(*stores: MadeStore) -> None:
    """As the schedule does it: one entry for every store."""
    (task,) = [each for each in SCHEDULE if each.job == SWEEP]
    assert task.runs_as is DbRole.STORE
    Scheduler((task,)).start_due()
    assert {entry.tenant_id for entry in waiting() if entry.job == SWEEP} == {store.id for store in stores}
    work_off()


def test_what_no_row_knows_goes_after_a_day(store: MadeStore, other_store: MadeStore, files_root: Path) -> None:
    stay = [
        kept(store, 9 * DAY),
        kept(store, MINUTE),
        kept(other_store, 9 * DAY),
        orphan(store, DAY - MINUTE),
        strange(store, files_root, "lost+found"),
        strange(store, files_root, uuid.uuid4().hex),
        files_root / str(uuid7()),
    ]
    stay[-1].mkdir()
    aged(stay[-1], 9 * DAY)
    go = [orphan(store, DAY + MINUTE), orphan(store, 9 * DAY), orphan(other_store, 2 * DAY)]
    (go[0] / "reading").mkdir()
    (go[0] / "reading" / "records").write_text("x")
    aged(go[0], DAY + MINUTE)
    sweep_at_night(store, other_store)
    assert [folder.exists() for folder in stay] == [True] * len(stay)
    assert [folder.exists() for folder in go] == [False] * len(go)


def test_a_store_without_files_has_nothing_to_sweep(store: MadeStore, files_root: Path) -> None:
    sweep_at_night(store)
    assert not files_root.exists()


def test_many_files_are_asked_for_piece_by_piece(
    store: MadeStore, files_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "AT_ONCE", 2)
    stay, go = [kept(store, 2 * DAY) for _ in range(3)], [orphan(store, 2 * DAY) for _ in range(4)]
    with unit_of_work(store.acting):
        assert sweeping.sweep(before=now() - DAY) == 4
    assert all(folder.exists() for folder in stay)
    assert not any(folder.exists() for folder in go)
