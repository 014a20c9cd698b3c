"""What the call screen shows of one callback, and who is found when a customer rings back (CB-5, CB-6)."""

import datetime as dt
import uuid

import pytest
import time_machine

from backbone.clock import now
from backbone.db.unit_of_work import unit_of_work
from backbone.errors import InvalidError, NotFoundError
from backbone.ids import uuid7
from dealer.callbacks.interface import Outcome, VisitKind, amend, save_answer, save_sheet, take
from dealer.callbacks.queries.call.call import Call, TextDue, get_call
from dealer.callbacks.queries.call.ring_backs import RingBack, find_ring_backs, read_ring_back
from oem.questionnaires.interface import Answer
from tenants.calendar.interface import store_calendar
from tests.dealer.callbacks.calendars import at
from tests.dealer.callbacks.calls.scene import Scene
from tests.dealer.callbacks.visits import customer
from tests.factories.tenants import MadePerson, MadeStore
from tests.house.counting import statements


def seen(scene: Scene, callback: uuid.UUID) -> Call:
    with unit_of_work(scene.store.acting):
        return get_call(callback, at=now(), calendar=store_calendar())


def found(scene: Scene, said: str) -> list[uuid.UUID]:
    with unit_of_work(scene.store.acting):
        return [row.id for row in find_ring_backs(read_ring_back(said))]


# --- one callback -----------------------------------------------------------------------------------------------------


@pytest.mark.rule("CB-6")
def test_a_fresh_callback_shows_its_person_car_visit_and_questions(scene: Scene) -> None:
    callback = scene.callback(served_by="顾晓明", wish="下午")
    call = seen(scene, callback)
    row = call.sheet.row
    assert (row.customer, row.model, row.plate, row.advisor, row.wish) == (
        "沈国平",
        "凌川 X7",
        "苏E12345",
        "顾晓明",
        "下午",
    )
    assert [each.number for each in call.sheet.phones] == ["13900005033"]
    assert call.dial == call.sheet.phones[0]
    assert call.questionnaire is not None
    assert (call.questionnaire.programme, call.questionnaire.version) == ("three_dc", 1)
    assert (call.sheet.answers, call.sheet.attempts, call.tried, call.also) == ({}, (), frozenset(), ())
    assert [each.astimezone(at("2026-10-26 00:00").tzinfo).isoformat()[:16] for each in call.offered] == [
        "2026-10-26T11:30",
        "2026-10-26T17:30",
    ]
    assert call.is_open
    assert not call.is_of(None)


@pytest.mark.rule("CB-6", "CB-9")
def test_what_was_filled_in_is_read_back_as_it_was(scene: Scene, caller: MadePerson) -> None:
    callback = scene.callback()
    low = Answer(2, True, ("not_fixed",), True)
    with unit_of_work(scene.store.acting):
        save_answer(callback, "speed", Answer(applies=False), by=caller.actor)
        save_sheet(callback, note="在开车", checks=["invited"], by=caller.actor)
    scene.answer_all(caller.actor, callback, repair_quality=low)
    scene.attempt(caller.actor, callback, Outcome.ANSWERED, seconds=130, seconds_kind="screen", note="很客气")
    with unit_of_work(scene.store.acting):
        amend(callback, {"overall": Answer(8)}, why="客户来电更正", by=caller.actor)
    call = seen(scene, callback)
    assert call.sheet.answers["repair_quality"] == low
    assert (call.sheet.row.note, call.sheet.row.checks) == ("在开车", ["invited"])
    [tried] = call.sheet.attempts
    assert (tried.outcome, tried.seconds, tried.note, tried.by_name) == ("answered", 130, "很客气", caller.actor.name)
    assert tried.at == now()
    [amended] = call.sheet.amendments
    assert (amended.why, amended.changes["overall"]["to"]["value"]) == ("客户来电更正", 8)
    assert not call.is_open
    assert not call.is_of(caller.id)


@pytest.mark.rule("CB-4")
def test_the_next_number_is_offered_and_a_wrong_one_is_not(scene: Scene, caller: MadePerson) -> None:
    callback = scene.callback()
    second = scene.add_phone(callback, "0512-65002207")
    first = scene.phone(callback)
    scene.attempt(caller.actor, callback, Outcome.NO_ANSWER)
    call = seen(scene, callback)
    assert call.dial is not None
    assert (call.dial.id, call.tried, call.wrong) == (second, frozenset(), frozenset())
    scene.attempt(caller.actor, callback, Outcome.WRONG_NUMBER, phone_id=second)
    call = seen(scene, callback)
    assert call.dial is not None
    assert (call.dial.id, call.tried, call.wrong) == (first, frozenset({0}), frozenset({second}))


@pytest.mark.rule("CB-4")
def test_the_text_is_due_until_it_was_sent_and_a_promise_is_shown(
    scene: Scene, caller: MadePerson, clock: time_machine.Traveller
) -> None:
    callback = scene.callback()
    for moment in ("2026-10-26 10:42", "2026-10-26 14:00", "2026-10-26 18:00"):
        clock.move_to(at(moment))
        assert seen(scene, callback).text_due is None
        scene.attempt(caller.actor, callback, Outcome.BUSY)
    assert seen(scene, callback).text_due is TextDue.BY_HAND
    promised = scene.callback()
    scene.attempt(caller.actor, promised, Outcome.CALL_LATER, call_at=at("2026-10-27 09:00"))
    assert seen(scene, promised).promised_at == at("2026-10-27 09:00")


@pytest.mark.rule("CB-5")
def test_the_same_persons_other_callback_belongs_to_the_talk_unless_somebody_has_it(
    scene: Scene, caller: MadePerson, other_caller: MadePerson
) -> None:
    person = customer(scene.store)
    repair = scene.callback(customer_id=person)
    sale = scene.callback(customer_id=person, kind=VisitKind.DELIVERIES)
    assert [each.id for each in seen(scene, repair).also] == [sale]
    assert [each.id for each in seen(scene, sale).also] == [repair]
    with unit_of_work(scene.store.acting):
        take(sale, by=other_caller.actor)
    call = seen(scene, repair)
    assert call.also == ()
    assert [each.id for each in call.former if each.what == "callback"] == [sale]


@pytest.mark.rule("CB-6")
def test_history_holds_former_callbacks_with_their_overall_answer_and_open_matters(
    scene: Scene, caller: MadePerson
) -> None:
    person = customer(scene.store)
    old = scene.callback(customer_id=person)
    scene.answer_all(caller.actor, old, overall=Answer(7))
    scene.attempt(caller.actor, old, Outcome.ANSWERED)
    scene.attempt(caller.actor, scene.callback(customer_id=person), Outcome.CAR_SOLD)
    call = seen(scene, scene.callback(customer_id=person))
    overall = {each.id: each.overall for each in call.former if each.what == "callback"}
    assert overall[old] == 7
    assert [(each.kind, each.department) for each in call.matters] == [("owner", "after_sales")]


def test_another_stores_callback_is_not_there(scene: Scene, other_store: MadeStore) -> None:
    callback = scene.callback()
    for one in (callback, uuid7()):
        with unit_of_work(other_store.acting), pytest.raises(NotFoundError):
            get_call(one, at=now(), calendar=store_calendar())


def test_a_callback_takes_few_statements_however_much_there_is(scene: Scene, caller: MadePerson) -> None:
    callback = scene.callback()
    for outcome in (Outcome.NO_ANSWER, Outcome.BUSY, Outcome.POWERED_OFF):
        scene.attempt(caller.actor, callback, outcome)
    scene.answer_all(caller.actor, callback)
    seen(scene, callback)
    with statements() as sent:
        seen(scene, callback)
    assert len(sent) <= 7, sent


# --- who rings back ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("5033", RingBack("5033", "5033")),
        ("０5033", RingBack("05033", "05033")),
        ("139 0000 5033", RingBack("13900005033", "")),
        ("+86 139-0000-5033", RingBack("13900005033", "")),
        ("0512-65002207", RingBack("051265002207", "")),
        ("苏E·7k2m9", RingBack("", "苏E7K2M9")),
        ("7K2M9", RingBack("", "7K2M9")),
        ("D12345", RingBack("", "D12345")),
    ],
)
def test_what_is_typed_is_read_as_a_phone_a_plate_or_either(said: str, read: RingBack) -> None:
    assert read_ring_back(said) == read


@pytest.mark.parametrize("said", ["", "   ", "503", "沈国平", "无", "abcd", "x" * 300, "1" * 30, "%%%%", "____"])
def test_anything_else_is_refused_with_what_to_type(said: str) -> None:
    with pytest.raises(InvalidError) as refused:
        read_ring_back(said)
    assert "q" in refused.value.fields


@pytest.mark.rule("CB-6")
def test_who_rings_back_is_found_by_phone_and_by_plate(scene: Scene) -> None:
    callback = scene.callback(phone="13912345033")
    scene.callback(phone="13800008888")
    assert found(scene, "5033") == found(scene, "345033") == found(scene, "13912345033") == [callback]
    assert found(scene, "95033") == []
    assert callback in found(scene, "苏E12345")
    assert callback in found(scene, "12345")
    landline = scene.callback(phone="0512-65002207")
    assert found(scene, "2207") == found(scene, "65002207") == found(scene, "0512 65002207") == [landline]


@pytest.mark.rule("CB-6", "CB-9")
def test_open_ones_come_first_and_ended_ones_for_ninety_days(
    scene: Scene, caller: MadePerson, clock: time_machine.Traveller
) -> None:
    person = customer(scene.store)
    ended = scene.callback(customer_id=person)
    scene.attempt(caller.actor, ended, Outcome.REFUSED)
    waiting = scene.callback(customer_id=person)
    assert found(scene, "5033") == [waiting, ended]
    clock.shift(dt.timedelta(days=91))
    assert found(scene, "5033") == [waiting]


def test_ring_backs_stay_inside_the_store_and_are_one_statement(scene: Scene, other_store: MadeStore) -> None:
    scene.callback()
    with unit_of_work(other_store.acting):
        assert list(find_ring_backs(read_ring_back("5033"))) == []
    with statements() as sent:
        assert len(found(scene, "5033")) == 1
    assert len(sent) == 1
