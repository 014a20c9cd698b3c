"""Recording tries: what each outcome makes of a callback (CB-4, CB-5)."""

import uuid

import pytest
import time_machine
from sqlalchemy import select

from backbone.db.unit_of_work import unit_of_work
from backbone.errors import ForbiddenError, InvalidError, NotFoundError
from backbone.ids import uuid7
from backbone.outbox.models import OutboxEntry
from dealer.callbacks.interface import Outcome, OwnCustomerError, TakenError, VisitKind, take, take_next
from dealer.callbacks.models import Amendment, StoredAttempt
from oem.questionnaires.interface import Answer
from tenants.access.interface import Position
from tenants.audit_trail.models import AuditEvent
from tests.dealer.callbacks.calendars import at
from tests.dealer.callbacks.calls.scene import Scene
from tests.dealer.callbacks.visits import MadeVisit, customer, import_
from tests.factories import tenants as make
from tests.factories.tenants import MadePerson, MadeStore


@pytest.mark.rule("CB-4")
def test_nobody_answers_and_the_next_part_of_the_day_is_next(scene: Scene, caller: MadePerson) -> None:
    callback = scene.callback()
    done = scene.attempt(caller.actor, callback, Outcome.NO_ANSWER, seconds=31, seconds_kind="screen", note="响了很久")
    assert (done.state, done.next_try_at) == ("planned", at("2026-10-26 11:30"))
    row = scene.row(callback)
    assert (row.slots_tried, row.tries, row.next_try_at, row.assigned_to) == (0b001, 1, None, caller.id)
    with unit_of_work(scene.store.acting) as session:
        [kept] = session.scalars(select(StoredAttempt)).all()
        assert (kept.slot, kept.seconds, kept.seconds_kind, kept.note) == (0, 31, "screen", "响了很久")
        assert (kept.by_name, kept.outcome, kept.at) == (caller.actor.name, "no_answer", at("2026-10-26 10:42"))
        assert "figures.day_totals" in session.scalars(select(OutboxEntry.job)).all()
        said = session.scalars(select(AuditEvent.details).where(AuditEvent.event == "callback.attempted")).one()
        assert said == {"outcome": "no_answer", "state": "planned", "inbound": False}


@pytest.mark.rule("CB-4")
def test_three_parts_of_the_day_then_it_waits_for_a_reply(
    scene: Scene, caller: MadePerson, clock: time_machine.Traveller
) -> None:
    callback = scene.callback()
    for moment in ("2026-10-26 10:42", "2026-10-26 15:00", "2026-10-26 18:10"):
        clock.move_to(at(moment))
        done = scene.attempt(caller.actor, callback, Outcome.NO_ANSWER)
    assert done.state == "waiting_for_reply"
    row = scene.row(callback)
    assert (row.slots_tried, row.tried_enough_at, row.reached_at) == (0b111, at("2026-10-26 18:10"), None)


@pytest.mark.rule("CB-4", "CB-12")
def test_an_answered_call_needs_every_answer(scene: Scene, caller: MadePerson) -> None:
    callback = scene.callback()
    with pytest.raises(InvalidError) as refused:
        scene.attempt(caller.actor, callback, Outcome.ANSWERED)
    assert "answers.overall" in refused.value.fields
    assert scene.row(callback).tries == 0, "nothing was kept of it"
    scene.answer_all(caller.actor, callback, price=Answer(2))
    with pytest.raises(InvalidError) as refused:
        scene.attempt(caller.actor, callback, Outcome.ANSWERED)
    assert {field: len(faults) for field, faults in refused.value.fields.items()} == {"answers.price": 2}
    scene.answer_all(caller.actor, callback, price=Answer(2, reasons=("not_as_quoted",), apologised=True))
    assert scene.attempt(caller.actor, callback, Outcome.ANSWERED).state == "done"
    row = scene.row(callback)
    assert (row.reached_at, row.ended_at, row.reason) == (at("2026-10-26 10:42"), at("2026-10-26 10:42"), None)


@pytest.mark.rule("CB-4")
@pytest.mark.parametrize(("outcome", "state", "reason"), [
    (Outcome.REFUSED, "done", "refused"),
    (Outcome.CAR_SOLD, "done", "car_sold"),
    (Outcome.DENIES_VISIT, "done", "denies_visit"),
    (Outcome.WRONG_NUMBER, "waiting_for_number", None),
    (Outcome.BUSY, "planned", None),
    (Outcome.POWERED_OFF, "planned", None),
    (Outcome.NOT_IN_SERVICE, "planned", None),
    (Outcome.HUNG_UP_MIDWAY, "planned", None),
    (Outcome.ANSWERED_BY_SOMEONE_ELSE, "planned", None),
])  # fmt: skip
def test_what_each_outcome_makes(
    scene: Scene, caller: MadePerson, outcome: Outcome, state: str, reason: str | None
) -> None:
    callback = scene.callback()
    done = scene.attempt(caller.actor, callback, outcome)
    assert (done.state, done.reason) == (state, reason)
    assert (scene.row(callback).ended_at is not None) == (state == "done")


@pytest.mark.rule("CB-4")
def test_a_time_that_was_asked_for_is_the_next_try(
    scene: Scene, caller: MadePerson, clock: time_machine.Traveller
) -> None:
    callback = scene.callback()
    wanted = at("2026-10-26 16:30")
    scene.attempt(caller.actor, callback, Outcome.CALL_LATER, call_at=wanted)
    assert scene.row(callback).next_try_at == wanted
    with unit_of_work(scene.store.acting):
        assert take_next(by=caller.actor) is None, "nobody is called before the time that was agreed"
    clock.move_to(at("2026-10-26 16:26"))
    with unit_of_work(scene.store.acting):
        assert take_next(by=caller.actor) == callback


@pytest.mark.rule("CB-4")
def test_who_was_tried_in_this_part_of_the_day_is_not_next(
    scene: Scene, caller: MadePerson, clock: time_machine.Traveller
) -> None:
    callback = scene.callback()
    scene.attempt(caller.actor, callback, Outcome.NO_ANSWER)
    with unit_of_work(scene.store.acting):
        assert take_next(by=caller.actor) is None
    clock.move_to(at("2026-10-26 13:00"))
    with unit_of_work(scene.store.acting):
        assert take_next(by=caller.actor) == callback


@pytest.mark.rule("CB-1", "CB-3", "CB-4")
def test_a_wish_is_waited_for_and_once_a_part_of_the_day_is_enough(
    scene: Scene, caller: MadePerson, clock: time_machine.Traveller
) -> None:
    friday = at("2026-10-23 18:00")
    visit = MadeVisit(day0=friday.date(), known_at=friday, wish="下午", customer_id=customer(scene.store))
    import_(scene.store, visit, now=friday)

    def offered(moment: str) -> uuid.UUID | None:
        clock.move_to(at(f"2026-10-26 {moment}"))
        with unit_of_work(scene.store.acting):
            return take_next(by=caller.actor)

    assert offered("10:42") is None
    callback = offered("15:00")
    assert callback is not None
    scene.attempt(caller.actor, callback, Outcome.NO_ANSWER)
    assert offered("15:04") is None
    assert offered("18:00") == callback


@pytest.mark.rule("CB-4", "CB-10")
def test_without_a_common_language_somebody_else_calls(
    scene: Scene, caller: MadePerson, other_caller: MadePerson, clock: time_machine.Traveller
) -> None:
    callback = scene.callback()
    scene.attempt(caller.actor, callback, Outcome.LANGUAGE)
    row = scene.row(callback)
    assert (row.assigned_to, row.passed_on_by) == (None, caller.id)
    clock.move_to(at("2026-10-26 13:00"))
    with unit_of_work(scene.store.acting):
        assert take_next(by=caller.actor) is None
        assert take_next(by=other_caller.actor) == callback


@pytest.mark.rule("CB-4")
def test_all_numbers_are_dialled_before_a_part_of_the_day_counts(scene: Scene, caller: MadePerson) -> None:
    callback = scene.callback()
    second = scene.add_phone(callback, "051288887777")
    done = scene.attempt(caller.actor, callback, Outcome.NO_ANSWER)
    assert done.numbers_left == (second,)
    assert scene.row(callback).slots_tried == 0
    scene.attempt(caller.actor, callback, Outcome.NO_ANSWER, phone_id=second)
    assert scene.row(callback).slots_tried == 0b001


@pytest.mark.rule("CB-5")
def test_one_talk_serves_several_callbacks_with_their_own_answers(scene: Scene, caller: MadePerson) -> None:
    first = scene.callback()
    person = scene.row(first).customer_id
    sold = scene.callback(customer_id=person, kind=VisitKind.DELIVERIES)
    scene.answer_all(caller.actor, first)
    with pytest.raises(InvalidError) as refused:
        scene.attempt(caller.actor, first, Outcome.ANSWERED, also=[sold])
    assert all(field.startswith(f"{sold}.answers.") for field in refused.value.fields)
    scene.answer_all(caller.actor, sold)
    scene.attempt(caller.actor, first, Outcome.ANSWERED, also=[sold])
    assert {scene.row(each).state for each in (first, sold)} == {"done"}
    with unit_of_work(scene.store.acting) as session:
        assert len(set(session.scalars(select(StoredAttempt.talk_id)).all())) == 1


@pytest.mark.rule("CB-5")
def test_two_persons_are_never_one_talk(scene: Scene, caller: MadePerson) -> None:
    mine, strangers = scene.callback(), scene.callback(phone="13911112222")
    with pytest.raises(InvalidError) as refused:
        scene.attempt(caller.actor, mine, Outcome.REFUSED, also=[strangers])
    assert set(refused.value.fields) == {"also"}


@pytest.mark.rule("CB-4", "CB-9")
def test_a_reply_after_the_end_is_an_amendment(scene: Scene, caller: MadePerson) -> None:
    callback = scene.callback()
    scene.attempt(caller.actor, callback, Outcome.REFUSED)
    done = scene.attempt(caller.actor, callback, Outcome.REFUSED, inbound=True)
    assert done.amended
    row = scene.row(callback)
    assert (row.state, row.reason, row.tries) == ("done", "refused", 2)
    with unit_of_work(scene.store.acting) as session:
        assert session.scalars(select(Amendment.changes)).one() == {"outcome": {"from": "refused", "to": "refused"}}
    with pytest.raises(InvalidError):
        scene.attempt(caller.actor, callback, Outcome.NO_ANSWER)


@pytest.mark.rule("CB-6")
def test_who_rings_back_is_done_as_inbound(scene: Scene, caller: MadePerson) -> None:
    callback = scene.callback()
    scene.answer_all(caller.actor, callback)
    scene.attempt(caller.actor, callback, Outcome.ANSWERED, inbound=True)
    with unit_of_work(scene.store.acting) as session:
        kept = session.scalars(select(StoredAttempt)).one()
    assert (kept.inbound, kept.phone_id) == (True, None)


def test_sending_the_same_talk_again_changes_nothing(scene: Scene, caller: MadePerson) -> None:
    callback, talk = scene.callback(), uuid7()
    first = scene.attempt(caller.actor, callback, Outcome.NO_ANSWER, talk_id=talk)
    again = scene.attempt(caller.actor, callback, Outcome.NO_ANSWER, talk_id=talk)
    assert (again.state, scene.row(callback).tries) == (first.state, 1)


def test_sending_again_takes_nothing_back_from_who_has_it_now(
    scene: Scene, caller: MadePerson, other_caller: MadePerson
) -> None:
    callback, talk = scene.callback(), uuid7()
    scene.attempt(caller.actor, callback, Outcome.LANGUAGE, talk_id=talk)
    scene.attempt(caller.actor, callback, Outcome.LANGUAGE, talk_id=talk)
    assert scene.row(callback).assigned_to is None
    with unit_of_work(scene.store.acting):
        take(callback, by=other_caller.actor)
    scene.attempt(caller.actor, callback, Outcome.LANGUAGE, talk_id=talk)
    assert (scene.row(callback).assigned_to, scene.row(callback).tries) == (other_caller.id, 1)


def test_a_talk_of_others_is_refused(scene: Scene, caller: MadePerson) -> None:
    first, second, talk = scene.callback(), scene.callback(phone="13911112222"), uuid7()
    scene.attempt(caller.actor, first, Outcome.NO_ANSWER, talk_id=talk)
    with pytest.raises(InvalidError) as refused:
        scene.attempt(caller.actor, second, Outcome.NO_ANSWER, talk_id=talk)
    assert (set(refused.value.fields), scene.row(second).tries) == ({"talk_id"}, 0)


@pytest.mark.rule("CB-10")
def test_two_people_never_work_on_one_callback(scene: Scene, caller: MadePerson, other_caller: MadePerson) -> None:
    callback = scene.callback()
    with unit_of_work(scene.store.acting):
        take(callback, by=caller.actor)
    with unit_of_work(scene.store.acting), pytest.raises(TakenError) as refused:
        take(callback, by=other_caller.actor)
    assert refused.value.params == {"name": caller.actor.name}
    with pytest.raises(TakenError):
        scene.attempt(other_caller.actor, callback, Outcome.NO_ANSWER)


@pytest.mark.rule("CB-10")
def test_nobody_takes_whom_they_served(scene: Scene, caller: MadePerson) -> None:
    callback = scene.callback(served_by=f" {caller.actor.name}")
    with unit_of_work(scene.store.acting), pytest.raises(OwnCustomerError):
        take(callback, by=caller.actor)


def test_who_may_not_call_and_other_stores(scene: Scene, store: MadeStore, foreign_store: MadeStore) -> None:
    callback = scene.callback()
    manager = make.person(store, Position.GENERAL_MANAGER)
    stranger = make.person(foreign_store, Position.CENTRE_HEAD)
    with unit_of_work(store.acting), pytest.raises(ForbiddenError):
        take(callback, by=manager.actor)
    with unit_of_work(foreign_store.acting), pytest.raises(NotFoundError):
        take(callback, by=stranger.actor)


@pytest.mark.parametrize(("given", "field"), [
    ({"outcome": Outcome.CALL_LATER}, "call_at"),
    ({"outcome": Outcome.CALL_LATER, "call_at": at("2026-10-26 10:00")}, "call_at"),
    ({"outcome": Outcome.CALL_LATER, "call_at": at("2028-10-26 10:00")}, "call_at"),
    ({"outcome": Outcome.BUSY, "call_at": at("2026-10-26 16:00")}, "call_at"),
    ({"outcome": Outcome.BUSY, "inbound": True}, "outcome"),
    ({"outcome": Outcome.BUSY, "phone_id": None}, "phone_id"),
    ({"outcome": Outcome.BUSY, "phone_id": uuid.UUID(int=7)}, "phone_id"),
    ({"outcome": Outcome.BUSY, "note": "长" * 2001}, "note"),
    ({"outcome": Outcome.BUSY, "seconds": -1, "seconds_kind": "screen"}, "seconds"),
])  # fmt: skip
def test_what_can_not_have_been_so_is_told_at_its_field(
    scene: Scene, caller: MadePerson, given: dict[str, object], field: str
) -> None:
    callback = scene.callback()
    values = dict(given)
    with pytest.raises(InvalidError) as refused:
        scene.attempt(caller.actor, callback, values.pop("outcome"), **values)  # type: ignore[arg-type]
    assert set(refused.value.fields) == {field}
    assert scene.row(callback).tries == 0


@pytest.mark.rule("CB-4")
def test_whoever_has_no_number_waits_for_one(scene: Scene, caller: MadePerson) -> None:
    callback = scene.callback(phone=None)
    with unit_of_work(scene.store.acting):
        assert take_next(by=caller.actor) is None
    with unit_of_work(scene.store.acting):
        take(callback, by=caller.actor)
    assert scene.row(callback).state == "waiting_for_number"
