"""From the department to the customer and into the archive (REP-5, ORG-6)."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from backbone.db.unit_of_work import unit_of_work
from backbone.errors import DomainError, ForbiddenError, InvalidError, NotFoundError
from dealer.opinions.actions.handling import (
    NotToldError,
    ToldError,
    answer_opinion,
    archive_opinion,
    assign_opinion,
    reopen_opinion,
    tell_customer,
)
from dealer.opinions.models import Opinion
from dealer.voices.interface import ChangedError, EndedError, NotEndedError, list_steps
from tenants.access.interface import Position
from tenants.audit_trail.models import AuditEvent
from tests.dealer.callbacks.calendars import at
from tests.dealer.voices.made import opinion
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore

Act = Callable[..., Opinion]


@pytest.fixture(autouse=True)
def monday() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(at("2026-11-16 10:00")) as clock:
        yield clock


@pytest.fixture
def caller(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.CUSTOMER_REPRESENTATIVE)


@pytest.fixture
def manager(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.AFTER_SALES_MANAGER)


@pytest.fixture
def advisor(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.SERVICE_ADVISOR)


@pytest.fixture
def act(store: MadeStore) -> Act:
    """Do something to an opinion as it is now, in a unit of work of its own."""

    def done(action: Callable[..., Opinion], made: Opinion, by: MadePerson, **values: Any) -> Opinion:
        with unit_of_work(store.acting) as session:
            version = session.scalars(select(Opinion.version).where(Opinion.id == made.id)).one()
            return action(made.id, **({"version": version} | values), by=by.actor)

    return done


TOLD = {"how": "call", "reaction": "satisfied", "words": "已致电说明"}


@pytest.mark.rule("REP-5")
def test_the_whole_way_is_written_down(
    store: MadeStore, act: Act, caller: MadePerson, manager: MadePerson, advisor: MadePerson
) -> None:
    made = opinion(store, caller)
    assert act(assign_opinion, made, manager, to=advisor.id).state == "assigned"
    answered = act(answer_opinion, made, advisor, answer=" 重新洗车，送一次内饰清洁 ")
    assert (answered.state, answered.answer) == ("answered", "重新洗车，送一次内饰清洁")
    told = act(tell_customer, made, caller, **TOLD)
    assert (told.state, told.reaction, told.stopped_at is not None) == ("told", "satisfied", True)
    kept = act(archive_opinion, made, caller)
    assert (kept.state, kept.ended_at is not None) == ("archived", True)
    with unit_of_work(store.acting) as session:
        lines = [(step.what, step.account_id, step.words) for step in list_steps(made)]
        events = set(session.scalars(select(AuditEvent.event).where(AuditEvent.about_id == made.id)))
    assert lines == [
        ("received", caller.id, ""),
        ("assigned", manager.id, ""),
        ("answered", advisor.id, "重新洗车，送一次内饰清洁"),
        ("told", caller.id, "已致电说明"),
        ("archived", caller.id, ""),
    ]
    assert events == {f"opinion.{verb}" for verb in ("received", "assigned", "answered", "told", "archived")}


@pytest.mark.rule("CB-8", "REP-5")
def test_a_need_is_answered_back_the_same_way(
    store: MadeStore, act: Act, caller: MadePerson, manager: MadePerson
) -> None:
    made = opinion(store, caller, kind="need", said="周六上午想预约保养", department="reception")
    act(answer_opinion, made, manager, answer="周六 9:30 已留工位")
    assert act(tell_customer, made, caller, how="message", reaction="accepts").state == "told"


@pytest.mark.rule("REP-5")
@pytest.mark.parametrize("kind", ["consultation", "suggestion"])
def test_consultations_and_suggestions_are_answered_by_a_call_only(
    store: MadeStore, act: Act, caller: MadePerson, kind: str
) -> None:
    made = opinion(store, caller, kind=kind)
    for how in ("message", "in_person"):
        with pytest.raises(InvalidError) as refusal:
            act(tell_customer, made, caller, **TOLD | {"how": how})
        assert set(refusal.value.fields) == {"how"}
    assert act(tell_customer, made, caller, **TOLD).told_how == "call"


@pytest.mark.rule("REP-5")
def test_without_a_result_it_says_what_the_customer_was_told(store: MadeStore, act: Act, caller: MadePerson) -> None:
    made = opinion(store, caller)
    with pytest.raises(InvalidError) as refusal:
        act(tell_customer, made, caller, how="call", reaction="accepts")
    assert set(refusal.value.fields) == {"words"}
    with pytest.raises(InvalidError) as refusal:
        act(tell_customer, made, caller, how="pigeon", reaction="shrugs", words="x")
    assert set(refusal.value.fields) == {"how", "reaction"}


@pytest.mark.rule("REP-5", "ORG-6")
def test_who_may_do_what(
    store: MadeStore, act: Act, caller: MadePerson, manager: MadePerson, advisor: MadePerson
) -> None:
    sales, general = (tenants.person(store, each) for each in (Position.SALES_MANAGER, Position.GENERAL_MANAGER))
    made = opinion(store, caller)
    for stranger in (advisor, tenants.person(store, Position.TECHNICIAN)):
        with pytest.raises(NotFoundError):
            act(answer_opinion, made, stranger, answer="x")
    for action, by, values in (
        (assign_opinion, sales, {"to": None}),
        (assign_opinion, manager, {"to": None, "department": "sales"}),
        (answer_opinion, sales, {"answer": "x"}),
        (answer_opinion, caller, {"answer": "x"}),
        (tell_customer, manager, TOLD),
        (archive_opinion, manager, {}),
        (reopen_opinion, manager, {"why": "x"}),
    ):
        with pytest.raises(ForbiddenError):
            act(action, made, by, **values)
    act(assign_opinion, made, caller, to=advisor.id)
    for by in (manager, advisor, general):
        act(answer_opinion, made, by, answer=by.actor.name)


@pytest.mark.rule("ORG-6", "REP-5")
def test_only_people_of_the_department_are_given_it(
    store: MadeStore, act: Act, caller: MadePerson, advisor: MadePerson
) -> None:
    consultant, made = tenants.person(store, Position.SALES_CONSULTANT), opinion(store, caller)
    with pytest.raises(InvalidError) as refusal:
        act(assign_opinion, made, caller, to=consultant.id)
    assert set(refusal.value.fields) == {"to"}
    moved = act(assign_opinion, made, caller, to=consultant.id, department="sales")
    assert (moved.department, moved.owner_id) == ("sales", consultant.id)
    back = act(assign_opinion, made, caller, to=None, department="after_sales")
    assert (back.state, back.owner_id) == ("received", None)
    with pytest.raises(InvalidError):
        act(assign_opinion, made, caller, to=None, department="kitchen")


@pytest.mark.rule("REP-5")
def test_a_result_is_sent_back_with_a_reason(
    store: MadeStore, act: Act, caller: MadePerson, manager: MadePerson, advisor: MadePerson
) -> None:
    made = opinion(store, caller)
    act(answer_opinion, made, manager, answer="知道了")
    with pytest.raises(InvalidError) as refusal:
        act(assign_opinion, made, caller, to=advisor.id)
    assert set(refusal.value.fields) == {"words"}
    sent_back = act(assign_opinion, made, caller, to=advisor.id, words="没说怎么处理")
    assert (sent_back.state, sent_back.answer, sent_back.answered_at) == ("assigned", None, None)


@pytest.mark.rule("REP-5")
def test_reopening_begins_a_new_clock_and_hides_no_lateness(
    store: MadeStore, act: Act, caller: MadePerson, monday: time_machine.Traveller
) -> None:
    made = opinion(store, caller)
    assert made.due_at == at("2026-11-18 20:00")
    monday.move_to(at("2026-11-19 09:00"))
    act(tell_customer, made, caller, **TOLD)
    act(archive_opinion, made, caller)
    monday.move_to(at("2026-11-20 09:00"))
    with pytest.raises(InvalidError):
        act(reopen_opinion, made, caller, why=" ")
    again = act(reopen_opinion, made, caller, why="客户来电，脚垫还是脏的")
    assert (again.state, again.round, again.late_before, again.ended_at) == ("received", 2, True, None)
    assert again.due_at == at("2026-11-24 20:00")
    assert (again.told_how, again.reaction, again.stopped_at) == (None, None, None)
    act(tell_customer, made, caller, **TOLD)
    assert act(reopen_opinion, made, caller, why="又来电").late_before


@pytest.mark.rule("REP-5")
def test_a_step_out_of_its_turn_is_refused(store: MadeStore, act: Act, caller: MadePerson, manager: MadePerson) -> None:
    made = opinion(store, caller)

    def refused(fault: type[DomainError], action: Callable[..., Opinion], by: MadePerson, **values: Any) -> None:
        with pytest.raises(fault):
            act(action, made, by, **values)

    refused(NotToldError, archive_opinion, caller)
    refused(NotEndedError, reopen_opinion, caller, why="x")
    act(tell_customer, made, caller, **TOLD)
    refused(ToldError, tell_customer, caller, **TOLD)
    refused(ToldError, answer_opinion, manager, answer="x")
    refused(ToldError, assign_opinion, caller, to=None)
    act(archive_opinion, made, caller)
    for action, by, values in (
        (archive_opinion, caller, {}),
        (tell_customer, caller, TOLD),
        (answer_opinion, manager, {"answer": "x"}),
        (assign_opinion, caller, {"to": None}),
    ):
        refused(EndedError, action, by, **values)


def test_who_saw_an_older_version_is_told_who_was_quicker(
    store: MadeStore, act: Act, caller: MadePerson, manager: MadePerson
) -> None:
    made = opinion(store, caller)
    act(answer_opinion, made, manager, answer="重新洗车")
    with pytest.raises(ChangedError) as refusal:
        act(answer_opinion, made, manager, answer="不处理", version=1)
    assert refusal.value.params["name"] == manager.actor.name
    assert act(answer_opinion, made, manager, answer="重新洗车，周五").answer == "重新洗车，周五"


def test_another_stores_opinion_is_not_found(
    store: MadeStore, other_store: MadeStore, act: Act, caller: MadePerson
) -> None:
    foreign = opinion(other_store, tenants.person(other_store, Position.CENTRE_HEAD))
    with unit_of_work(store.acting), pytest.raises(NotFoundError):
        archive_opinion(foreign.id, version=1, by=caller.actor)
