"""What the evening makes of an open callback, worked out by hand (CB-4, CB-5), and what it counts as (KPI words)."""

from dataclasses import replace

import pytest

from dealer.callbacks.rules.attempts.closing import at_closing
from dealer.callbacks.rules.attempts.counted import is_timely, reached_at, tried_enough_at
from dealer.callbacks.rules.attempts.outcomes import Outcome
from dealer.callbacks.rules.attempts.situation import Attempt, EndedReason, Situation
from dealer.callbacks.rules.attempts.standing import after_attempt
from dealer.callbacks.rules.buckets import CallbackState, MissedReason
from dealer.callbacks.rules.windows import due_window
from tests.dealer.callbacks.calendars import at, day, store
from tests.dealer.callbacks.rules_of_calls.situations import HOME, RULE, call, picked_up, play, rings_back

# Picked up on Monday 2026-11-16: latest Thursday 19 at 20:00, callable until Thursday 26 at 20:00.
MONDAY = "2026-11-16"
ENOUGH = ["2026-11-17 09:00", "2026-11-17 12:00", "2026-11-18 18:00"]


def evening(situation: Situation, when: str) -> tuple[str, str | None]:
    step = at_closing(situation, at(when), RULE, store())
    return step.state.value, step.reason.value if step.reason else None


def visited(*calls: Attempt) -> Situation:
    return play(picked_up(MONDAY), *calls)[0]


@pytest.mark.rule("CB-4")
def test_three_slots_and_no_reply_is_unreached_when_the_latest_day_closes() -> None:
    visit = replace(visited(*map(call, ENOUGH)), text_sent_at=at("2026-11-18 18:05"))
    assert evening(visit, "2026-11-18 20:00") == ("waiting_for_reply", None)
    assert evening(visit, "2026-11-19 19:59") == ("waiting_for_reply", None)
    assert evening(visit, "2026-11-19 20:00") == ("unreached", "no_reply")
    assert evening(replace(visit, text_sent_at=None), "2026-11-19 20:00") == ("unreached", "text_not_sent")
    landline = play(picked_up(MONDAY, HOME), *(call(when, number=HOME) for when in ENOUGH))[0]
    assert evening(landline, "2026-11-19 20:00") == ("unreached", "no_reply")


@pytest.mark.rule("CB-4")
@pytest.mark.parametrize("calls", [[], ENOUGH[:1], ENOUGH[:2], [*ENOUGH[:2], "2026-11-20 18:00"]])
def test_fewer_than_three_slots_is_overdue_then_missed_and_never_unreached(calls: list[str]) -> None:
    visit = visited(*map(call, calls))
    assert evening(visit, "2026-11-19 20:00") == ("planned", None)
    assert evening(visit, "2026-11-25 20:00") == ("planned", None)
    assert evening(visit, "2026-11-26 19:59") == ("planned", None)
    assert evening(visit, "2026-11-26 20:00") == ("missed", "not_tried_enough")


@pytest.mark.rule("CB-4")
@pytest.mark.parametrize(
    ("visit", "latest", "missed"),
    [
        # The third duty day after 30 September is make-up Saturday 10 October; seven calendar days on is a Saturday.
        ("2026-09-30", "2026-10-10 20:00", "2026-10-17 20:00"),
        # Thursday: Tuesday 24.
        ("2026-11-19", "2026-11-24 20:00", "2026-12-01 20:00"),
    ],
)
def test_the_days_of_the_end(visit: str, latest: str, missed: str) -> None:
    situation = picked_up(visit)
    assert (situation.overdue_after, situation.callable_until) == (at(latest), at(missed))
    assert evening(situation, latest) == ("planned", None)
    assert evening(situation, missed) == ("missed", "not_tried_enough")


@pytest.mark.rule("CB-4")
def test_a_closure_moves_the_end_with_the_latest_day() -> None:
    closed = store(day("2026-11-18"), day("2026-11-19"))
    visit, _ = play(picked_up(MONDAY, calendar=closed), *map(call, ENOUGH[:2]), calendar=closed)
    visit, _ = play(visit, call("2026-11-20 18:00"), calendar=closed)
    # Tuesday 17, Friday 20, Monday 23.
    assert at_closing(visit, at("2026-11-20 20:00"), RULE, closed).state is CallbackState.WAITING_FOR_REPLY
    assert at_closing(visit, at("2026-11-23 20:00"), RULE, closed).state is CallbackState.UNREACHED


@pytest.mark.rule("CB-4")
def test_without_a_correction_it_ends_without_a_valid_number() -> None:
    visit = visited(call("2026-11-17 09:00", Outcome.WRONG_NUMBER))
    assert evening(visit, "2026-11-19 20:00") == ("waiting_for_number", None)
    assert evening(visit, "2026-11-26 20:00") == ("no_valid_number", None)
    nobody = replace(picked_up(MONDAY), numbers=())
    assert evening(nobody, "2026-11-16 20:00") == ("waiting_for_number", None)
    assert evening(nobody, "2026-11-26 20:00") == ("no_valid_number", None)


@pytest.mark.rule("CB-4")
def test_who_hung_up_was_reached_and_is_done_that_evening() -> None:
    visit = visited(call("2026-11-17 09:00", Outcome.HUNG_UP_MIDWAY))
    assert evening(visit, "2026-11-18 20:00") == ("planned", None)
    assert evening(visit, "2026-11-19 20:00") == ("done", "incomplete")
    # When it was overdue already, on the evening of the call.
    late = visited(call("2026-11-23 09:00", Outcome.HUNG_UP_MIDWAY))
    assert evening(late, "2026-11-23 19:00") == ("planned", None)
    assert evening(late, "2026-11-23 20:00") == ("done", "incomplete")


@pytest.mark.rule("CB-4")
def test_a_promise_is_kept_open_beyond_the_latest_day() -> None:
    visit = visited(call("2026-11-17 09:00", Outcome.CALL_LATER, later="2026-11-30 10:00"))
    for open_evening in ("2026-11-19 20:00", "2026-11-26 20:00", "2026-11-30 20:00", "2026-12-06 20:00"):
        assert evening(visit, open_evening) == ("planned", None)
    # Nobody called: seven days after the day that the customer named.
    assert evening(visit, "2026-12-07 20:00") == ("missed", "not_tried_enough")
    # Called, and not reached again in three slots: spoken to, so not 'unreached'.
    called, _ = play(visit, *map(call, ["2026-11-30 10:00", "2026-11-30 12:00", "2026-11-30 18:00"]))
    assert evening(called, "2026-11-30 20:00") == ("done", "incomplete")


@pytest.mark.rule("CB-4")
def test_a_promise_after_closing_outlives_that_evening() -> None:
    visit = visited(call("2026-11-19 09:00", Outcome.CALL_LATER, later="2026-11-19 20:30"))
    assert evening(visit, "2026-11-19 20:00") == ("planned", None)
    step = after_attempt(visit, call("2026-11-19 20:30", Outcome.ANSWERED), RULE, store())
    assert (step.state, step.amends) == (CallbackState.DONE, False)


@pytest.mark.rule("CB-4")
def test_a_relatives_word_does_not_make_good_who_called_too_late() -> None:
    """First tried when it was overdue: three slots then don't make it 'unreached'."""
    else_ = call("2026-11-20 09:00", Outcome.ANSWERED_BY_SOMEONE_ELSE, later="2026-11-24 12:00")
    visit, step = play(picked_up(MONDAY), else_, call("2026-11-24 12:00"), call("2026-11-24 18:00"))
    assert step.state is CallbackState.PLANNED
    visit, step = play(visit, call("2026-11-25 09:00"))
    assert (step.state, step.text_message_due) == (CallbackState.PLANNED, True)
    assert evening(visit, "2026-11-30 20:00") == ("planned", None)
    assert evening(visit, "2026-12-01 20:00") == ("missed", "not_tried_enough")


@pytest.mark.rule("CB-4")
def test_who_was_put_off_when_overdue_and_not_reached_again_was_spoken_to() -> None:
    put_off = call("2026-11-20 09:00", Outcome.CALL_LATER, later="2026-11-23 12:00")
    visit = visited(put_off, call("2026-11-23 12:00"))
    assert evening(visit, "2026-11-23 20:00") == ("planned", None)
    visit, step = play(visit, call("2026-11-23 18:00"))
    assert (step.state, step.text_message_due) == (CallbackState.PLANNED, True)
    assert evening(visit, "2026-11-23 20:00") == ("done", "incomplete")


@pytest.mark.rule("CB-5")
def test_an_open_complaint_not_contacted_by_the_latest_day_is_missed() -> None:
    visit = replace(picked_up(MONDAY), complaint_open=True)
    assert evening(visit, "2026-11-18 20:00") == ("planned", None)
    assert evening(visit, "2026-11-19 20:00") == ("missed", MissedReason.COMPLAINT_NOT_CONTACTED.value)


@pytest.mark.rule("CB-4")
def test_tries_that_are_too_old_by_tomorrow_no_longer_count() -> None:
    visit = visited(call("2026-11-17 09:00"), call("2026-11-18 12:00"))
    assert at_closing(visit, at("2026-11-18 20:00"), RULE, store()).slots_tried == {0, 1}
    assert at_closing(visit, at("2026-11-19 20:00"), RULE, store()).slots_tried == {1}
    assert at_closing(visit, at("2026-11-20 20:00"), RULE, store()).slots_tried == set()


@pytest.mark.rule("CB-4")
@pytest.mark.parametrize("state", [each for each in CallbackState if not each.is_open])
def test_what_has_ended_stays(state: CallbackState) -> None:
    assert evening(replace(picked_up(MONDAY), state=state), "2027-01-04 20:00") == (state.value, None)


@pytest.mark.rule("CB-4")
@pytest.mark.parametrize(
    ("calls", "reached", "enough", "timely"),
    [
        ([call("2026-11-17 09:00", Outcome.REFUSED)], "2026-11-17 09:00", None, True),
        ([call("2026-11-17 09:00", Outcome.ANSWERED_BY_SOMEONE_ELSE)], None, None, False),
        ([rings_back("2026-11-19 19:59")], "2026-11-19 19:59", None, True),
        ([call("2026-11-20 09:00", Outcome.ANSWERED)], "2026-11-20 09:00", None, False),
        ([*map(call, ENOUGH)], None, "2026-11-18 18:00", True),
        # Tried enough in time, reached later.
        ([*map(call, ENOUGH), rings_back("2026-11-20 09:00")], "2026-11-20 09:00", "2026-11-18 18:00", True),
        ([*map(call, [*ENOUGH[:2], "2026-11-19 20:00"])], None, None, False),
    ],
)
def test_reached_and_timely(calls: list[Attempt], reached: str | None, enough: str | None, timely: bool) -> None:
    visit = replace(picked_up(MONDAY), trail=tuple(calls))
    when = reached_at(visit.trail), tried_enough_at(visit, RULE, store())
    assert when == (reached and at(reached), enough and at(enough))
    assert is_timely(*when, due_window(RULE, day(MONDAY), store())) == timely


@pytest.mark.rule("CB-4")
@pytest.mark.parametrize("reason", [EndedReason.CAR_SOLD, EndedReason.DENIES_VISIT])
def test_why_it_is_done_is_kept(reason: EndedReason) -> None:
    _, step = play(picked_up(MONDAY), call("2026-11-17 09:00", Outcome(reason.value)))
    assert (step.state, step.reason) == (CallbackState.DONE, reason)
