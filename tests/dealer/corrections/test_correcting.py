"""Corrections (CUS-8, CB-4): opened once, for the right department, closed when the right value is in."""

import dataclasses
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Literal

import psycopg
import pytest
import time_machine
from sqlalchemy import select

from backbone.db.unit_of_work import current, unit_of_work
from backbone.errors import ForbiddenError, InvalidError, NotFoundError
from backbone.ids import uuid7
from dealer.corrections.actions import ClosedError, RightValue, close_without_value, correct
from dealer.corrections.interface import Correction, CorrectionWanted, list_open_of, open_correction
from dealer.corrections.models import Outcome
from dealer.corrections.rules import due_at, masked
from dealer.customers.models import Customer, CustomerPhone, VehicleRole
from tenants.access.interface import Actor, Position
from tests.dealer.callbacks.calendars import at, day
from tests.dealer.callbacks.calendars import store as calendar
from tests.dealer.corrections.made import Called, called
from tests.factories.tenants import MadeStore

MORNING = at("2026-10-22 10:42")
WRONG = "13900005033"


@pytest.fixture(autouse=True)
def thursday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def call(store: MadeStore) -> Called:
    return called(store, day("2026-10-21"), MORNING, phone=WRONG)


def somebody(store: MadeStore, *positions: Position) -> Actor:
    """Known by nothing but a position."""
    return dataclasses.replace(store.actor, name="Somebody", positions=frozenset(positions))


def wanted(
    call: Called,
    kind: Literal["phone", "owner", "visit"] = "phone",
    department: Literal["sales", "after_sales"] = "after_sales",
) -> CorrectionWanted:
    phone = call.phone_id if kind == "phone" else None
    ids = {"callback_id": call.callback_id, "customer_id": call.customer_id, "phone_id": phone}
    return CorrectionWanted(kind=kind, department=department, wrong=WRONG, note="not his number", **ids)


def opened(store: MadeStore, what: CorrectionWanted) -> Correction:
    with unit_of_work(store.acting):
        return open_correction(what, by=store.actor)


def numbers(store: MadeStore, customer_id: uuid.UUID) -> list[str]:
    """In the order in which they are tried."""
    with unit_of_work(store.acting):
        mine = select(CustomerPhone.number).where(CustomerPhone.customer_id == customer_id)
        return list(current().scalars(mine.order_by(CustomerPhone.rank)))


def put_right(store: MadeStore, one: Correction, by: Actor, **right: str) -> Correction:
    with unit_of_work(store.acting):
        return correct(one.id, RightValue(**right), by=by)


ADVISOR, CONSULTANT = Position.SERVICE_ADVISOR, Position.SALES_CONSULTANT


@pytest.mark.rule("CUS-8")
@pytest.mark.parametrize(
    ("found", "due"),
    [
        ("2026-10-22 10:42", "2026-10-23 20:00"),
        ("2026-10-23 19:59", "2026-10-26 20:00"),  # a Friday's is due on Monday
        ("2026-09-30 09:00", "2026-10-08 20:00"),  # over the National Day holiday
        ("2026-10-09 21:00", "2026-10-10 20:00"),  # a Saturday that is worked
    ],
)
def test_it_is_due_by_closing_of_the_next_duty_day(found: str, due: str) -> None:
    assert due_at(at(found), calendar()) == at(due)


@pytest.mark.rule("CUS-9")
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("13900005033", "****5033"),
        ("请打 +86 139-0000-5033 或0512-88383974。", "请打 ****5033 或****3974。"),
        ("2026-10-22 没有来过", "2026-10-22 没有来过"),
        ("王芳 13800002222", "王芳 ****2222"),
        ("第 3 次", "第 3 次"),
        ("", ""),
    ],
)
def test_of_a_number_the_last_four_digits_are_shown(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.rule("CUS-8", "CB-4")
def test_a_wrong_number_is_a_task_of_the_department_it_came_from(store: MadeStore, call: Called) -> None:
    one = opened(store, wanted(call))
    assert (one.what, one.department, one.wrong, one.note) == ("phone", "after_sales", WRONG, "not his number")
    assert (one.is_open, one.due_at, one.vehicle_id) == (True, at("2026-10-23 20:00"), call.vehicle_id)
    with unit_of_work(store.acting):
        (shown,) = list_open_of(call.customer_id)
    assert (shown.id, shown.kind, shown.wrong) == (one.id, "phone", WRONG)


@pytest.mark.rule("CUS-8")
def test_the_same_thing_is_one_task(store: MadeStore, call: Called, superuser: psycopg.Connection) -> None:
    ready = Barrier(4)

    def find_it(_: int) -> uuid.UUID:
        ready.wait()
        return opened(store, wanted(call)).id

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(find_it, range(4)))) == 1
    assert opened(store, wanted(call, "owner")).id != opened(store, wanted(call, "visit")).id
    assert superuser.execute("SELECT count(*) FROM app.corrections").fetchone() == (3,)
    trail = "SELECT count(*) FROM app.audit_events WHERE event = 'correction.opened'"
    assert superuser.execute(trail).fetchone() == (3,)


@pytest.mark.rule("CUS-8")
def test_found_wrong_again_after_it_was_closed_is_another_task(store: MadeStore, call: Called) -> None:
    one = opened(store, wanted(call))
    put_right(store, one, somebody(store, ADVISOR), value="13800001111")
    assert opened(store, wanted(call)).id != one.id


@pytest.mark.rule("CUS-8", "CB-4")
def test_the_right_number_is_tried_first(store: MadeStore, call: Called) -> None:
    one = opened(store, wanted(call))
    done = put_right(store, one, somebody(store, ADVISOR), value="+86 138-0000-1111 / 0512 8838 3974")
    assert numbers(store, call.customer_id) == ["13800001111", "0512-88383974", WRONG]
    assert (done.is_open, done.outcome, done.new_value) == (False, Outcome.CORRECTED, "13800001111 0512-88383974")
    assert (done.closed_at, done.closed_by_name) == (MORNING, "Somebody")
    with unit_of_work(store.acting):
        assert list_open_of(call.customer_id) == []


@pytest.mark.rule("CUS-8")
@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("  ", "nothing in it"),
        ("1390000503", "can't be dialled"),
        ("无", "Enter a number"),
        (f"+86{WRONG}", "found to be wrong"),
        ("1" * 501, "At most"),
    ],
)
def test_a_bad_number_is_told_and_changes_nothing(store: MadeStore, call: Called, value: str, sentence: str) -> None:
    one = opened(store, wanted(call))
    with pytest.raises(InvalidError) as refused:
        put_right(store, one, somebody(store, ADVISOR), value=value)
    assert sentence in str(refused.value.fields["value"][0])
    assert numbers(store, call.customer_id) == [WRONG]


def test_a_number_that_is_kept_already_is_no_correction(store: MadeStore, call: Called) -> None:
    one = opened(store, dataclasses.replace(wanted(call), wrong=""))
    with pytest.raises(InvalidError) as refused:
        put_right(store, one, somebody(store, ADVISOR), value=WRONG)
    assert "already" in str(refused.value.fields["value"][0])


@pytest.mark.rule("CUS-8", "CUS-1")
def test_a_new_owner_has_the_car_and_the_former_one_their_history(store: MadeStore, call: Called) -> None:
    one = opened(store, wanted(call, "owner"))
    done = put_right(store, one, somebody(store, ADVISOR), name="王 芳", value="138 0000 2222")
    assert done.new_value == "王 芳 138 0000 2222"
    with unit_of_work(store.acting):
        owners = select(Customer.name, Customer.id).join(
            VehicleRole,
            (VehicleRole.tenant_id == Customer.tenant_id) & (VehicleRole.customer_id == Customer.id),
        )
        (owner,) = current().execute(
            owners.where(VehicleRole.vehicle_id == call.vehicle_id, VehicleRole.role == "owner")
        )
    assert owner.name == "王芳"
    assert numbers(store, owner.id) == ["13800002222"]
    assert numbers(store, call.customer_id) == [WRONG]


@pytest.mark.parametrize(("name", "value", "field"), [("", "", "name"), ("王芳", "12", "value")])
def test_a_new_owner_needs_a_name_and_no_bad_number(
    store: MadeStore, call: Called, name: str, value: str, field: str
) -> None:
    one = opened(store, wanted(call, "owner"))
    with pytest.raises(InvalidError) as refused:
        put_right(store, one, somebody(store, ADVISOR), name=name, value=value)
    assert list(refused.value.fields) == [field]


@pytest.mark.rule("CUS-8")
def test_a_new_owner_of_a_car_nobody_knows_is_a_note(store: MadeStore, call: Called) -> None:
    lone = CorrectionWanted(kind="owner", department="sales", customer_id=call.customer_id, wrong="沈国平")
    done = put_right(store, opened(store, lone), somebody(store, CONSULTANT), name="王芳")
    assert done.new_value == "王芳"


@pytest.mark.rule("CUS-8")
def test_a_visit_s_correction_keeps_what_is_right(store: MadeStore, call: Called) -> None:
    one = opened(store, wanted(call, "visit"))
    done = put_right(store, one, somebody(store, ADVISOR), value="The order was opened for another car.")
    assert done.new_value == "The order was opened for another car."


@pytest.mark.rule("CUS-8")
def test_nobody_knows_another_number_and_says_why(store: MadeStore, call: Called) -> None:
    one = opened(store, wanted(call))
    with unit_of_work(store.acting), pytest.raises(InvalidError):
        close_without_value(one.id, reason=" ", by=somebody(store, ADVISOR))
    with unit_of_work(store.acting):
        done = close_without_value(one.id, reason="The car was brought by a tow truck.", by=somebody(store, ADVISOR))
    assert (done.outcome, done.reason, done.new_value) == (
        Outcome.NONE_KNOWN,
        "The car was brought by a tow truck.",
        None,
    )


def test_who_comes_second_is_told_who_was_first(store: MadeStore, call: Called) -> None:
    one = opened(store, wanted(call))
    put_right(store, one, somebody(store, ADVISOR), value="13800001111")
    with pytest.raises(ClosedError) as refused:
        put_right(store, one, somebody(store, ADVISOR), value="13800002222")
    assert refused.value.params == {"name": "Somebody"}
    assert numbers(store, call.customer_id) == ["13800001111", WRONG]


@pytest.mark.rule("CUS-8")
@pytest.mark.parametrize(
    ("department", "position", "may"),
    [
        ("after_sales", Position.SERVICE_ADVISOR, True),
        ("after_sales", Position.AFTER_SALES_MANAGER, True),
        ("after_sales", Position.CENTRE_HEAD, True),
        ("after_sales", Position.INFORMATION_ADMINISTRATOR, True),
        ("after_sales", Position.SALES_CONSULTANT, False),
        ("after_sales", Position.SALES_MANAGER, False),
        ("after_sales", Position.GENERAL_MANAGER, False),
        ("after_sales", Position.TECHNICIAN, False),
        ("sales", Position.SALES_CONSULTANT, True),
        ("sales", Position.SERVICE_ADVISOR, False),
    ],
)
def test_a_department_puts_its_own_data_right(
    store: MadeStore, call: Called, department: Literal["sales", "after_sales"], position: Position, may: bool
) -> None:
    one = opened(store, wanted(call, department=department))
    if may:
        put_right(store, one, somebody(store, position), value="13800001111")
        return
    with pytest.raises(ForbiddenError):
        put_right(store, one, somebody(store, position), value="13800001111")


def test_who_works_in_both_departments_has_both(store: MadeStore, call: Called) -> None:
    both = somebody(store, Position.SERVICE_ADVISOR, Position.SALES_CONSULTANT, Position.CASHIER)
    put_right(store, opened(store, wanted(call, department="sales")), both, value="13800001111")


def test_another_store_finds_nothing(store: MadeStore, other_store: MadeStore, call: Called) -> None:
    one = opened(store, wanted(call))
    with unit_of_work(other_store.acting):
        assert list_open_of(call.customer_id) == []
        with pytest.raises(NotFoundError):
            correct(one.id, RightValue(value="13800001111"), by=somebody(other_store, ADVISOR))


def test_what_names_nothing_is_refused(store: MadeStore) -> None:
    for kind in ("phone", "owner", "visit"):
        with pytest.raises(InvalidError):
            opened(store, CorrectionWanted(kind=kind, department="sales", phone_id=uuid7()))  # type: ignore[arg-type]


def test_the_trail_names_no_customer(store: MadeStore, call: Called, superuser: psycopg.Connection) -> None:
    put_right(store, opened(store, wanted(call)), somebody(store, ADVISOR), value="13800001111")
    put_right(store, opened(store, wanted(call, "owner")), somebody(store, ADVISOR), name="王芳", value="13800002222")
    said = str(superuser.execute("SELECT event, details::text FROM app.audit_events").fetchall())
    assert "customer.phone_added" in said
    for text in (WRONG, "13800001111", "13800002222", "王芳", "not his number"):
        assert text not in said
