"""Conversations: who is called once for several callbacks (CB-5)."""

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer.callbacks.rules.buckets import CallbackState
from dealer.callbacks.rules.conversations import Conversation, Due, conversations, not_before
from dealer.callbacks.rules.programmes import Programme
from tests.dealer.callbacks.calendars import at, day

SHEN, WANG = uuid.UUID(int=1), uuid.UUID(int=2)
SALE, REPAIR, TWO_WEEKS = Programme.SEVEN_DC, Programme.THREE_DC, Programme.SERVICE_14


def due(
    number: int,
    person: uuid.UUID | None,
    when: str,
    programme: Programme = REPAIR,
    state: CallbackState = CallbackState.PLANNED,
    not_before: str | None = None,
) -> Due:
    first = day(not_before) if not_before else None
    return Due(uuid.UUID(int=100 + number), person, programme, at(when), state, first)


def numbers(talk: Conversation) -> list[int]:
    return [each.int - 100 for each in talk.callbacks]


@pytest.mark.rule("CB-5")
def test_one_person_is_called_once_at_the_earliest_due_time() -> None:
    found = conversations(
        [
            due(1, SHEN, "2026-11-23 20:00", SALE),
            due(2, SHEN, "2026-11-19 20:00"),
            due(3, WANG, "2026-11-18 20:00"),
            due(4, SHEN, "2026-11-19 20:00", state=CallbackState.WAITING_FOR_REPLY),
        ]
    )
    assert [(talk.person, talk.due_at, numbers(talk)) for talk in found] == [
        (WANG, at("2026-11-18 20:00"), [3]),
        (SHEN, at("2026-11-19 20:00"), [2, 4, 1]),
    ]


@pytest.mark.rule("CB-5")
def test_nobody_known_is_nobody_the_same() -> None:
    found = conversations([due(1, None, "2026-11-19 20:00"), due(2, None, "2026-11-19 20:00")])
    assert [numbers(talk) for talk in found] == [[1], [2]]


@pytest.mark.rule("CB-5")
def test_two_weeks_tracking_waits_for_its_own_day() -> None:
    first = not_before(TWO_WEEKS, day("2026-11-16"), day("2026-11-30")).isoformat()
    found = conversations(
        [
            due(1, SHEN, "2026-11-19 20:00"),
            due(2, SHEN, "2026-11-30 20:00", TWO_WEEKS, not_before=first),
            due(3, SHEN, "2026-12-01 20:00", not_before="2026-11-26"),
        ]
    )
    # The second repair, picked up on the 26th, is asked with the two weeks' tracking of the first.
    assert [numbers(talk) for talk in found] == [[1], [2, 3]]


@pytest.mark.rule("CB-5")
@pytest.mark.parametrize(
    ("programme", "first"), [(SALE, "2026-11-17"), (REPAIR, "2026-11-16"), (TWO_WEEKS, "2026-11-30")]
)
def test_from_when_a_callback_may_be_asked(programme: Programme, first: str) -> None:
    assert not_before(programme, day("2026-11-16"), day("2026-11-30")) == day(first)


@st.composite
def open_ones(draw: st.DrawFn) -> Due:
    """One that may be asked from some day up to its due day on."""
    offset = draw(st.integers(0, 12))
    when = at("2026-11-16 20:00") + dt.timedelta(days=offset)
    first = draw(st.none() | st.integers(0, 9).map(lambda days: when.date() - dt.timedelta(days=days)))
    person, programme = draw(st.sampled_from([SHEN, WANG, None])), draw(st.sampled_from(Programme))
    return Due(draw(st.uuids()), person, programme, when, draw(st.sampled_from(CallbackState)), first)


@pytest.mark.rule("CB-5")
@given(st.lists(open_ones(), max_size=12, unique_by=lambda each: each.id))
def test_every_open_callback_is_in_one_conversation(callbacks: list[Due]) -> None:
    known = {each.id: each for each in callbacks}
    found = conversations(callbacks)
    asked = [each for talk in found for each in talk.callbacks]
    assert sorted(asked) == sorted(each.id for each in callbacks if each.state.is_open)
    for talk in found:
        assert {known[each].person for each in talk.callbacks} == {talk.person}
        assert talk.due_at == min(known[each].due_at for each in talk.callbacks)
        assert talk.person is not None or len(talk.callbacks) == 1
    assert conversations(reversed(callbacks)) == found


@pytest.mark.rule("CB-5")
@given(st.lists(open_ones(), max_size=12, unique_by=lambda each: each.id))
def test_two_talks_with_one_person_could_not_have_been_one(callbacks: list[Due]) -> None:
    known = {each.id: each for each in callbacks}
    found = conversations(callbacks)
    for index, talk in enumerate(found):
        for later in found[index + 1 :]:
            if talk.person is not None and later.person == talk.person:
                first_days = [known[each].not_before for each in later.callbacks]
                assert all(first is not None and first > talk.due_at.date() for first in first_days)
