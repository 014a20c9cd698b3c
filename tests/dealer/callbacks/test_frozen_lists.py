"""The evening's frozen lists of all stores (CB-3)."""

import datetime as dt

import pytest
from sqlalchemy import select, update

from backbone.db.unit_of_work import current, unit_of_work
from backbone.isolation.acting import Acting, DbRole
from dealer.callbacks.actions.freezing import Frozen, freeze_due_lists
from dealer.callbacks.models import Callback, CallList, CallListEntry
from tenants.calendar.models import StoreClosure
from tests.dealer.callbacks.calendars import at, day
from tests.dealer.callbacks.visits import MadeVisit, import_
from tests.factories.tenants import MadeNetwork, MadeStore

FRIDAY = "2026-10-23"  # an ordinary week: 26 is Monday


def freeze(network: MadeNetwork, moment: str) -> Frozen:
    with unit_of_work(Acting(DbRole.BATCH, network.id, network.id)):
        return freeze_due_lists(at=at(moment))


def lists(store: MadeStore) -> dict[dt.date, list[bool]]:
    """Of each frozen day, whether each entry was added later."""
    with unit_of_work(store.acting):
        days = current().scalars(select(CallList.day).order_by(CallList.day)).all()
        entries = current().execute(select(CallListEntry.day, CallListEntry.added)).all()
    return {each: sorted(added for on, added in entries if on == each) for each in days}


def visit(day0: str, known: str = f"{FRIDAY} 15:00") -> MadeVisit:
    return MadeVisit(day0=day(day0), known_at=at(known))


@pytest.mark.rule("CB-3")
def test_at_closing_the_next_duty_days_list_is_frozen_for_every_store(
    network: MadeNetwork, store: MadeStore, other_store: MadeStore
) -> None:
    for each in (store, other_store):
        import_(each, visit("2026-10-22"), visit(FRIDAY), now=at(f"{FRIDAY} 15:00"))
    assert freeze(network, f"{FRIDAY} 20:00") == Frozen(lists=2, entries=4)
    monday = {day("2026-10-26"): [False, False]}
    assert lists(store) == monday
    assert lists(other_store) == monday
    for again in (f"{FRIDAY} 20:05", "2026-10-25 11:00", "2026-10-26 19:59"):
        assert freeze(network, again) == Frozen(lists=0, entries=0)


@pytest.mark.rule("CB-3")
def test_before_closing_todays_list_is_the_newest(network: MadeNetwork, store: MadeStore) -> None:
    """After a standstill over the evening, the morning makes up for it; what arrived in between is marked."""
    import_(store, visit("2026-10-21", "2026-10-22 15:00"), visit("2026-10-21", f"{FRIDAY} 08:00"))
    assert freeze(network, f"{FRIDAY} 09:00") == Frozen(lists=1, entries=2)
    assert lists(store) == {day(FRIDAY): [False, True]}


@pytest.mark.rule("CB-3")
def test_each_stores_closures_move_its_own_list(network: MadeNetwork, store: MadeStore, other_store: MadeStore) -> None:
    with unit_of_work(other_store.acting) as session:
        closed = {"first": day("2026-10-26"), "last": day("2026-10-27"), "entered_at": at("2026-10-01 09:00")}
        session.add(StoreClosure(tenant_id=other_store.id, reason="盘点", entered_by_name="周敏", **closed))
    for each in (store, other_store):
        import_(each, visit(FRIDAY), now=at(f"{FRIDAY} 15:00"))
    assert freeze(network, f"{FRIDAY} 20:00") == Frozen(lists=2, entries=2)
    assert list(lists(store)) == [day("2026-10-26")]
    assert list(lists(other_store)) == [day("2026-10-28")]


@pytest.mark.rule("CB-3")
def test_a_list_holds_what_is_open_and_nothing_else(network: MadeNetwork, store: MadeStore) -> None:
    carried, done, later = visit("2026-10-20"), visit("2026-10-20"), visit("2026-10-26", "2026-10-26 08:00")
    import_(store, carried, done, later, now=at("2026-10-22 15:00"))
    with unit_of_work(store.acting) as session:
        session.execute(update(Callback).where(Callback.repair_order_id == done.id).values(state="done"))
    assert freeze(network, f"{FRIDAY} 20:00") == Frozen(lists=1, entries=1)


@pytest.mark.rule("CB-3")
def test_an_import_that_was_under_way_at_closing_is_added_by_the_next_run(
    network: MadeNetwork, store: MadeStore
) -> None:
    assert freeze(network, f"{FRIDAY} 20:00") == Frozen(lists=1, entries=0)
    with unit_of_work(store.acting):
        lists_before = current().scalars(select(CallList)).all()
        for each in lists_before:
            current().delete(each)
    import_(store, visit(FRIDAY), now=at(f"{FRIDAY} 19:59"))
    with unit_of_work(store.acting) as session:
        session.add(CallList(tenant_id=store.id, day=day("2026-10-26"), frozen_at=at(f"{FRIDAY} 20:00")))
    assert freeze(network, f"{FRIDAY} 20:05") == Frozen(lists=0, entries=1)
    assert lists(store) == {day("2026-10-26"): [True]}


@pytest.mark.rule("CB-3")
def test_a_run_is_for_one_network(network: MadeNetwork, foreign_store: MadeStore) -> None:
    assert freeze(network, f"{FRIDAY} 20:00") == Frozen(lists=0, entries=0)
    assert lists(foreign_store) == {}
