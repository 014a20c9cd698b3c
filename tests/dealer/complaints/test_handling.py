"""Classified, assigned, contacted, answered, closed (CMP-2, CMP-3, CMP-6, CMP-7)."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from backbone.db.unit_of_work import unit_of_work
from backbone.errors import DomainError, ForbiddenError, InvalidError, NotFoundError
from dealer.callbacks.models import Callback
from dealer.complaints.actions.handling import (
    NotAnsweredError,
    NotContactedError,
    answer_complaint,
    assign_complaint,
    classify_complaint,
    close_complaint,
    record_contact,
    reopen_complaint,
)
from dealer.complaints.interface import customers_with_open
from dealer.complaints.models import Complaint
from dealer.voices.interface import ChangedError, EndedError, NotEndedError, list_steps
from tenants.access.interface import Position
from tests.dealer.callbacks.calendars import at
from tests.dealer.callbacks.visits import customer
from tests.dealer.voices.made import callback, complaint
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore
from tests.house.outbox import work_off

Act = Callable[..., Complaint]


@pytest.fixture(autouse=True)
def monday() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(at("2026-11-16 10:00")) as clock:
        yield clock


@pytest.fixture
def head(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.CENTRE_HEAD)


@pytest.fixture
def manager(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.AFTER_SALES_MANAGER)


@pytest.fixture
def advisor(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.SERVICE_ADVISOR)


@pytest.fixture
def act(store: MadeStore) -> Act:
    """Do something to a complaint as it is now, in a unit of work of its own."""

    def done(action: Callable[..., Complaint], made: Complaint, by: MadePerson, **values: Any) -> Complaint:
        with unit_of_work(store.acting) as session:
            version = session.scalars(select(Complaint.version).where(Complaint.id == made.id)).one()
            return action(made.id, **({"version": version} | values), by=by.actor)

    return done


CLOSED = {"outcome": "satisfied", "words": "客户认可，感谢及时处理"}


@pytest.mark.rule("CMP-2", "CMP-3")
def test_the_whole_way(store: MadeStore, act: Act, head: MadePerson, advisor: MadePerson, manager: MadePerson) -> None:
    who = customer(store)
    made = complaint(store, head, customer_id=who)
    first, department = made.due_at, made.department_due_at
    act(assign_complaint, made, head, to=advisor.id)
    contacted = act(record_contact, made, advisor, how="call", words="已致歉，约明天到店")
    assert (contacted.due_at, contacted.first_contact_due_at) == (department, first)
    answered = act(answer_complaint, made, manager, answer="更换刹车片，不收工时费")
    assert (answered.state, answered.stopped_at) == ("answered", answered.answered_at)
    closed = act(close_complaint, made, head, **CLOSED)
    assert (closed.state, closed.outcome) == ("closed", "satisfied")
    with unit_of_work(store.acting):
        assert customers_with_open([who]) == frozenset()
        steps = [(step.what, step.details.get("in_time")) for step in list_steps(made)]
    assert steps == [
        ("received", None),
        ("assigned", None),
        ("contacted", True),
        ("answered", True),
        ("closed", None),
    ]


@pytest.mark.rule("CMP-3")
def test_the_first_talk_alone_stops_the_first_clock(
    store: MadeStore, act: Act, head: MadePerson, monday: time_machine.Traveller
) -> None:
    made = complaint(store, head, severity="minor")
    written = act(record_contact, made, head, how="message", words="稍后致电")
    assert (written.contacted_at, written.due_at) == (None, made.due_at)
    spoken = act(record_contact, made, head, how="call", words="已致歉").contacted_at
    monday.move_to(at("2026-11-17 15:00"))
    assert act(record_contact, made, head, how="in_person", words="当面说明").contacted_at == spoken
    with pytest.raises(InvalidError) as refusal:
        act(record_contact, made, head, how="pigeon", words="x")
    assert set(refusal.value.fields) == {"how"}


@pytest.mark.rule("CB-5")
def test_speaking_with_the_customer_covers_their_callbacks(store: MadeStore, act: Act, head: MadePerson) -> None:
    who, nobody = customer(store), complaint(store, head, said_by="李先生")
    call, others = callback(store, who), callback(store, customer(store))
    made = complaint(store, head, customer_id=who)

    def states() -> dict[uuid.UUID, str]:
        work_off()
        with unit_of_work(store.acting) as session:
            return {row.id: row.state for row in session.execute(select(Callback.id, Callback.state))}

    act(record_contact, made, head, how="message", words="稍后致电")
    act(record_contact, nobody, head, how="call", words="已致歉")
    assert states() == {call: "planned", others: "planned"}
    act(record_contact, made, head, how="call", words="已致歉")
    assert states() == {call: "covered", others: "planned"}


@pytest.mark.rule("CMP-1", "CMP-3", "CMP-7")
def test_a_graver_one_has_shorter_clocks_and_goes_back_to_a_manager(
    store: MadeStore, act: Act, head: MadePerson, advisor: MadePerson, manager: MadePerson
) -> None:
    made = complaint(store, head)
    act(assign_complaint, made, head, to=advisor.id)
    graver = act(classify_complaint, made, head, severity="major", why="同一故障第三次维修")
    assert (graver.severity, graver.owner_id, graver.state) == ("major", None, "received")
    assert graver.due_at == graver.first_contact_due_at
    assert graver.due_at.replace(second=0, microsecond=0) == at("2026-11-16 12:00")
    with pytest.raises(InvalidError) as refusal:
        act(assign_complaint, made, head, to=advisor.id)
    assert set(refusal.value.fields) == {"to"}
    assert act(assign_complaint, made, head, to=manager.id).owner_id == manager.id
    assert act(classify_complaint, made, head, severity="critical", why="媒体来电").owner_id == manager.id
    with pytest.raises(InvalidError) as refusal:
        act(classify_complaint, made, head, severity="huge", why="x")
    assert set(refusal.value.fields) == {"severity"}


@pytest.mark.rule("CMP-7")
def test_a_graver_one_of_another_department_is_a_managers_too(
    store: MadeStore, act: Act, head: MadePerson, manager: MadePerson
) -> None:
    sales = tenants.person(store, Position.SALES_MANAGER)
    made = complaint(store, head, severity="major", department="sales")
    with pytest.raises(InvalidError):
        act(assign_complaint, made, head, to=manager.id)
    assert act(assign_complaint, made, head, to=sales.id).owner_id == sales.id
    own = complaint(store, head, severity="major", department="service_centre")
    assert act(assign_complaint, own, head, to=sales.id).owner_id == sales.id


@pytest.mark.rule("CMP-2")
def test_it_is_not_closed_before_its_time(store: MadeStore, act: Act, head: MadePerson, manager: MadePerson) -> None:
    made = complaint(store, head)

    def refused(fault: type[DomainError], action: Callable[..., Complaint], by: MadePerson, **values: Any) -> None:
        with pytest.raises(fault):
            act(action, made, by, **values)

    refused(NotContactedError, close_complaint, head, **CLOSED)
    act(record_contact, made, head, how="call", words="已致歉")
    refused(NotAnsweredError, close_complaint, head, **CLOSED)
    refused(InvalidError, close_complaint, head, outcome="forgotten", words="x")
    refused(NotEndedError, reopen_complaint, head, why="x")
    withdrawn = act(close_complaint, made, head, outcome="withdrawn", words="客户说是误会")
    assert withdrawn.stopped_at == withdrawn.ended_at
    for action, by, values in (
        (close_complaint, head, CLOSED),
        (answer_complaint, manager, {"answer": "x"}),
        (record_contact, manager, {"how": "call", "words": "x"}),
        (assign_complaint, head, {"to": None}),
        (classify_complaint, head, {"severity": "minor", "why": "x"}),
    ):
        refused(EndedError, action, by, **values)


@pytest.mark.rule("CMP-6")
def test_a_closed_one_is_reopened_by_the_customers_word(
    store: MadeStore, act: Act, head: MadePerson, manager: MadePerson, monday: time_machine.Traveller
) -> None:
    made = complaint(store, head)
    act(record_contact, made, head, how="call", words="已致歉")
    act(answer_complaint, made, manager, answer="已处理")
    act(close_complaint, made, head, **CLOSED)
    monday.move_to(at("2026-11-19 10:00"))
    again = act(reopen_complaint, made, head, why="客户说又响了")
    assert (again.state, again.round, again.outcome, again.contacted_at) == ("received", 2, None, None)
    assert again.due_at.replace(second=0, microsecond=0) == at("2026-11-19 18:00")
    graver = act(classify_complaint, made, head, severity="critical", why="拒绝提车")
    assert graver.due_at.replace(second=0, microsecond=0) == at("2026-11-19 11:00")


@pytest.mark.rule("ORG-6")
def test_who_may_do_what(
    store: MadeStore, act: Act, head: MadePerson, advisor: MadePerson, manager: MadePerson
) -> None:
    sales = tenants.person(store, Position.SALES_MANAGER)
    made = complaint(store, head)
    with pytest.raises(NotFoundError):
        act(answer_complaint, made, advisor, answer="x")
    for action, by, values in (
        (classify_complaint, sales, {"severity": "minor", "why": "x"}),
        (assign_complaint, sales, {"to": None}),
        (assign_complaint, manager, {"to": None, "department": "sales"}),
        (record_contact, sales, {"how": "call", "words": "x"}),
        (answer_complaint, head, {"answer": "x"}),
        (close_complaint, manager, CLOSED),
        (reopen_complaint, manager, {"why": "x"}),
    ):
        with pytest.raises(ForbiddenError):
            act(action, made, by, **values)
    act(assign_complaint, made, manager, to=advisor.id)
    act(record_contact, made, advisor, how="in_person", words="当面致歉")
    act(answer_complaint, made, advisor, answer="重新检查")
    sent_back = act(assign_complaint, made, manager, to=advisor.id, words="补充报价")
    assert (sent_back.state, sent_back.stopped_at, sent_back.due_at) == ("assigned", None, sent_back.department_due_at)


def test_who_saw_an_older_version_is_told_who_was_quicker(
    store: MadeStore, act: Act, head: MadePerson, manager: MadePerson
) -> None:
    made = complaint(store, head)
    act(answer_complaint, made, manager, answer="重新检查")
    with pytest.raises(ChangedError) as refusal:
        act(assign_complaint, made, head, to=None, words="x", version=1)
    assert refusal.value.params["name"] == manager.actor.name
