"""Cancelling while a file is being read: nobody waits, and what the cancelled reading finds is thrown away (DATA-1)."""

import contextlib
import io
import os
import uuid
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from backbone.db.unit_of_work import acting_as
from backbone.errors import NotFoundError
from backbone.files.store import path_of
from dealer.imports.actions import reading, running
from dealer.imports.interface import (
    ImportRun,
    ImportState,
    cancel,
    get_import,
    get_import_to_change,
    get_rejected_file,
    hand_in,
    read_again,
    start_writing,
)
from dealer.imports.reading.kinds import Kind
from tests.dealer.imports.files import order, orders_file, rows
from tests.factories.tenants import MadeStore

PHONES = ("sender_phone", "owner_phone", "other_phone")
pytestmark = pytest.mark.rule("DATA-1")


class Slow:
    """An import whose file is a pipe: its reading goes on until the test lets the bytes through."""

    def __init__(self, store: MadeStore, content: bytes) -> None:
        self._store, self._content = store, content
        with acting_as(store.acting):
            run = hand_in(io.BytesIO(content), name="orders.csv", kind=Kind.REPAIR_ORDERS, by=store.actor)
            self.id, self._path = run.id, path_of(get_import(run.id).file)
        self._path.unlink()
        os.mkfifo(self._path)
        self._pipe = -1

    def read(self) -> None:
        """What a worker would do."""
        with acting_as(self._store.acting):
            reading.read(self.id)

    def is_being_read(self) -> bool:
        """Whether a reader has opened the pipe."""
        with contextlib.suppress(OSError):  # ENXIO: nobody has
            self._pipe = os.open(self._path, os.O_WRONLY | os.O_NONBLOCK)
        return self._pipe >= 0

    def let_through(self) -> None:
        """The pipe's bytes, and its end."""
        os.write(self._pipe, self._content)
        os.close(self._pipe)

    def become_a_file(self) -> None:
        """From now on; who has the pipe open goes on waiting for it."""
        self._path.unlink()
        self._path.write_bytes(self._content)


def now(store: MadeStore, import_id: uuid.UUID) -> ImportRun:
    with acting_as(store.acting):
        return get_import(import_id)


@pytest.fixture
def slow(store: MadeStore, files_root: Path, tmp_path: Path) -> Slow:
    return Slow(store, orders_file(tmp_path, [order("W1"), order("W2", 进厂时间="?")]).read_bytes())


@pytest.fixture
def reader(store: MadeStore, slow: Slow) -> Iterator["Future[None]"]:
    """A worker that is reading the file."""
    with ThreadPoolExecutor(1) as worker:
        working = worker.submit(slow.read)
        while not slow.is_being_read():
            assert not working.done()
        yield working


def test_who_cancels_does_not_wait_for_the_reader(store: MadeStore, slow: Slow, reader: "Future[None]") -> None:
    with acting_as(store.acting):
        cancel(get_import_to_change(slow.id), by=store.actor)
    assert not reader.done()
    slow.let_through()
    reader.result()
    run = now(store, slow.id)
    assert (run.state, run.report) == (ImportState.CANCELLED, None)


def test_a_cancelled_reading_does_not_touch_the_next_one(store: MadeStore, slow: Slow, reader: "Future[None]") -> None:
    with acting_as(store.acting):
        cancel(get_import_to_change(slow.id), by=store.actor)
    with acting_as(store.acting):
        read_again(get_import_to_change(slow.id), dict.fromkeys(PHONES, -1), by=store.actor)
    slow.become_a_file()
    slow.read()
    slow.let_through()
    reader.result()
    run = now(store, slow.id)
    assert run.report is not None
    assert [group["code"] for group in run.report["warnings"]] == ["phone_missing"]
    assert len(get_rejected_file(run).read_text(encoding="utf-8").splitlines()) == 1
    assert len(list(get_rejected_file(run).parent.parent.glob("reading-*"))) == 1
    with acting_as(store.acting):
        start_writing(get_import_to_change(slow.id), by=store.actor)
    with acting_as(store.acting):
        running.write(slow.id)
    assert rows(store, "SELECT count(*) FROM app.repair_orders WHERE tenant_id = :tenant") == [(1,)]
    assert rows(store, "SELECT count(*) FROM app.customer_phones WHERE tenant_id = :tenant") == [(0,)]


def test_before_a_file_is_read_there_are_no_rejected_rows(store: MadeStore, files_root: Path) -> None:
    with acting_as(store.acting):
        run = hand_in(io.BytesIO(b"x"), name="orders.csv", kind=Kind.REPAIR_ORDERS, by=store.actor)
        with pytest.raises(NotFoundError):
            get_rejected_file(run)
