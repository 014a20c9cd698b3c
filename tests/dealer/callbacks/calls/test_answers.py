"""Saving as one goes, and correcting afterwards (CB-6, CB-9)."""

import pytest
import time_machine
from sqlalchemy import select

from backbone.db.unit_of_work import current, unit_of_work
from backbone.errors import InvalidError, NotFoundError
from backbone.ids import uuid7
from dealer.callbacks.interface import EndedError, Outcome, TakenError, amend, clear_answer, save_answer, save_sheet
from dealer.callbacks.models import Amendment, CallSheet, StoredAnswer
from oem.questionnaires.interface import NOT_APPLICABLE, Answer, publish_questionnaire
from oem.questionnaires.rules.shipped import shipped_document
from tenants.audit_trail.models import AuditEvent
from tests.dealer.callbacks.calendars import at, day
from tests.dealer.callbacks.calls.scene import Scene
from tests.factories.tenants import MadePerson


def kept(scene: Scene) -> dict[str, tuple[object, ...]]:
    with unit_of_work(scene.store.acting):
        rows = current().scalars(select(StoredAnswer)).all()
    return {row.question: (row.number, row.words, row.applies, row.reasons, row.apologised) for row in rows}


@pytest.mark.rule("CB-6")
def test_each_answer_is_kept_at_once_and_the_last_one_counts(scene: Scene, caller: MadePerson) -> None:
    callback = scene.callback()
    for answer in (Answer(2, reasons=("labour_dear",)), Answer(4)):
        with unit_of_work(scene.store.acting):
            saved = save_answer(callback, "price", answer, by=caller.actor)
        assert saved.saved_at == at("2026-10-26 10:42")
    with unit_of_work(scene.store.acting):
        save_answer(callback, "speed", NOT_APPLICABLE, by=caller.actor)
    assert kept(scene) == {"price": (4, None, True, [], False), "speed": (None, None, False, [], False)}
    with unit_of_work(scene.store.acting):
        clear_answer(callback, "price", by=caller.actor)
    assert set(kept(scene)) == {"speed"}
    assert scene.row(callback).assigned_to == caller.id


@pytest.mark.rule("CB-8")
def test_a_low_answer_says_what_it_makes(scene: Scene, caller: MadePerson) -> None:
    callback = scene.callback()
    with unit_of_work(scene.store.acting):
        low = save_answer(callback, "price", Answer(2), by=caller.actor).low
        assert low is not None
        assert (low.department, low.needs_reason, low.needs_apology) == ("after_sales", True, True)
        assert save_answer(callback, "price", Answer(3), by=caller.actor).low is None


@pytest.mark.rule("CB-6")
def test_note_and_ticks(scene: Scene, caller: MadePerson) -> None:
    callback = scene.callback()
    with unit_of_work(scene.store.acting):
        save_sheet(callback, note="客户在开车", by=caller.actor)
        save_sheet(callback, checks=["invited"], by=caller.actor)
        sheet = current().scalars(select(CallSheet)).one()
        current().refresh(sheet)
        assert (sheet.note, sheet.checks, sheet.questionnaire_version) == ("客户在开车", ["invited"], 1)
        events = current().scalars(select(AuditEvent.event).where(AuditEvent.event == "call.begun")).all()
        assert len(events) == 1, "a call begins once"
        with pytest.raises(InvalidError) as refused:
            save_sheet(callback, note="长" * 2001, checks=["no such tick"], by=caller.actor)
        assert set(refused.value.fields) == {"note", "checks"}


@pytest.mark.rule("CB-2")
def test_a_call_is_asked_by_the_version_it_was_planned_under(
    scene: Scene, caller: MadePerson, clock: time_machine.Traveller
) -> None:
    callback = scene.callback()
    document = shipped_document("three_dc")
    assert isinstance(document, dict)
    with unit_of_work(scene.network.acting):
        changed = document | {"satisfied_from": 9}
        publish_questionnaire(changed, valid_from=day("2026-10-26"), by=scene.network.actor)
    clock.move_to(at("2026-10-27 10:00"))
    with unit_of_work(scene.store.acting):
        save_answer(callback, "price", Answer(4), by=caller.actor)
        assert current().scalars(select(CallSheet.questionnaire_version)).one() == 1


@pytest.mark.parametrize(("question", "answer", "field"), [
    ("price", Answer(6), "value"),
    ("price", Answer("5"), "value"),
    ("price", Answer(4, applies=False), "applies"),
    ("price", Answer(1, reasons=("no such reason",)), "reasons"),
])  # fmt: skip
def test_impossible_answers_are_told(
    scene: Scene, caller: MadePerson, question: str, answer: Answer, field: str
) -> None:
    callback = scene.callback()
    with unit_of_work(scene.store.acting), pytest.raises(InvalidError) as refused:
        save_answer(callback, question, answer, by=caller.actor)
    assert set(refused.value.fields) == {field}
    with unit_of_work(scene.store.acting), pytest.raises(NotFoundError):
        save_answer(callback, "no_such_question", Answer(3), by=caller.actor)
    with unit_of_work(scene.store.acting), pytest.raises(NotFoundError):
        save_answer(uuid7(), "price", Answer(3), by=caller.actor)


@pytest.mark.rule("CB-10")
def test_only_who_has_it_answers(scene: Scene, caller: MadePerson, other_caller: MadePerson) -> None:
    callback = scene.callback()
    with unit_of_work(scene.store.acting):
        save_answer(callback, "price", Answer(4), by=caller.actor)
    with unit_of_work(scene.store.acting), pytest.raises(TakenError):
        save_answer(callback, "price", Answer(1), by=other_caller.actor)
    assert kept(scene)["price"][0] == 4


@pytest.mark.rule("CB-9")
def test_after_the_end_only_an_amendment_changes_answers(scene: Scene, caller: MadePerson) -> None:
    callback = scene.callback()
    with unit_of_work(scene.store.acting), pytest.raises(InvalidError):
        amend(callback, {"price": Answer(1)}, why="typed wrong", by=caller.actor)
    scene.answer_all(caller.actor, callback)
    scene.attempt(caller.actor, callback, Outcome.ANSWERED)
    with unit_of_work(scene.store.acting), pytest.raises(EndedError):
        save_answer(callback, "price", Answer(1), by=caller.actor)
    with unit_of_work(scene.store.acting):
        amend(callback, {"price": Answer(3), "speed": Answer(5)}, why=" 听错了 ", by=caller.actor)
        made = current().scalars(select(Amendment)).one()
    before = {"value": 5, "applies": True, "reasons": [], "apologised": False}
    assert made.changes == {"price": {"from": before, "to": before | {"value": 3}}}, "what stayed is no change"
    assert (made.why, made.by_name) == ("听错了", caller.actor.name)
    assert kept(scene)["price"][0] == 3


@pytest.mark.rule("CB-9")
@pytest.mark.parametrize(("answers", "why", "field"), [
    ({"price": Answer(3)}, "  ", "why"),
    ({"price": Answer(3)}, "长" * 501, "why"),
    ({"price": Answer(9)}, "why", "answers.price"),
    ({"no_such": Answer(3)}, "why", "answers.no_such"),
    ({"price": Answer(5)}, "why", "answers"),
])  # fmt: skip
def test_an_amendment_says_why_and_what(
    scene: Scene, caller: MadePerson, answers: dict[str, Answer | None], why: str, field: str
) -> None:
    callback = scene.callback()
    scene.answer_all(caller.actor, callback)
    scene.attempt(caller.actor, callback, Outcome.ANSWERED)
    with unit_of_work(scene.store.acting), pytest.raises(InvalidError) as refused:
        amend(callback, answers, why=why, by=caller.actor)
    assert set(refused.value.fields) == {field}
