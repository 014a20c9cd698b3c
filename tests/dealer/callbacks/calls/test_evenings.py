"""What the evening, a corrected number and a complaint's contact make of callbacks (CB-4, CB-5)."""

import pytest
import time_machine
from sqlalchemy import select

from backbone.db.unit_of_work import current, unit_of_work
from backbone.outbox.models import OutboxEntry
from dealer.callbacks.interface import Outcome, close_days
from dealer.callbacks.jobs import follow_complaint, follow_numbers
from dealer.callbacks.models import CallList
from tests.dealer.callbacks.calendars import at
from tests.dealer.callbacks.calls.scene import Scene
from tests.dealer.callbacks.test_frozen_lists import freeze
from tests.factories.tenants import MadePerson


def close(scene: Scene, moment: str) -> int:
    with unit_of_work(scene.store.acting):
        return close_days(at=at(moment))


@pytest.mark.rule("CB-4")
def test_fewer_than_three_parts_tried_end_as_missed_seven_days_later(scene: Scene, caller: MadePerson) -> None:
    callback = scene.callback()
    scene.attempt(caller.actor, callback, Outcome.NO_ANSWER)
    assert close(scene, "2026-10-27 20:05") == 0, "overdue is derived, and it can still be called"
    assert scene.row(callback).state == "planned"
    assert close(scene, "2026-11-02 20:05") == 1, "what was tried a week ago counts no more"
    assert scene.row(callback).slots_tried == 0
    assert close(scene, "2026-11-04 09:00") == 1, "made up for on the morning after"
    row = scene.row(callback)
    assert (row.state, row.reason, row.ended_at) == ("missed", "not_tried_enough", at("2026-11-03 20:00"))
    assert close(scene, "2026-11-04 20:05") == 0


@pytest.mark.rule("CB-4")
def test_three_parts_tried_and_no_text_sent_end_as_unreached(
    scene: Scene, caller: MadePerson, clock: time_machine.Traveller
) -> None:
    callback = scene.callback()
    for moment in ("2026-10-26 10:42", "2026-10-26 15:00", "2026-10-26 18:10"):
        clock.move_to(at(moment))
        scene.attempt(caller.actor, callback, Outcome.NO_ANSWER)
    assert close(scene, "2026-10-26 20:05") == 0
    assert close(scene, "2026-10-27 20:05") == 1
    row = scene.row(callback)
    assert (row.state, row.reason, row.slots_tried) == ("unreached", "text_not_sent", 0b111)


@pytest.mark.rule("CB-4", "CB-9")
def test_a_reply_before_the_evening_ran_leaves_the_end_as_it_was(
    scene: Scene, caller: MadePerson, clock: time_machine.Traveller
) -> None:
    callback = scene.callback()
    scene.attempt(caller.actor, callback, Outcome.NO_ANSWER)
    clock.move_to(at("2026-11-04 09:00"))
    scene.answer_all(caller.actor, callback)
    assert scene.attempt(caller.actor, callback, Outcome.ANSWERED, inbound=True).amended
    ends = [(row.state, row.reason, row.ended_at, row.reached_at) for row in [scene.row(callback)]]
    assert ends == [("missed", "not_tried_enough", at("2026-11-03 20:00"), None)]
    assert close(scene, "2026-11-04 20:05") == 0


@pytest.mark.rule("CB-3", "CB-4")
def test_a_days_list_is_closed_once(scene: Scene) -> None:
    scene.callback()
    freeze(scene.network, "2026-10-23 20:10")
    assert close(scene, "2026-10-26 19:00") == 0
    with unit_of_work(scene.store.acting):
        assert current().scalars(select(CallList.closed_at)).one() is None
    close(scene, "2026-10-26 20:05")
    close(scene, "2026-10-27 20:05")
    with unit_of_work(scene.store.acting):
        assert current().scalars(select(CallList.closed_at)).one() == at("2026-10-26 20:05")


@pytest.mark.rule("CB-4", "CUS-8")
def test_a_corrected_number_is_called(scene: Scene, caller: MadePerson, clock: time_machine.Traveller) -> None:
    callback = scene.callback()
    scene.attempt(caller.actor, callback, Outcome.WRONG_NUMBER)
    assert scene.row(callback).state == "waiting_for_number"
    clock.move_to(at("2026-10-26 15:00"))
    scene.add_phone(callback, "13877776666")
    with unit_of_work(scene.store.acting):
        follow_numbers(str(scene.row(callback).customer_id))
    row = scene.row(callback)
    assert (row.state, row.slots_tried) == ("planned", 0)


@pytest.mark.rule("CB-4")
def test_without_a_corrected_number_it_ends_as_no_valid_number(scene: Scene, caller: MadePerson) -> None:
    callback = scene.callback()
    scene.attempt(caller.actor, callback, Outcome.WRONG_NUMBER)
    close(scene, "2026-11-02 20:05")
    assert scene.row(callback).state == "waiting_for_number"
    close(scene, "2026-11-03 20:05")
    assert scene.row(callback).state == "no_valid_number"


@pytest.mark.rule("CB-4")
def test_who_never_had_a_number_is_asked_for_in_the_evening(scene: Scene) -> None:
    callback = scene.callback(phone=None)
    assert close(scene, "2026-10-26 20:05") == 1
    assert scene.row(callback).state == "waiting_for_number"


@pytest.mark.rule("CB-5")
def test_a_complaints_contact_covers_what_is_open(scene: Scene, caller: MadePerson) -> None:
    ended, callback = scene.callback(), scene.callback(phone="13911112222")
    scene.attempt(caller.actor, ended, Outcome.REFUSED)
    for each in (ended, callback):
        with unit_of_work(scene.store.acting):
            follow_complaint(str(scene.row(each).customer_id))
    assert (scene.row(ended).state, scene.row(callback).state) == ("done", "covered")
    assert scene.row(callback).reached_at == at("2026-10-26 10:42")
    with unit_of_work(scene.store.acting) as session:
        assert "figures.day_totals" in session.scalars(select(OutboxEntry.job)).all()
