"""Taking in what a customer said, by a call or by hand (CB-8, REP-5)."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import select

from backbone.db.unit_of_work import current, unit_of_work
from backbone.errors import ForbiddenError, InvalidError
from dealer.opinions.interface import list_open_of
from dealer.opinions.models import Opinion
from dealer.voices.interface import list_steps
from tenants.access.interface import Position
from tenants.audit_trail.models import AuditEvent
from tests.dealer.callbacks.calendars import at
from tests.dealer.callbacks.visits import customer
from tests.dealer.voices.made import SAID, callback, opinion
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore

THURSDAY = at("2026-11-19 10:42")


@pytest.fixture(autouse=True)
def thursday() -> Iterator[None]:
    with time_machine.travel(THURSDAY):
        yield


@pytest.fixture
def caller(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.CUSTOMER_REPRESENTATIVE)


def said_of(store: MadeStore) -> list[str]:
    with unit_of_work(store.acting) as session:
        return list(session.scalars(select(Opinion.said).order_by(Opinion.id)))


def steps(store: MadeStore, made: Opinion) -> list[str]:
    with unit_of_work(store.acting):
        return [step.what for step in list_steps(made)]


@pytest.mark.rule("CB-8", "REP-5")
def test_it_has_department_person_and_both_due_times_in_the_same_step(store: MadeStore, caller: MadePerson) -> None:
    who = customer(store)
    made = opinion(store, caller, callback_id=callback(store, who), customer_id=who, person_name=" 顾晓明 ")
    assert (made.state, made.department, made.person_name) == ("received", "after_sales", "顾晓明")
    assert (made.department_due_at, made.customer_due_at) == (at("2026-11-23 08:30"), at("2026-11-23 20:00"))
    with unit_of_work(store.acting):
        assert [(each.id, each.kind, each.said, each.due_at) for each in list_open_of(who)] == [
            (made.id, "opinion", SAID, made.customer_due_at)
        ]


@pytest.mark.rule("CB-8")
def test_the_same_question_of_the_same_call_is_one_opinion(store: MadeStore, caller: MadePerson) -> None:
    call = callback(store)
    first = opinion(store, caller, callback_id=call, question="cleanliness")
    again = opinion(store, caller, callback_id=call, question="cleanliness")
    other = opinion(store, caller, callback_id=call, question="price")
    better = opinion(
        store, caller, callback_id=call, question="cleanliness", kind="need", said="要重新洗一次", reasons=("floor",)
    )
    assert (again.id, better.id) == (first.id, first.id)
    assert other.id != first.id
    assert (better.what, better.said, better.reasons) == ("need", "要重新洗一次", ["floor"])
    assert steps(store, first) == ["received", "changed"]
    assert better.due_at == first.due_at


@pytest.mark.rule("CB-8")
def test_without_a_question_the_same_words_are_one(store: MadeStore, caller: MadePerson) -> None:
    call = callback(store)
    made = [opinion(store, caller, callback_id=call, said=said) for said in (SAID, f" {SAID}", "还有，等太久")]
    assert made[0].id == made[1].id
    assert said_of(store) == [SAID, "还有，等太久"]
    assert opinion(store, caller).id != opinion(store, caller).id  # by hand, without a call


@pytest.mark.rule("REP-5")
def test_what_is_typed_in_later_counts_from_when_it_was_said(store: MadeStore, caller: MadePerson) -> None:
    made = opinion(store, caller, said_at=at("2026-11-17 15:00"), said_by="李先生 139****5033")
    assert (made.said_at, made.due_at) == (at("2026-11-17 15:00"), at("2026-11-19 20:00"))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "complaint"}, "kind"),
        ({"kind": "nonsense"}, "kind"),
        ({"said": "  "}, "said"),
        ({"said": "长" * 2001}, "said"),
        ({"department": "kitchen"}, "department"),
        ({"channel": "pigeon"}, "channel"),
        ({"person_name": "名" * 61}, "person_name"),
        ({"said_at": THURSDAY + dt.timedelta(hours=1)}, "said_at"),
        ({"said_at": THURSDAY - dt.timedelta(days=31)}, "said_at"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(
    store: MadeStore, caller: MadePerson, given: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidError) as refusal:
        opinion(store, caller, **given)
    assert set(refusal.value.fields) == {field}
    assert said_of(store) == []


@pytest.mark.rule("CB-8")
def test_ticked_reasons_alone_are_enough(store: MadeStore, caller: MadePerson) -> None:
    assert opinion(store, caller, said="", reasons=("floor", "windows")).reasons == ["floor", "windows"]


@pytest.mark.rule("ORG-6")
@pytest.mark.parametrize("position", [Position.TECHNICIAN, Position.SERVICE_ADVISOR, Position.CASHIER])
def test_who_only_answers_takes_nothing_in(store: MadeStore, position: Position) -> None:
    with pytest.raises(ForbiddenError):
        opinion(store, tenants.person(store, position))


def test_it_is_on_the_trail(store: MadeStore, caller: MadePerson) -> None:
    made = opinion(store, caller)
    with unit_of_work(store.acting):
        events = current().scalars(select(AuditEvent).where(AuditEvent.about_id == made.id)).all()
    assert [(event.event, event.account_id) for event in events] == [("opinion.received", caller.id)]
