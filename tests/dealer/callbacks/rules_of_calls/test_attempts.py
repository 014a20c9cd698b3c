"""After an attempt: slots, numbers, times, waiting, all worked out by hand (CB-4)."""

import uuid
from dataclasses import replace

import pytest

from dealer.callbacks.rules.attempts.next_tries import next_tries
from dealer.callbacks.rules.attempts.outcomes import Correction, Outcome
from dealer.callbacks.rules.attempts.situation import EndedReason, PhoneNumber
from dealer.callbacks.rules.attempts.standing import after_attempt, standing
from dealer.callbacks.rules.buckets import CallbackState
from tests.dealer.callbacks.calendars import at, day, store
from tests.dealer.callbacks.rules_of_calls.situations import HOME, MOBILE, RULE, call, picked_up, play, rings_back

PLANNED, WAITING = CallbackState.PLANNED, CallbackState.WAITING_FOR_REPLY

# Picked up on Monday 2026-11-16: first try Tuesday, latest Thursday 20:00, callable until Thursday the 26th.


@pytest.mark.rule("CB-4")
@pytest.mark.parametrize(
    ("calls", "next_try", "tried"),
    [
        (["2026-11-17 09:10"], "2026-11-17 11:30", {0}),
        (["2026-11-17 11:29"], "2026-11-17 11:30", {0}),
        (["2026-11-17 11:30"], "2026-11-17 17:30", {1}),
        (["2026-11-17 19:59"], "2026-11-18 08:30", {2}),
        # Twice in one slot is one slot.
        (["2026-11-17 09:10", "2026-11-17 10:40"], "2026-11-17 11:30", {0}),
        (["2026-11-17 09:10", "2026-11-18 10:40"], "2026-11-18 11:30", {0}),
        # The evening is the last one left, and it is over today.
        (["2026-11-17 09:10", "2026-11-17 12:00", "2026-11-17 20:30"], "2026-11-18 17:30", {0, 1}),
        # Before opening there is no slot.
        (["2026-11-17 08:00"], "2026-11-17 08:30", set()),
    ],
)
def test_the_next_try_is_in_the_next_slot_not_tried(calls: list[str], next_try: str, tried: set[int]) -> None:
    _, step = play(picked_up("2026-11-16"), *map(call, calls))
    assert (step.state, step.next_try_at, step.asked_for) == (PLANNED, at(next_try), False)
    assert step.slots_tried == tried
    assert not step.text_message_due


@pytest.mark.rule("CB-4")
def test_two_proposals_to_choose_from() -> None:
    # As in the picture: it is the morning, the afternoon was tried; this evening, or tomorrow evening.
    assert next_tries(at("2026-11-19 10:42"), {0, 1}, at("2026-11-26 20:00"), store()) == [
        at("2026-11-19 17:30"),
        at("2026-11-20 17:30"),
    ]
    assert next_tries(at("2026-11-20 18:00"), {2}, at("2026-11-26 20:00"), store()) == [
        at("2026-11-23 08:30"),
        at("2026-11-23 11:30"),
    ]
    assert next_tries(at("2026-11-26 18:00"), {0}, at("2026-11-26 20:00"), store()) == []
    assert next_tries(at("2026-11-19 10:42"), {0, 1, 2}, at("2026-11-26 20:00"), store()) == []


@pytest.mark.rule("CB-4")
@pytest.mark.parametrize(
    ("visit", "calls"),
    [
        # All on one day; over three; over a weekend, which does not count.
        ("2026-11-16", ["2026-11-17 09:00", "2026-11-17 12:00", "2026-11-17 18:00"]),
        ("2026-11-16", ["2026-11-17 18:00", "2026-11-18 12:00", "2026-11-19 09:00"]),
        ("2026-11-19", ["2026-11-20 09:00", "2026-11-23 12:00", "2026-11-24 18:00"]),
        # Before National Day: Thursday 8, Friday 9, make-up Saturday 10 October.
        ("2026-09-30", ["2026-10-08 09:00", "2026-10-09 12:00", "2026-10-10 18:00"]),
        # Make-up Saturday 14 February, then nine days off: Tuesday 24 and Wednesday 25.
        ("2026-02-13", ["2026-02-14 09:00", "2026-02-24 12:00", "2026-02-25 18:00"]),
    ],
)
def test_three_slots_within_three_duty_days_are_enough(visit: str, calls: list[str]) -> None:
    situation, step = play(picked_up(visit), *map(call, calls))
    assert (step.state, step.text_message_due, step.next_try_at) == (WAITING, True, None)
    assert step.slots_tried == {0, 1, 2}
    # The message is sent once, and a further try changes nothing.
    sent = replace(situation, text_sent_at=at(calls[-1]))
    again = after_attempt(sent, call(calls[-1].replace(":00", ":30")), RULE, store())
    assert (again.state, again.text_message_due, again.next_try_at) == (WAITING, False, None)


@pytest.mark.rule("CB-4")
def test_a_closure_lengthens_the_three_days() -> None:
    # Wednesday and Thursday closed: picked up on Monday, so due on Monday 23; Tuesday, Friday, Monday are the three.
    closed = store(day("2026-11-18"), day("2026-11-19"))
    visit = picked_up("2026-11-16", calendar=closed)
    _, step = play(visit, *map(call, ["2026-11-17 18:00", "2026-11-20 09:00", "2026-11-23 12:00"]), calendar=closed)
    assert step.state is WAITING
    # The same in a store that was open: Tuesday is four duty days before Monday, and has lapsed.
    _, step = play(visit, *map(call, ["2026-11-17 18:00", "2026-11-20 09:00", "2026-11-23 12:00"]))
    assert (step.state, step.slots_tried, step.next_try_at) == (PLANNED, {0, 1}, at("2026-11-23 17:30"))


@pytest.mark.rule("CB-4")
def test_a_slot_is_tried_when_all_numbers_were_dialled_in_it() -> None:
    visit = picked_up("2026-11-16", MOBILE, HOME)
    visit, step = play(visit, call("2026-11-17 09:00"))
    assert (step.slots_tried, step.numbers_left, step.next_try_at) == (set(), (HOME.id,), at("2026-11-17 09:00"))
    visit, step = play(visit, call("2026-11-17 09:02", number=HOME))
    assert (step.slots_tried, step.numbers_left, step.next_try_at) == ({0}, (), at("2026-11-17 11:30"))
    # The afternoon in two halves, on two days.
    visit, step = play(visit, call("2026-11-17 15:00"), call("2026-11-17 18:00"), call("2026-11-17 18:01", number=HOME))
    assert (step.slots_tried, step.next_try_at) == ({0, 2}, at("2026-11-18 11:30"))
    visit, step = play(visit, call("2026-11-18 12:00", number=HOME))
    assert (step.state, step.slots_tried, step.text_message_due) == (WAITING, {0, 1, 2}, True)


@pytest.mark.rule("CB-4")
def test_a_number_not_in_service_is_passed_over_while_another_one_is_left() -> None:
    visit, step = play(picked_up("2026-11-16", MOBILE, HOME), call("2026-11-17 09:00", Outcome.NOT_IN_SERVICE))
    assert (step.state, step.correction, step.numbers_left) == (PLANNED, Correction.PHONE, (HOME.id,))
    calls = [call(f"2026-11-17 {hour}", number=HOME) for hour in ("09:01", "12:00", "18:00")]
    _, step = play(visit, *calls)
    assert (step.state, step.slots_tried) == (WAITING, {0, 1, 2})
    # Only a landline is left to be told by: no text message.
    assert not step.text_message_due


@pytest.mark.rule("CB-4")
def test_the_only_number_is_dialled_on_though_it_is_not_in_service() -> None:
    dead = [call(f"2026-11-17 {hour}", Outcome.NOT_IN_SERVICE) for hour in ("09:00", "12:00", "18:00")]
    visit, step = play(picked_up("2026-11-16"), dead[0])
    assert (step.state, step.next_try_at) == (PLANNED, at("2026-11-17 11:30"))
    _, step = play(visit, *dead[1:])
    assert (step.state, step.correction) == (WAITING, Correction.PHONE)


@pytest.mark.rule("CB-4")
@pytest.mark.rule("CUS-8")
def test_a_wrong_number_waits_for_its_correction_and_starts_anew() -> None:
    visit, step = play(
        picked_up("2026-11-16"), call("2026-11-17 09:00"), call("2026-11-17 12:00", Outcome.WRONG_NUMBER)
    )
    assert (step.state, step.correction, step.next_try_at) == (CallbackState.WAITING_FOR_NUMBER, Correction.PHONE, None)
    assert step.slots_tried == set()
    # The correction is in: what was dialled before was never the customer's number.
    new = PhoneNumber(uuid.UUID(int=9), at("2026-11-17 18:00"))
    mended = replace(visit, numbers=(new,))
    step = standing(mended, at("2026-11-17 18:00"), RULE, store())
    assert (step.state, step.next_try_at, step.numbers_left) == (PLANNED, at("2026-11-17 18:00"), (new.id,))
    # Typed in at night, or on a Saturday: when the centre opens.
    for typed_in, opens in [("2026-11-17 21:00", "2026-11-18 08:30"), ("2026-11-21 10:00", "2026-11-23 08:30")]:
        step = standing(mended, at(typed_in), RULE, store())
        assert (step.next_try_at, step.numbers_left, step.slots_tried) == (at(opens), (), set())


@pytest.mark.rule("CB-4")
def test_a_wrong_number_beside_another_one_goes_on_with_that_at_once() -> None:
    visit = picked_up("2026-11-16", MOBILE, HOME)
    _, step = play(visit, call("2026-11-17 09:00", Outcome.WRONG_NUMBER))
    assert (step.state, step.correction, step.numbers_left) == (PLANNED, Correction.PHONE, (HOME.id,))
    _, step = play(visit, call("2026-11-17 09:00", Outcome.WRONG_NUMBER), call("2026-11-17 09:01", number=HOME))
    assert (step.slots_tried, step.next_try_at) == ({0}, at("2026-11-17 11:30"))


@pytest.mark.rule("CB-4")
def test_a_number_that_came_later_does_not_undo_what_was_tried() -> None:
    visit, _ = play(picked_up("2026-11-16"), call("2026-11-17 09:00"), call("2026-11-17 12:00"))
    new = PhoneNumber(uuid.UUID(int=9), at("2026-11-17 13:00"))
    _, step = play(replace(visit, numbers=(MOBILE, new)), call("2026-11-17 18:00"))
    assert (step.slots_tried, step.numbers_left) == ({0, 1}, (new.id,))


@pytest.mark.rule("CB-4")
def test_without_any_number_it_waits_from_the_start() -> None:
    step = standing(replace(picked_up("2026-11-16"), numbers=()), at("2026-11-17 08:30"), RULE, store())
    assert (step.state, step.correction) == (CallbackState.WAITING_FOR_NUMBER, Correction.PHONE)


@pytest.mark.rule("CB-4")
def test_call_later_sets_the_next_attempt_to_that_time() -> None:
    visit, step = play(picked_up("2026-11-16"), call("2026-11-17 09:00", Outcome.CALL_LATER, later="2026-11-18 16:15"))
    assert (step.state, step.next_try_at, step.asked_for) == (PLANNED, at("2026-11-18 16:15"), True)
    # A try before that time leaves it standing, one at or after it is the promised one.
    _, step = play(visit, call("2026-11-18 16:10"))
    assert (step.next_try_at, step.asked_for) == (at("2026-11-18 16:15"), True)
    _, step = play(visit, call("2026-11-18 16:15"))
    assert (step.next_try_at, step.asked_for) == (at("2026-11-18 17:30"), False)


@pytest.mark.rule("CB-4")
def test_a_time_named_while_waiting_for_the_reply_is_called() -> None:
    tried = map(call, ["2026-11-17 09:00", "2026-11-17 12:00", "2026-11-17 18:00"])
    visit, step = play(
        picked_up("2026-11-16"), *tried, rings_back("2026-11-18 09:00", Outcome.CALL_LATER, later="2026-11-18 19:00")
    )
    assert (step.state, step.next_try_at) == (PLANNED, at("2026-11-18 19:00"))
    _, step = play(visit, call("2026-11-18 19:00"))
    assert step.state is WAITING


@pytest.mark.rule("CB-4")
def test_who_hung_up_is_not_rung_on_the_other_phone() -> None:
    visit = picked_up("2026-11-16", MOBILE, HOME)
    _, step = play(visit, call("2026-11-17 09:00", Outcome.HUNG_UP_MIDWAY))
    assert (step.state, step.slots_tried, step.numbers_left) == (PLANNED, {0}, ())
    assert step.next_try_at == at("2026-11-17 11:30")


@pytest.mark.rule("CB-6")
@pytest.mark.parametrize("outcome", [Outcome.ANSWERED, Outcome.REFUSED])
def test_a_customer_who_rings_back_is_done(outcome: Outcome) -> None:
    _, step = play(picked_up("2026-11-16"), call("2026-11-17 09:00"), rings_back("2026-11-17 09:20", outcome))
    assert step.state is CallbackState.DONE
    assert step.reason is (EndedReason.REFUSED if outcome is Outcome.REFUSED else None)


@pytest.mark.rule("CB-4")
def test_three_slots_after_the_last_day_are_texted_and_stay_overdue() -> None:
    # Two slots by Thursday 19; the third on Friday, when it is overdue.
    calls = map(call, ["2026-11-18 09:00", "2026-11-19 12:00", "2026-11-20 18:00"])
    _, step = play(picked_up("2026-11-16"), *calls)
    assert (step.state, step.text_message_due, step.next_try_at) == (PLANNED, True, None)


@pytest.mark.rule("CB-4")
@pytest.mark.rule("CB-9")
def test_a_reply_after_the_end_is_an_amendment() -> None:
    visit, step = play(picked_up("2026-11-16"), call("2026-11-17 09:00", Outcome.REFUSED))
    for reply, amends in [(rings_back("2026-11-17 10:00"), True), (call("2026-11-17 10:00"), False)]:
        step = after_attempt(visit, reply, RULE, store())
        assert (step.state, step.amends, step.next_try_at) == (CallbackState.DONE, amends, None)
    # The evening has not run yet: by 20:00 the callback is ended all the same.
    tried = map(call, ["2026-11-17 09:00", "2026-11-17 12:00", "2026-11-17 18:00"])
    visit, _ = play(picked_up("2026-11-16"), *tried)
    step = after_attempt(visit, rings_back("2026-11-19 20:05"), RULE, store())
    assert (step.state, step.amends) == (CallbackState.UNREACHED, True)
    step = after_attempt(visit, rings_back("2026-11-19 19:55"), RULE, store())
    assert (step.state, step.amends) == (CallbackState.DONE, False)


@pytest.mark.rule("CB-4")
def test_a_call_saved_late_counts_at_its_own_time() -> None:
    """The network was cut: 12:00 is saved after 18:00."""
    visit, _ = play(picked_up("2026-11-16"), call("2026-11-17 09:00"), call("2026-11-17 18:00"))
    _, step = play(visit, call("2026-11-17 12:00"))
    assert (step.state, step.slots_tried) == (WAITING, {0, 1, 2})
