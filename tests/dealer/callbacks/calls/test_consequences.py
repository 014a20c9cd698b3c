"""What a call makes others do: corrections, text messages, opinions and complaints (CB-4, CB-5, CB-8, CUS-8)."""

import pytest
import time_machine
from sqlalchemy import select

from backbone.db.unit_of_work import current, unit_of_work
from backbone.errors import InvalidError
from dealer.callbacks.actions.calls.evening import close_days
from dealer.callbacks.interface import Outcome, VisitKind, VoiceGiven, mark_text_sent, note_voice, take
from dealer.complaints.interface import Complaint
from dealer.corrections.interface import Correction
from dealer.messages.interface import TextMessage
from dealer.opinions.interface import Opinion
from oem.questionnaires.interface import Makes
from tests.dealer.callbacks.calendars import at
from tests.dealer.callbacks.calls.scene import Scene
from tests.factories.tenants import MadePerson


def corrections(scene: Scene) -> list[tuple[str, str, str, str]]:
    with unit_of_work(scene.store.acting):
        rows = current().scalars(select(Correction).order_by(Correction.id)).all()
        return [(each.what, each.department, each.wrong, each.note) for each in rows]


@pytest.mark.rule("CB-4", "CUS-8")
def test_a_wrong_number_asks_the_department_once(scene: Scene, caller: MadePerson) -> None:
    callback = scene.callback()
    done = scene.attempt(caller.actor, callback, Outcome.WRONG_NUMBER, note="对方说打错了")
    assert done.correction
    assert corrections(scene) == [("phone", "after_sales", "13900005033", "对方说打错了")]


@pytest.mark.rule("CUS-8")
@pytest.mark.parametrize(("outcome", "what"), [(Outcome.CAR_SOLD, "owner"), (Outcome.DENIES_VISIT, "visit")])
def test_what_else_is_found_wrong(scene: Scene, caller: MadePerson, outcome: Outcome, what: str) -> None:
    callback = scene.callback(kind=VisitKind.DELIVERIES)
    scene.attempt(caller.actor, callback, outcome)
    assert [each[:2] for each in corrections(scene)] == [(what, "sales")]


@pytest.mark.rule("CB-4", "CUS-8")
def test_a_missing_number_is_asked_for_when_the_callback_is_taken(scene: Scene, caller: MadePerson) -> None:
    callback = scene.callback(phone=None)
    for _ in range(2):
        with unit_of_work(scene.store.acting):
            take(callback, by=caller.actor)
    assert [each[0] for each in corrections(scene)] == ["phone"]


def try_three_times(scene: Scene, caller: MadePerson, clock: time_machine.Traveller) -> tuple[object, bool]:
    callback = scene.callback()
    for moment in ("2026-10-26 10:42", "2026-10-26 15:00", "2026-10-26 18:10"):
        clock.move_to(at(moment))
        done = scene.attempt(caller.actor, callback, Outcome.NO_ANSWER)
    return callback, done.text_due


@pytest.mark.rule("CB-4")
def test_without_a_gateway_the_caller_sends_the_text(
    scene: Scene, caller: MadePerson, clock: time_machine.Traveller
) -> None:
    callback, text_due = try_three_times(scene, caller, clock)
    assert text_due
    with unit_of_work(scene.store.acting):
        mark_text_sent(callback, by=caller.actor)  # type: ignore[arg-type]
    with unit_of_work(scene.store.acting):
        sent = current().scalars(select(TextMessage)).one()
        assert (sent.number, sent.state, sent.about_id) == ("13900005033", "by_hand", callback)
        assert "沈国平" in sent.text
        close_days(at=at("2026-10-27 20:05"))
    row = scene.row(callback)  # type: ignore[arg-type]
    assert (row.state, row.reason) == ("unreached", "no_reply")


@pytest.mark.rule("CB-4")
def test_no_text_for_a_landline_alone_nor_after_the_end(scene: Scene, caller: MadePerson) -> None:
    landline = scene.callback(phone="0512-88887777")
    with unit_of_work(scene.store.acting), pytest.raises(InvalidError):
        mark_text_sent(landline, by=caller.actor)
    ended = scene.callback()
    scene.attempt(caller.actor, ended, Outcome.REFUSED)
    with unit_of_work(scene.store.acting), pytest.raises(InvalidError):
        mark_text_sent(ended, by=caller.actor)


@pytest.mark.rule("CB-8", "REP-5")
def test_what_a_customer_says_is_noted_with_the_visit(scene: Scene, caller: MadePerson) -> None:
    callback = scene.callback(served_by="顾晓明")
    said = "结账比报价多了两百块"
    given = VoiceGiven(Makes.OPINION, "after_sales", said, "price", "顾晓明", ("not_as_quoted",))
    with unit_of_work(scene.store.acting):
        noted = note_voice(callback, given, by=caller.actor)
    assert noted.customer_due_at == at("2026-10-28 20:00"), "the second duty day after Monday, at closing"
    row = scene.row(callback)
    with unit_of_work(scene.store.acting):
        opinion = current().scalars(select(Opinion)).one()
        assert (opinion.said, opinion.what, opinion.department) == (said, "opinion", "after_sales")
        assert (opinion.callback_id, opinion.customer_id, opinion.vehicle_id, opinion.repair_order_id) == (
            callback, row.customer_id, row.vehicle_id, row.repair_order_id,
        )  # fmt: skip
        again = note_voice(callback, VoiceGiven(Makes.OPINION, "after_sales", "还说了", "price"), by=caller.actor)
    assert again.id == noted.id


@pytest.mark.rule("CB-5", "CB-8")
def test_an_open_complaint_turns_a_late_callback_into_missed(scene: Scene, caller: MadePerson) -> None:
    callback = scene.callback()
    with unit_of_work(scene.store.acting):
        given = VoiceGiven(Makes.COMPLAINT, "after_sales", "刹车又响了")
        assert note_voice(callback, given, by=caller.actor).kind is Makes.COMPLAINT
        assert current().scalars(select(Complaint.said)).one() == "刹车又响了"
        close_days(at=at("2026-10-27 20:05"))
    row = scene.row(callback)
    assert (row.state, row.reason) == ("missed", "complaint_not_contacted")
