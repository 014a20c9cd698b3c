"""Deciding conflicts: it holds in this file, in tomorrow's, and in no other store's (DATA-1)."""

import io
import uuid
from collections.abc import Sequence
from pathlib import Path

import pytest
import time_machine

from backbone.db.unit_of_work import acting_as, current
from backbone.errors import InvalidError
from dealer.imports.actions import reading, running
from dealer.imports.actions.handing_in import UnderWayError
from dealer.imports.interface import (
    Conflict,
    ImportRun,
    ImportState,
    cancel,
    decide_conflicts,
    get_import,
    get_import_to_change,
    hand_in,
    list_conflicts,
    read_again,
    start_writing,
)
from dealer.imports.models import DecidedConflict
from dealer.imports.queries import MOST_CONFLICTS, reading_folder
from dealer.imports.reading.kinds import Kind
from tenants.access.interface import Position
from tenants.audit_trail.models import AuditEvent
from tests.dealer.imports.files import NOON, import_file, order, orders_file, rows
from tests.factories import tenants
from tests.factories.tenants import MadeStore

A, B, C = order("W1"), order("W1", 结算金额="700.00", 送修人电话="13912340000"), order("W1", 结算金额="800.00")
OTHER = order("W2")
NO_PHONES = dict.fromkeys(("sender_phone", "owner_phone", "other_phone"), -1)
TOTALS = "SELECT number, total::text FROM app.repair_orders WHERE tenant_id = :tenant ORDER BY number"

pytestmark = [pytest.mark.rule("DATA-1"), pytest.mark.usefixtures("files_root", "_noon")]


@pytest.fixture
def _noon() -> object:
    with time_machine.travel(NOON) as clock:
        yield clock


class Desk:
    """Somebody at a store, with files to hand in."""

    def __init__(self, store: MadeStore, folder: Path) -> None:
        self.store, self.folder, self.by = store, folder, tenants.person(store, Position.CENTRE_HEAD)

    def hand_in(self, orders: Sequence[dict[str, str]]) -> uuid.UUID:
        """A file, read by a worker."""
        with acting_as(self.store.acting):
            stream = io.BytesIO(orders_file(self.folder, orders).read_bytes())
            one = hand_in(stream, name="orders.csv", kind=Kind.REPAIR_ORDERS, by=self.by.actor).id
        self.read(one)
        return one

    def read(self, one: uuid.UUID) -> None:
        with acting_as(self.store.acting):
            reading.read(one)

    def run(self, one: uuid.UUID) -> ImportRun:
        with acting_as(self.store.acting):
            return get_import(one)

    def conflicts(self, one: uuid.UUID) -> list[Conflict]:
        with acting_as(self.store.acting):
            return list_conflicts(get_import(one))

    def decide(self, one: uuid.UUID, *chosen: int) -> None:
        with acting_as(self.store.acting):
            decide_conflicts(get_import_to_change(one), chosen, by=self.by.actor)

    def open(self, one: uuid.UUID) -> int:
        """How many numbers are to be decided, by the report."""
        return int((self.run(one).report or {})["conflicts_open"])

    def write(self, one: uuid.UUID) -> tuple[int, int]:
        """Import for real; how many were new and changed."""
        with acting_as(self.store.acting):
            start_writing(get_import_to_change(one), by=self.by.actor)
        with acting_as(self.store.acting):
            running.write(one)
        result = self.run(one).result or {}
        return result["new"], result["changed"]


@pytest.fixture
def desk(store: MadeStore, tmp_path: Path) -> Desk:
    return Desk(store, tmp_path)


def test_decided_read_again_imported_and_the_same_file_changes_nothing(desk: Desk) -> None:
    one = desk.hand_in([A, OTHER, B])
    (conflict,) = desk.conflicts(one)
    assert (conflict.number, conflict.decided, desk.open(one)) == ("W1", None, 1)
    assert [content.rows for content in conflict.contents] == [(2,), (4,)]
    assert conflict.differing == ("sender_phone", "total")
    desk.decide(one, 4)
    assert desk.run(one).state == ImportState.WAITING
    desk.read(one)
    (conflict,) = desk.conflicts(one)
    assert conflict.decided is conflict.contents[0]
    assert (conflict.contents[0].rows, desk.open(one)) == ((4,), 0)
    assert [line["row"] for line in (desk.run(one).report or {})["conflicts"]] == [2]
    assert desk.write(one) == (2, 0)
    assert rows(desk.store, TOTALS) == [("W1", "700.00"), ("W2", "680.00")]
    again = desk.hand_in([A, OTHER, B])
    assert (desk.open(again), desk.write(again)) == (0, (0, 0))


def test_another_file_with_the_same_conflict_needs_no_decision(desk: Desk) -> None:
    one = desk.hand_in([A, B])
    desk.decide(one, 3)
    desk.read(one)
    desk.write(one)
    tomorrow = desk.hand_in([OTHER, B, A, order("W3")])
    assert (desk.open(tomorrow), desk.write(tomorrow)) == (0, (2, 0))
    assert dict(rows(desk.store, TOTALS))["W1"] == "700.00"
    done = import_file(desk.store, orders_file(desk.folder, [A, B], "by_hand.csv"))
    assert (done.written.new, done.written.changed) == (0, 0)


def test_changed_content_is_to_be_decided_again(desk: Desk) -> None:
    one = desk.hand_in([A, B])
    desk.decide(one, 3)
    later = desk.hand_in([A, C])
    assert (desk.open(later), desk.write(later)) == (1, (1, 0))
    assert rows(desk.store, TOTALS) == [("W1", "680.00")]
    (conflict,) = desk.conflicts(later)
    assert conflict.decided is None


def test_deciding_again_replaces(desk: Desk) -> None:
    one = desk.hand_in([A, B, C])
    desk.decide(one, 3)
    desk.read(one)
    desk.decide(one, 4)
    desk.read(one)
    assert desk.write(one) == (1, 0)
    assert rows(desk.store, TOTALS) == [("W1", "800.00")]
    found = rows(desk.store, "SELECT number, decided_by_name FROM app.decided_conflicts WHERE tenant_id = :tenant")
    assert found == [("W1", desk.by.actor.name)]


def test_the_first_row_can_be_decided_for_as_well(desk: Desk) -> None:
    one = desk.hand_in([A, B])
    desk.decide(one, 2)
    desk.read(one)
    assert (desk.open(one), desk.write(one)) == (0, (1, 0))
    assert rows(desk.store, TOTALS) == [("W1", "680.00")]


def test_it_is_on_record_who_decided_and_what_stood_already_is_not_decided_anew(desk: Desk) -> None:
    one = desk.hand_in([A, B, OTHER, order("W2", 结算金额="1")])
    desk.decide(one, 3)
    desk.read(one)
    with acting_as(desk.store.acting):
        (first,) = current().query(DecidedConflict).all()
    assert first.decided_by == desk.by.id
    desk.decide(one, 3, 5)
    desk.read(one)
    desk.decide(one, 3)
    with acting_as(desk.store.acting):
        events = current().query(AuditEvent).filter_by(event="import.conflicts_decided").order_by(AuditEvent.at).all()
        kept = current().query(DecidedConflict).filter_by(number="W1").one()
    assert [(event.about_id, event.details) for event in events] == [(one, {"rows": 1}), (one, {"rows": 1})]
    assert kept.decided_at == first.decided_at


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ((), "Choose at least one row."),
        ((4,), "Row 4 is in no conflict of this file."),
        ((2, 3), "Rows 2 and 3 have the same number: choose one."),
        ((3, 99, 10**9), "Row 99 is in no conflict of this file. Row 1000000000 is in no conflict of this file."),
    ],
    ids=["none", "no conflict", "two of one number", "no such row"],
)
def test_what_cannot_be_decided_is_named(desk: Desk, chosen: tuple[int, ...], said: str) -> None:
    one = desk.hand_in([A, B, OTHER])
    with pytest.raises(InvalidError) as refused:
        desk.decide(one, *chosen)
    assert " ".join(refused.value.fields["rows"]) == said
    assert desk.run(one).state == ImportState.READY
    assert rows(desk.store, "SELECT 1 FROM app.decided_conflicts WHERE tenant_id = :tenant") == []


def test_what_is_decided_after_the_import_holds_from_the_next_file_on(desk: Desk) -> None:
    one = desk.hand_in([A, B, OTHER, order("W2", 结算金额="1")])
    desk.write(one)
    desk.decide(one, 3)
    assert (desk.run(one).state, desk.open(one)) == (ImportState.DONE, 1)
    assert dict(rows(desk.store, TOTALS))["W1"] == "680.00"
    assert [conflict.number for conflict in desk.conflicts(one)] == ["W2", "W1"]
    again = desk.hand_in([A, B, OTHER])
    assert (desk.open(again), desk.write(again)) == (0, (0, 1))
    assert dict(rows(desk.store, TOTALS))["W1"] == "700.00"


def test_while_a_file_is_being_read_nothing_is_decided(desk: Desk) -> None:
    one = desk.hand_in([A, B])
    with acting_as(desk.store.acting):
        read_again(get_import_to_change(one), {}, by=desk.by.actor)
    with pytest.raises(UnderWayError):
        desk.decide(one, 3)
    assert desk.conflicts(one) == []
    with acting_as(desk.store.acting):
        cancel(get_import_to_change(one), by=desk.by.actor)
    with pytest.raises(InvalidError):
        desk.decide(one, 3)


def test_chosen_columns_stay_when_a_file_is_read_again_for_a_decision(desk: Desk) -> None:
    one = desk.hand_in([A, B])
    with acting_as(desk.store.acting):
        read_again(get_import_to_change(one), NO_PHONES, by=desk.by.actor)
    desk.read(one)
    assert [conflict.differing for conflict in desk.conflicts(one)] == [("total",)]
    desk.decide(one, 3)
    desk.read(one)
    assert (desk.run(one).columns, desk.open(one)) == (NO_PHONES, 0)


def test_another_store_decides_for_itself(desk: Desk, other_store: MadeStore) -> None:
    one = desk.hand_in([A, B])
    desk.decide(one, 3)
    others = Desk(other_store, desk.folder)
    theirs = others.hand_in([A, B])
    assert (others.open(theirs), others.conflicts(theirs)[0].decided) == (1, None)
    assert others.write(theirs) == (1, 0)
    assert rows(other_store, TOTALS) == [("W1", "680.00")]


def test_of_many_conflicts_the_first_are_told_and_of_many_contents_too(desk: Desk) -> None:
    many = [order(f"N{at:03}", 结算金额=total) for at in range(MOST_CONFLICTS + 9) for total in ("1", "2")]
    one = desk.hand_in([*many, *(order("W1", 结算金额=str(total)) for total in range(30, 60))])
    assert (desk.open(one), len(desk.conflicts(one))) == (MOST_CONFLICTS + 10, MOST_CONFLICTS)
    last = len(many) + 2
    desk.decide(one, *(2 + 2 * at for at in range(MOST_CONFLICTS + 9)))
    desk.read(one)
    first, *others = desk.conflicts(one)
    assert (first.number, len(first.contents), first.left_out, len(others)) == ("W1", 10, 20, MOST_CONFLICTS)
    desk.decide(one, last + 29)
    with acting_as(desk.store.acting):
        cancel(get_import_to_change(one), by=desk.by.actor)
    again = desk.hand_in([order("W1", 结算金额=str(total)) for total in range(30, 60)])
    (conflict,) = desk.conflicts(again)
    assert (conflict.decided, conflict.contents[0].rows) == (conflict.contents[0], (31,))


def test_a_reading_from_before_conflicts_could_be_decided_has_none(desk: Desk) -> None:
    one = desk.hand_in([A, B])
    with acting_as(desk.store.acting):
        run = get_import_to_change(one)
        run.report = {key: value for key, value in (run.report or {}).items() if key != "conflicts_open"}
        folder = reading_folder(run.file, run.started_at)
    assert desk.conflicts(one) == []
    (folder / "conflicts.jsonl").unlink()
    with acting_as(desk.store.acting):
        get_import_to_change(one).report = (run.report or {}) | {"conflicts_open": 1}
    assert desk.conflicts(one) == []
