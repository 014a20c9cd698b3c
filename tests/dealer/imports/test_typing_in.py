"""Visits typed in while the DMS is down (CB-14): a file like any other, judged by the one reader."""

import csv
import datetime as dt
import uuid
from pathlib import Path

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from backbone.db.unit_of_work import acting_as, current, unit_of_work
from backbone.errors import InvalidError
from backbone.files.store import path_of
from dealer.callbacks.models import Callback
from dealer.handovers.interface import missing_handovers
from dealer.imports.actions import reading, running
from dealer.imports.interface import TYPED, Kind, get_import, get_import_to_change, start_writing, type_in
from dealer.imports.reading.child.headers.guess import by_names
from tests.dealer.imports.files import HEAD, NOON, VINS, import_file, order, orders_file, rows
from tests.factories import tenants as made
from tests.factories.tenants import MadeNetwork, MadeStore

ORDER = {
    "number": "w1",
    "kind_of_work": "定期保养",
    "plate": "苏E12345",
    "vin": VINS[1],
    "arrival": "2026-10-19T09:00",
    "pickup": "2026-10-19T16:30",
    "sender": "王芳",
    "sender_phone": "139 1234 5678",
    "advisor": "何静",
    "mileage": "20316",
}
DELIVERY = {
    "number": "XS1",
    "delivered": "2026-10-19",
    "vin": VINS[0],
    "buyer": "韩倩",
    "buyer_phone": "19935959524",
    "consultant": "许晴",
    "model": "嘉华",
}


@pytest.fixture(autouse=True)
def _files(files_root: Path) -> None:
    """Typed rows are kept in the test's own folder."""


@pytest.fixture
def october_store(network: MadeNetwork) -> MadeStore:
    return made.store(network, start_date=dt.date(2026, 10, 5))


def typed(store: MadeStore, kind: Kind, *typed_rows: dict[str, str]) -> uuid.UUID:
    """Type in and have it read, as the worker does."""
    with unit_of_work(store.acting):
        run_id = type_in(kind, typed_rows, by=store.actor).id
    with unit_of_work(store.acting):
        reading.read(run_id)
    return run_id


def imported(store: MadeStore, kind: Kind, *typed_rows: dict[str, str]) -> uuid.UUID:
    """And imported for real."""
    run_id = typed(store, kind, *typed_rows)
    with unit_of_work(store.acting):
        start_writing(get_import_to_change(run_id), by=store.actor)
    with unit_of_work(store.acting):
        running.write(run_id)
    return run_id


def faults(store: MadeStore, kind: Kind, *typed_rows: dict[str, str]) -> dict[str, str]:
    """What is told beside which field; nothing is kept."""
    with pytest.raises(InvalidError) as refused, unit_of_work(store.acting):
        type_in(kind, typed_rows, by=store.actor)
    assert rows(store, "SELECT count(*) FROM app.import_runs WHERE tenant_id = :tenant") == [(0,)]
    return {name: str(said[0]) for name, said in refused.value.fields.items()}


@pytest.mark.parametrize("kind", Kind)
def test_the_columns_are_the_ones_that_their_names_say(kind: Kind) -> None:
    """Nothing is guessed; and a reader who had to guess would come to the same."""
    guessed = {field: guess.column for field, guess in by_names(list(TYPED[kind].values()), kind).items()}
    assert guessed == {field: at for at, field in enumerate(TYPED[kind])}


@pytest.mark.rule("CB-14", "DATA-1")
@time_machine.travel(NOON, tick=False)
def test_what_is_typed_is_a_file_like_any_other(october_store: MadeStore) -> None:
    """A dry run first, with the same counts and warnings; blank rows don't count; nothing is kept for next time."""
    second = {"number": "W2", "plate": "苏E22222", "arrival": "2026-10-19", "wish": "=1+1"}
    run_id = typed(october_store, Kind.REPAIR_ORDERS, {}, ORDER, {"plate": " \t"}, second)
    with acting_as(october_store.acting):
        run = get_import(run_id)
        assert (run.state, run.file.name, run.is_typed) == ("ready", "手工录入 2026-10-20 1200.csv", True)
        found = run.report
    assert found is not None
    assert (found["data_rows"], found["new"], found["not_picked_up"], found["callbacks"]) == (2, 2, 1, 1)
    assert found["warnings"] == [{"code": "phone_missing", "count": 1, "rows": [3]}]
    assert {column["how"] for column in found["columns"]} == {"chosen"}
    assert rows(october_store, "SELECT count(*) FROM app.repair_orders WHERE tenant_id = :tenant") == [(0,)]
    assert rows(october_store, "SELECT count(*) FROM app.column_choices WHERE tenant_id = :tenant") == [(0,)]
    events = rows(
        october_store,
        "SELECT details->>'kind' FROM app.audit_events WHERE tenant_id = :tenant AND event = 'import.handed_in'",
    )
    assert events == [("repair_orders",)]


@pytest.mark.rule("CB-14")
@pytest.mark.parametrize(("clock", "on_time"), [((9, 30), True), ((10, 1), False)])
def test_the_handover_is_recorded(october_store: MadeStore, clock: tuple[int, int], on_time: bool) -> None:
    """By 10:00 it is in time, for the department whose visits they are; callbacks are planned."""
    moment = NOON.replace(hour=clock[0], minute=clock[1])
    with time_machine.travel(moment, tick=False):
        imported(october_store, Kind.REPAIR_ORDERS, ORDER, ORDER | {"number": "W2"})
        imported(october_store, Kind.DELIVERIES, DELIVERY)
        with acting_as(october_store.acting):
            assert missing_handovers(NOON) == []
    found = rows(
        october_store,
        "SELECT department, due_on, on_time, rows FROM app.handovers WHERE tenant_id = :tenant ORDER BY 1",
    )
    day = NOON.date()
    assert found == [("after_sales", day, on_time, 2), ("sales", day, on_time, 1)]
    programmes = rows(october_store, "SELECT DISTINCT programme FROM app.callbacks WHERE tenant_id = :tenant")
    assert {"three_dc", "seven_dc"} <= {name for (name,) in programmes}


@pytest.mark.rule("CB-14", "CUS-1")
@time_machine.travel(NOON, tick=False)
def test_the_file_of_the_dms_finds_the_same_visit(october_store: MadeStore, tmp_path: Path) -> None:
    """What comes later says more about the same number: changed, no second visit, car, person or callback."""
    imported(october_store, Kind.REPAIR_ORDERS, ORDER)
    done = import_file(october_store, orders_file(tmp_path, [order("W1", 结算金额="680.00")]))
    assert (done.written.new, done.written.changed, done.written.new_cars, done.written.new_people) == (0, 1, 0, 0)
    assert rows(october_store, "SELECT number, total FROM app.repair_orders WHERE tenant_id = :tenant") == [("W1", 680)]
    assert rows(october_store, "SELECT day0, state FROM app.callbacks WHERE tenant_id = :tenant") == [
        (dt.date(2026, 10, 19), "planned")
    ]
    again = import_file(october_store, orders_file(tmp_path, [order("W1", 结算金额="680.00")], "again.csv"))
    assert (again.written.new, again.written.changed) == (0, 0)


@pytest.mark.rule("CB-14", "DATA-5")
@time_machine.travel(NOON, tick=False)
def test_a_callback_that_was_called_stays_when_the_file_of_the_dms_comes(
    october_store: MadeStore, tmp_path: Path
) -> None:
    """The DMS knows another pick-up day: a callback that is done is not planned again."""
    imported(october_store, Kind.REPAIR_ORDERS, ORDER)
    with acting_as(october_store.acting):
        current().execute(update(Callback).values(state="done", ended_at=NOON))
    later = order("W1", 取车时间="2026-10-20 10:00")
    assert import_file(october_store, orders_file(tmp_path, [later])).written.changed == 1
    assert rows(october_store, "SELECT count(*) FROM app.repair_orders WHERE tenant_id = :tenant") == [(1,)]
    assert rows(october_store, "SELECT state FROM app.callbacks WHERE tenant_id = :tenant") == [("done",)]


@pytest.mark.rule("CB-14")
def test_a_slip_is_told_beside_its_field(october_store: MadeStore) -> None:
    """One look at all rows; the places are those of the form, blank rows among them."""
    slips = [
        ORDER | {"sender_phone": "1391234"},
        {},
        ORDER | {"number": ""},
        ORDER | {"number": "W3", "vin": "", "plate": ""},
        ORDER | {"number": "W4", "arrival": ""},
        ORDER | {"number": "W5", "pickup": "昨天"},
        ORDER | {"number": "W6", "pickup": "2026-10-18T08:00"},
        ORDER | {"number": "W 1", "sender": "李雷"},
        ORDER,
        ORDER | {"number": "W9", "owner_phone": "0512", "mileage": "很多"},
        {"number": "合计"},
    ]
    assert faults(october_store, Kind.REPAIR_ORDERS, *slips) == {
        "rows.0.sender_phone": "This can't be dialled. A mobile has 11 digits; a landline needs its area code.",
        "rows.2.number": "The row has no number.",
        "rows.3.vin": "The row has neither a VIN nor a plate.",
        "rows.4.arrival": "Fill this in.",
        "rows.5.pickup": "The date can't be read, or lies outside 1990 to 2100.",
        "rows.6.pickup": "Picked up before it arrived.",
        "rows.7.number": "This number stands here twice.",
        "rows.8.number": "This number stands here twice.",
        "rows.9.owner_phone": "This can't be dialled. A mobile has 11 digits; a landline needs its area code.",
        "rows.9.mileage": "This can't be read.",
        "rows.10.number": "This can't be taken for a visit: it needs number, car and date.",
    }
    assert faults(october_store, Kind.DELIVERIES, DELIVERY | {"delivered": ""}) == {"rows.0.delivered": "Fill this in."}


@pytest.mark.rule("CB-14")
def test_what_no_form_sends_is_refused(october_store: MadeStore) -> None:
    refused = faults(october_store, Kind.DELIVERIES, DELIVERY | {"sender": "王芳"}, DELIVERY | {"model": "车" * 101})
    assert refused == {"rows.0.sender": "There is no such column.", "rows.1.model": "At most 100 characters."}
    assert faults(october_store, Kind.DELIVERIES) == {"rows": "Type in one row at least."}
    assert faults(october_store, Kind.DELIVERIES, {}, {"number": "\x01\t "}) == {"rows": "Type in one row at least."}
    many = [DELIVERY | {"number": f"XS{at}"} for at in range(101)]
    assert faults(october_store, Kind.DELIVERIES, *many) == {"rows": "100 rows at a time at most."}


HEADER = ";".join(HEAD)
PLAIN = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30)
CELLS = PLAIN | st.sampled_from(["=1+1", '"', ",", "\r\n", "无", "合计", "2026-10-19", HEADER, *HEAD, VINS[0]])


@pytest.mark.rule("CB-14")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed_rows=st.lists(st.dictionaries(st.sampled_from(list(ORDER)), CELLS), max_size=6))
def test_whatever_is_typed_is_handed_in_whole_or_refused_at_its_place(
    october_store: MadeStore, typed_rows: list[dict[str, str]]
) -> None:
    """Every row that is not blank becomes a line of the file, or none does and a row and field is named."""
    given_rows = [ORDER, *typed_rows]
    with unit_of_work(october_store.acting):
        faults, lines = outcome(october_store, given_rows)
    assert {name.rpartition(".")[0] for name in faults} <= {"", *(f"rows.{at}" for at in range(1, len(given_rows)))}
    # Not one line is left out of the file; what no line can hold counts as blank.
    blank = sum(not any("".join(text.split()) for text in row.values()) for row in given_rows)
    assert faults or len(lines) == 1 + len(given_rows) - blank


def outcome(store: MadeStore, typed_rows: list[dict[str, str]]) -> tuple[set[str], list[list[str]]]:
    """The fields that were refused, or the lines of the file that was made."""
    try:
        run = type_in(Kind.REPAIR_ORDERS, typed_rows, by=store.actor)
    except InvalidError as refusal:
        return set(refusal.fields), []
    with path_of(get_import(run.id).file).open(encoding="utf-8-sig", newline="") as kept:
        return set(), list(csv.reader(kept))
