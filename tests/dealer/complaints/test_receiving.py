"""Taking complaints in; whose callbacks they cover (CB-5, CB-8)."""

from collections.abc import Iterator

import pytest
import time_machine

from backbone.db.unit_of_work import unit_of_work
from backbone.errors import ForbiddenError, InvalidError
from dealer.complaints.interface import customers_with_open, list_open_of
from tenants.access.interface import Position
from tests.dealer.callbacks.calendars import at
from tests.dealer.callbacks.visits import customer
from tests.dealer.voices.made import SAID, callback, complaint
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore


@pytest.fixture(autouse=True)
def thursday() -> Iterator[None]:
    with time_machine.travel(at("2026-11-19 10:42"), tick=False):
        yield


@pytest.fixture
def caller(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.CUSTOMER_REPRESENTATIVE)


@pytest.mark.rule("CB-8", "CMP-3")
def test_it_has_its_first_contact_due_by_severity(store: MadeStore, caller: MadePerson) -> None:
    made = complaint(store, caller)
    assert (made.severity, made.state) == ("normal", "received")
    assert made.first_contact_due_at == made.due_at == at("2026-11-19 18:42")
    assert complaint(store, caller, severity="critical").due_at == at("2026-11-19 11:42")
    with pytest.raises(InvalidError) as refusal:
        complaint(store, caller, severity="terrible")
    assert set(refusal.value.fields) == {"severity"}


@pytest.mark.rule("CB-8")
def test_the_same_question_of_the_same_call_is_one_complaint(store: MadeStore, caller: MadePerson) -> None:
    call = callback(store)
    first, again = (complaint(store, caller, callback_id=call, question="fault") for _ in range(2))
    changed = complaint(store, caller, callback_id=call, question="fault", said="刹车还在响")
    assert (again.id, changed.id, changed.said) == (first.id, first.id, "刹车还在响")


@pytest.mark.rule("CB-5")
def test_whose_complaints_are_open(store: MadeStore, other_store: MadeStore, caller: MadePerson) -> None:
    open_one, calm, foreign = customer(store), customer(store), customer(other_store)
    made = complaint(store, caller, customer_id=open_one)
    complaint(other_store, tenants.person(other_store, Position.CENTRE_HEAD), customer_id=foreign)
    with unit_of_work(store.acting):
        assert customers_with_open([open_one, calm, foreign]) == {open_one}
        assert customers_with_open([]) == frozenset()
        assert [(each.id, each.kind, each.said) for each in list_open_of(open_one)] == [(made.id, "complaint", SAID)]
        assert list_open_of(calm) == list_open_of(foreign) == []


@pytest.mark.rule("ORG-6")
def test_who_only_answers_takes_nothing_in(store: MadeStore) -> None:
    with pytest.raises(ForbiddenError):
        complaint(store, tenants.person(store, Position.TECHNICIAN))
