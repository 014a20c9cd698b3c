"""What each outcome means, and attempts that can't have been so (CB-4, CUS-8, HQ-9)."""

import datetime as dt

import pytest

from dealer.callbacks.rules.attempts.outcomes import Correction, Outcome
from dealer.callbacks.rules.attempts.situation import Attempt, AttemptError
from dealer.callbacks.rules.buckets import CallbackState
from tests.dealer.callbacks.calendars import at
from tests.dealer.callbacks.rules_of_calls.situations import MOBILE, call, picked_up, play, rings_back

HALF_HOUR = dt.timedelta(minutes=30)


def an_attempt(outcome: Outcome) -> Attempt:
    return call("2026-11-17 09:00", outcome, later="2026-11-18 15:00" if outcome.needs_time else None)


# outcome, reached, ends, correction
TABLE = {
    Outcome.ANSWERED: (True, True, None),
    Outcome.ANSWERED_BY_SOMEONE_ELSE: (False, False, None),
    Outcome.HUNG_UP_MIDWAY: (True, False, None),
    Outcome.NO_ANSWER: (False, False, None),
    Outcome.BUSY: (False, False, None),
    Outcome.POWERED_OFF: (False, False, None),
    Outcome.NOT_IN_SERVICE: (False, False, Correction.PHONE),
    Outcome.WRONG_NUMBER: (False, False, Correction.PHONE),
    Outcome.REFUSED: (True, True, None),
    Outcome.CALL_LATER: (True, False, None),
    Outcome.CAR_SOLD: (True, True, Correction.OWNER),
    Outcome.DENIES_VISIT: (True, True, Correction.VISIT),
    Outcome.LANGUAGE: (False, False, None),
}


@pytest.mark.rule("CB-4")
@pytest.mark.rule("CUS-8")
@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_its_meaning(outcome: Outcome) -> None:
    reached, ends, correction = TABLE[outcome]
    assert (outcome.is_conversation, outcome.ends, outcome.correction) == (reached, ends, correction)
    _, step = play(picked_up("2026-11-16"), an_attempt(outcome))
    assert (step.state is CallbackState.DONE) == ends
    assert step.correction == correction
    assert step.another_caller == (outcome is Outcome.LANGUAGE)
    assert not step.amends


@pytest.mark.rule("CB-4")
@pytest.mark.parametrize("outcome", Outcome)
def test_only_a_wrong_number_tries_no_slot(outcome: Outcome) -> None:
    _, step = play(picked_up("2026-11-16"), an_attempt(outcome))
    assert step.slots_tried == (frozenset() if outcome is Outcome.WRONG_NUMBER else {0})


@pytest.mark.rule("HQ-9")
def test_denying_the_visit_is_a_sign_for_headquarters() -> None:
    assert [each for each in Outcome if each.hints_at_made_up_data] == [Outcome.DENIES_VISIT]


@pytest.mark.rule("CB-4")
@pytest.mark.parametrize(
    ("outcome", "after", "code"),
    [
        (Outcome.CALL_LATER, None, "time_missing"),
        (Outcome.CALL_LATER, dt.timedelta(0), "time_past"),
        (Outcome.CALL_LATER, -HALF_HOUR, "time_past"),
        (Outcome.CALL_LATER, dt.timedelta(days=367), "time_too_far"),
        (Outcome.BUSY, HALF_HOUR, "time_not_asked"),
        (Outcome.ANSWERED, HALF_HOUR, "time_not_asked"),
    ],
)
def test_a_time_fits_its_outcome(outcome: Outcome, after: dt.timedelta | None, code: str) -> None:
    moment = at("2026-11-17 09:00")
    with pytest.raises(AttemptError) as refused:
        Attempt(moment, outcome, MOBILE.id, 0, call_at=None if after is None else moment + after)
    assert (refused.value.code, refused.value.field) == (code, "call_at")


@pytest.mark.rule("CB-4")
@pytest.mark.parametrize("outcome", [Outcome.HUNG_UP_MIDWAY, Outcome.ANSWERED_BY_SOMEONE_ELSE])
def test_others_may_name_a_time_too(outcome: Outcome) -> None:
    _, step = play(picked_up("2026-11-16"), call("2026-11-17 09:00", outcome, later="2026-11-17 18:00"))
    assert (step.next_try_at, step.asked_for) == (at("2026-11-17 18:00"), True)


@pytest.mark.rule("CB-6")
@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.BUSY, Outcome.NOT_IN_SERVICE, Outcome.WRONG_NUMBER])
def test_nobody_rings_back_and_does_not_answer(outcome: Outcome) -> None:
    with pytest.raises(AttemptError) as refused:
        rings_back("2026-11-17 09:00", outcome)
    assert refused.value.code == "nobody_rang_back"


@pytest.mark.rule("CB-4")
def test_a_call_of_ours_was_to_a_number() -> None:
    with pytest.raises(AttemptError) as refused:
        Attempt(at("2026-11-17 09:00"), Outcome.BUSY, slot=0)
    assert refused.value.code == "number_missing"
