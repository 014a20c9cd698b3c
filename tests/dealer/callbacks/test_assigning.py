"""Who calls whom (CB-10), with a real database and real competition."""

import datetime as dt
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from sqlalchemy import select, update

from backbone.db.unit_of_work import current, unit_of_work
from backbone.errors import ForbiddenError, InvalidError, NotFoundError
from dealer.callbacks.interface import Sharing, VisitKind, assign, list_callers, share_out, take_next, unassign
from dealer.callbacks.models import Callback
from tenants.access.interface import Position
from tenants.audit_trail.models import AuditEvent
from tests.dealer.callbacks.calendars import at, day
from tests.dealer.callbacks.visits import MadeVisit, customer, import_
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
def caller(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.CUSTOMER_REPRESENTATIVE)


def made(store: MadeStore, count: int, *, served_by: str | None = None) -> list[uuid.UUID]:
    """Callbacks on today's list, in the order of their ids."""
    common = {"day0": day("2026-10-21"), "known_at": MORNING, "customer_id": customer(store)}
    visits = [MadeVisit(**common, served_by=served_by) for _ in range(count)]
    import_(store, *visits, now=MORNING)
    mine = [visit.id for visit in visits]
    with unit_of_work(store.acting):
        return list(current().scalars(select(Callback.id).where(Callback.repair_order_id.in_(mine))))


def holders(store: MadeStore) -> dict[uuid.UUID, uuid.UUID | None]:
    with unit_of_work(store.acting):
        return {row.id: row.assigned_to for row in current().execute(select(Callback.id, Callback.assigned_to))}


@pytest.mark.rule("CB-10")
def test_the_head_assigns_and_the_trail_says_so(store: MadeStore, head: MadePerson, caller: MadePerson) -> None:
    ids = made(store, 3)
    with unit_of_work(store.acting):
        told = assign(ids[:2], to=caller.id, by=head.actor)
    assert (set(told.given), told.own, told.ended) == (set(ids[:2]), (), ())
    assert holders(store) == {ids[0]: caller.id, ids[1]: caller.id, ids[2]: None}
    with unit_of_work(store.acting):
        events = current().scalars(select(AuditEvent).where(AuditEvent.event == "callback.assigned")).all()
        again = assign(ids[:2], to=caller.id, by=head.actor)
    assert {(event.about_id, event.account_id, event.details["to"]) for event in events} == {
        (each, head.id, str(caller.id)) for each in ids[:2]
    }
    assert (again.given, again.unchanged) == ({}, 2)
    with unit_of_work(store.acting):
        unassign(ids[:1], by=head.actor)
    assert holders(store)[ids[0]] is None


@pytest.mark.rule("CB-10")
def test_nobody_is_assigned_customers_whom_they_served_and_it_is_told(
    store: MadeStore, head: MadePerson, caller: MadePerson
) -> None:
    own, others = made(store, 1, served_by=f" {caller.actor.name}"), made(store, 1, served_by="宋扬")
    with unit_of_work(store.acting):
        told = assign([*own, *others], to=caller.id, by=head.actor)
    assert (list(told.given), list(told.own)) == (others, own)
    assert holders(store) == {own[0]: None, others[0]: caller.id}
    with unit_of_work(store.acting):
        shared = share_out([*own, *others], how=Sharing.BY_LOAD, by=head.actor, among=[caller.id])
    assert (list(shared.own), shared.unchanged) == (own, 1)


@pytest.mark.rule("CB-10")
def test_what_has_ended_is_left_alone(store: MadeStore, head: MadePerson, caller: MadePerson) -> None:
    ids = made(store, 2)
    with unit_of_work(store.acting) as session:
        session.execute(update(Callback).where(Callback.id == ids[0]).values(state="done"))
    with unit_of_work(store.acting):
        told = assign(ids, to=caller.id, by=head.actor)
    assert (list(told.given), list(told.ended)) == ([ids[1]], [ids[0]])


@pytest.mark.rule("CB-10")
def test_sharing_out_by_load_counts_what_people_have_already(
    store: MadeStore, head: MadePerson, caller: MadePerson
) -> None:
    mine, rest = made(store, 4), made(store, 4)
    with unit_of_work(store.acting):
        assign(mine, to=caller.id, by=head.actor)
        shared = share_out(rest, how=Sharing.BY_LOAD, by=head.actor)
    assert set(shared.given.values()) == {head.id}
    with unit_of_work(store.acting):
        everything = share_out([*mine, *rest], how=Sharing.ROUND_ROBIN, by=head.actor)
    assert not everything.own
    assert sorted(list(holders(store).values()).count(each) for each in (head.id, caller.id)) == [4, 4]


@pytest.mark.rule("CB-10", "ORG-6")
@pytest.mark.parametrize(
    "position",
    [Position.CUSTOMER_REPRESENTATIVE, Position.INFORMATION_ADMINISTRATOR, Position.AFTER_SALES_MANAGER],
)
def test_only_who_heads_the_centre_assigns(store: MadeStore, position: Position) -> None:
    ids, person = made(store, 1), tenants.person(store, position)
    with unit_of_work(store.acting), pytest.raises(ForbiddenError):
        assign(ids, to=person.id, by=person.actor)
    with unit_of_work(store.acting), pytest.raises(ForbiddenError):
        share_out(ids, how=Sharing.BY_LOAD, by=person.actor)
    with unit_of_work(store.acting), pytest.raises(ForbiddenError):
        unassign(ids, by=person.actor)


@pytest.mark.rule("CB-10", "ORG-5")
def test_only_people_with_a_calling_position_are_given_callbacks(store: MadeStore, head: MadePerson) -> None:
    manager = tenants.person(store, Position.AFTER_SALES_MANAGER)
    ids = made(store, 1)
    with unit_of_work(store.acting):
        assert [each.id for each in list_callers()] == [head.id]
        with pytest.raises(InvalidError):
            assign(ids, to=manager.id, by=head.actor)
    with unit_of_work(store.acting):
        assert list_callers(tenants.START - dt.timedelta(days=1)) == []
        with pytest.raises(ForbiddenError):
            take_next(by=manager.actor)


def test_another_stores_callback_is_not_found(store: MadeStore, other_store: MadeStore, head: MadePerson) -> None:
    foreign = made(other_store, 1)
    for unknown in (foreign[0], uuid.uuid4()):
        with unit_of_work(store.acting), pytest.raises(NotFoundError):
            assign([*made(store, 1), unknown], to=head.id, by=head.actor)
    assert holders(other_store) == {foreign[0]: None}
    assert set(holders(store).values()) == {None}


@pytest.mark.parametrize("chosen", [[], [uuid.uuid4() for _ in range(501)]])
def test_none_or_too_many_are_refused(store: MadeStore, head: MadePerson, chosen: list[uuid.UUID]) -> None:
    with unit_of_work(store.acting), pytest.raises(InvalidError):
        assign(chosen, to=head.id, by=head.actor)


def take(store: MadeStore, person: MadePerson, *, then: str | None = None) -> uuid.UUID | None:
    with unit_of_work(store.acting) as session:
        taken = take_next(by=person.actor)
        if taken and then:
            session.execute(update(Callback).where(Callback.id == taken).values(state=then))
    return taken


@pytest.mark.rule("CB-3", "CB-10")
def test_taking_the_next_follows_the_list(store: MadeStore, caller: MadePerson, head: MadePerson) -> None:
    """Last day today, then overdue, then new; not another's, not one's own customer's, not one for tomorrow."""
    known, person = at("2026-10-19 09:00"), customer(store)
    visits = {
        "new": MadeVisit(day0=day("2026-10-21"), known_at=known, customer_id=person),
        "overdue": MadeVisit(day0=day("2026-10-15"), known_at=known, customer_id=person),
        "last day": MadeVisit(day0=day("2026-10-19"), known_at=known, customer_id=person),
        "another's": MadeVisit(day0=day("2026-10-19"), known_at=known, customer_id=person),
        "own": MadeVisit(day0=day("2026-10-19"), known_at=known, customer_id=person, served_by=caller.actor.name),
        "tomorrow's": MadeVisit(day0=day("2026-10-22"), known_at=known, customer_id=person),
    }
    import_(store, *visits.values(), now=known)
    with unit_of_work(store.acting) as session:
        theirs = Callback.repair_order_id == visits["another's"].id
        session.execute(update(Callback).where(theirs).values(assigned_to=head.id))
        ids = {row.id: row.repair_order_id for row in session.execute(select(Callback.id, Callback.repair_order_id))}
    names = {visit.id: name for name, visit in visits.items()}
    assert take(store, caller) == take(store, caller)  # it is theirs until it is called
    taken = []
    while (each := take(store, caller, then="done")) is not None:
        taken.append(names[ids[each]])
    assert taken == ["last day", "overdue", "new"]
    assert holders(store)[next(key for key, order in ids.items() if names[order] == "new")] == caller.id


@pytest.mark.rule("CB-10")
def test_two_people_taking_at_once_never_get_the_same(store: MadeStore) -> None:
    takers = [tenants.person(store, Position.CUSTOMER_REPRESENTATIVE) for _ in range(2)]
    ids = made(store, 30)
    together = Barrier(2)

    def work(taker: MadePerson) -> list[uuid.UUID]:
        together.wait(timeout=20)
        mine = []
        while (taken := take(store, taker, then="done")) is not None:
            mine.append(taken)
        return mine

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(work, takers)
    assert sorted(first + second) == sorted(ids)
    assert holders(store) == dict.fromkeys(first, takers[0].id) | dict.fromkeys(second, takers[1].id)


@pytest.mark.rule("CB-10")
def test_a_row_that_somebody_is_taking_is_passed_over(store: MadeStore) -> None:
    """While the first one's transaction is open, the second gets the next row and does not wait."""
    first, second = (tenants.person(store, Position.CUSTOMER_REPRESENTATIVE) for _ in range(2))
    made(store, 2)
    with unit_of_work(store.acting):
        mine = take_next(by=first.actor)
        with ThreadPoolExecutor(1) as pool:
            theirs = pool.submit(take, store, second).result(timeout=20)
    assert mine is not None
    assert theirs not in {None, mine}


def test_a_day_off_has_its_own_list(store: MadeStore, caller: MadePerson) -> None:
    """On a Saturday somebody may still call what is open."""
    made(store, 1)
    with time_machine.travel(at("2026-10-24 11:00"), tick=False):
        assert take(store, caller) is not None


@pytest.mark.rule("CB-1")
def test_both_programmes_are_assigned_alike(store: MadeStore, head: MadePerson, caller: MadePerson) -> None:
    common = {"day0": day("2026-10-15"), "known_at": MORNING, "customer_id": customer(store)}
    sold = MadeVisit(**common, kind=VisitKind.DELIVERIES, served_by=caller.actor.name)
    import_(store, sold, now=MORNING)
    (callback,) = holders(store)
    with unit_of_work(store.acting):
        assert assign([callback], to=caller.id, by=head.actor).own == (callback,)
    assert take(store, caller) is None
    assert take(store, head) == callback
