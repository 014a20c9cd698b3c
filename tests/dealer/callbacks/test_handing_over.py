"""A whole list in one step (ORG-5), without anybody calling whom they served (CB-10)."""

import uuid
from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import select, update

from backbone.db.unit_of_work import current, unit_of_work
from backbone.errors import ForbiddenError, InvalidError
from dealer.callbacks.actions.handing_over import move_list
from dealer.callbacks.jobs import hand_over
from dealer.callbacks.models import Callback
from tenants.access.interface import Position
from tenants.audit_trail.models import AuditEvent
from tests.dealer.callbacks.calendars import at, day
from tests.dealer.callbacks.visits import MadeVisit, import_
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore

MORNING = at("2026-10-22 10:42")


@pytest.fixture(autouse=True)
def thursday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def head(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.CENTRE_HEAD)


@pytest.fixture
def absent(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.CUSTOMER_REPRESENTATIVE)


@pytest.fixture
def present(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.INFORMATION_ADMINISTRATOR)


def given(store: MadeStore, to: MadePerson, *served_by: str, state: str = "planned") -> list[uuid.UUID]:
    """Callbacks assigned to somebody, each of a customer served by one of these."""
    visits = [MadeVisit(day0=day("2026-10-21"), known_at=MORNING, served_by=name) for name in served_by]
    import_(store, *visits, now=MORNING)
    mine = Callback.repair_order_id.in_([visit.id for visit in visits])
    with unit_of_work(store.acting) as session:
        session.execute(update(Callback).where(mine).values(assigned_to=to.id, state=state))
        return list(session.scalars(select(Callback.id).where(mine)))


def holders(store: MadeStore) -> dict[uuid.UUID, uuid.UUID | None]:
    with unit_of_work(store.acting):
        return {row.id: row.assigned_to for row in current().execute(select(Callback.id, Callback.assigned_to))}


@pytest.mark.rule("ORG-5", "CB-10")
def test_an_absent_callers_list_moves_in_one_step(
    store: MadeStore, head: MadePerson, absent: MadePerson, present: MadePerson
) -> None:
    lists = given(store, absent, "宋扬", "宋扬")
    (own,) = given(store, absent, present.actor.name)
    (waiting,) = given(store, absent, "宋扬", state="waiting_for_reply")
    (ended,) = given(store, absent, "宋扬", state="done")
    (others,) = given(store, head, "宋扬")
    with unit_of_work(store.acting):
        done = move_list(absent.id, to=present.id, by=head.actor)
    assert holders(store) == {
        **dict.fromkeys([*lists, waiting], present.id), own: None, ended: absent.id, others: head.id
    }  # fmt: skip
    assert (set(done.given), done.taken_back) == ({*lists, waiting}, 1)
    with unit_of_work(store.acting):
        trail = current().scalars(select(AuditEvent).where(AuditEvent.event == "callback.assigned")).all()
    assert len(trail) == 4


@pytest.mark.rule("ORG-5", "ORG-6")
def test_only_who_assigns_moves_a_list_and_only_to_somebody_who_calls(
    store: MadeStore, head: MadePerson, absent: MadePerson, present: MadePerson
) -> None:
    advisor = tenants.person(store, Position.SERVICE_ADVISOR)
    with unit_of_work(store.acting), pytest.raises(ForbiddenError):
        move_list(absent.id, to=present.id, by=present.actor)
    for to in (advisor.id, absent.id, uuid.uuid4()):
        with unit_of_work(store.acting), pytest.raises(InvalidError):
            move_list(absent.id, to=to, by=head.actor)
    with unit_of_work(store.acting):
        assert move_list(uuid.uuid4(), to=present.id, by=head.actor).given == {}


@pytest.mark.rule("ORG-5", "CB-10")
def test_who_leaves_hands_over_and_a_second_run_changes_nothing(
    store: MadeStore, absent: MadePerson, present: MadePerson
) -> None:
    (mine,), (own,) = given(store, absent, "宋扬"), given(store, absent, present.actor.name)
    for _ in range(2):
        with unit_of_work(store.acting):
            hand_over(str(absent.id), str(present.id), by_name="程志远")
        assert holders(store) == {mine: present.id, own: None}
    with unit_of_work(store.acting):
        trail = current().scalars(select(AuditEvent).where(AuditEvent.event == "callback.assigned")).all()
    assert [event.actor_name for event in trail] == ["程志远", "程志远"]


@pytest.mark.rule("ORG-5")
def test_a_successor_who_does_not_call_leaves_them_to_everybody(store: MadeStore, absent: MadePerson) -> None:
    (mine,) = given(store, absent, "宋扬")
    cashier = tenants.person(store, Position.CASHIER)
    with unit_of_work(store.acting):
        hand_over(str(absent.id), str(cashier.id), by_name="程志远")
    assert holders(store) == {mine: None}


@pytest.mark.rule("HQ-7")
def test_another_stores_callbacks_stay(store: MadeStore, other_store: MadeStore, present: MadePerson) -> None:
    far = tenants.person(other_store, Position.CENTRE_HEAD)
    (theirs,) = given(other_store, far, "宋扬")
    with unit_of_work(store.acting):
        hand_over(str(far.id), str(present.id), by_name="程志远")
    assert holders(other_store) == {theirs: far.id}
