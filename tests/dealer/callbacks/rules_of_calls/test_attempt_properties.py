"""Attempts and evenings against a book kept by hand, and what holds whatever happens (CB-4)."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backbone.clock import SHANGHAI
from dealer.callbacks.rules.attempts.closing import at_closing
from dealer.callbacks.rules.attempts.outcomes import Outcome
from dealer.callbacks.rules.attempts.situation import Attempt, EndedReason, PhoneNumber, Situation
from dealer.callbacks.rules.attempts.standing import after_attempt
from dealer.callbacks.rules.buckets import CallbackState
from dealer.callbacks.rules.programmes import STANDARD_RULES, ProgrammeRule
from dealer.callbacks.rules.windows import due_window
from tenants.calendar.interface import StoreCalendar
from tests.dealer.callbacks.calendars import store
from tests.dealer.callbacks.rules_of_calls.by_hand import Book, day_of, eight
from tests.tenants.calendar.by_hand import ONE_DAY, is_duty, walk
from tests.tenants.calendar.strategies import days_and_closures

TIMES = [dt.time(h, m) for h, m in [(8, 0), (8, 30), (9, 0), (11, 29), (11, 30), (15, 0), (17, 30), (19, 59), (20, 0)]]
# As calls go: mostly nobody answers.
OUTCOMES = [*Outcome, *[Outcome.NO_ANSWER] * 8, Outcome.BUSY, Outcome.POWERED_OFF, Outcome.ANSWERED_BY_SOMEONE_ELSE]
rules = st.sampled_from(list(STANDARD_RULES.values()))


def moment(first: dt.date, offset: int, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(first + offset * ONE_DAY, time, SHANGHAI)


@st.composite
def attempts(draw: st.DrawFn, first: dt.date, numbers: tuple[PhoneNumber, ...], calendar: StoreCalendar) -> Attempt:
    when = moment(first, draw(st.integers(-1, 12)), draw(st.sampled_from(TIMES)))
    outcome = draw(st.sampled_from(OUTCOMES))
    named = outcome.needs_time or (outcome.may_name_time and draw(st.booleans()))
    later = when + draw(st.timedeltas(dt.timedelta(minutes=1), dt.timedelta(days=9))) if named else None
    inbound = outcome.may_be_inbound and (not numbers or draw(st.integers(0, 3)) == 0)
    number = draw(st.sampled_from(numbers)).id if numbers and not inbound else uuid.UUID(int=99)
    slot = calendar.hours.slot_at(when)
    return Attempt(when, outcome, number, slot.number if slot else None, inbound, later)


@st.composite
def stories(draw: st.DrawFn) -> tuple[Situation, list[Attempt], ProgrammeRule, StoreCalendar]:
    """A planned callback and the calls that were made for it, in the order of time."""
    rule = draw(rules)
    day0, closed = draw(days_and_closures())
    calendar = store(*closed)
    window = due_window(rule, day0, calendar)
    since = [moment(window.first_try_on, draw(st.sampled_from([-30, -30, 1])), dt.time(12)) for _ in range(3)]
    every = tuple(PhoneNumber(uuid.UUID(int=n), since[n], takes_text=n != 1) for n in range(3))
    numbers = every[: draw(st.sampled_from([1, 1, 1, 2, 2, 3, 0]))]
    texted = draw(st.sampled_from([None, window.latest_at]))
    visit = Situation(CallbackState.PLANNED, window.overdue_after, window.callable_until, numbers, (), texted)
    visit = replace(visit, complaint_open=draw(st.integers(0, 5)) == 0)
    made = draw(st.lists(attempts(window.first_try_on, numbers, calendar), max_size=9))
    return visit, sorted(made, key=lambda each: each.at), rule, calendar


@pytest.mark.rule("CB-4")
@settings(max_examples=200)
@given(stories())
def test_calls_and_evenings_agree_with_the_book(
    story: tuple[Situation, list[Attempt], ProgrammeRule, StoreCalendar],
) -> None:
    visit, calls, rule, calendar = story
    book = Book.of(visit, calendar.duty.closures)
    first = day_of(min([visit.overdue_after, *(each.at for each in calls)]))
    reason = None
    for offset in range((day_of(visit.callable_until) - first).days + 25):
        evening = eight(first + offset * ONE_DAY)
        while calls and calls[0].at < evening:
            call = calls.pop(0)
            book.write(call)
            step = after_attempt(visit, call, rule, calendar)
            if visit.state.is_open:
                visit, reason = replace(visit.after(call), state=step.state), step.reason
                assert step.slots_tried == book.slots(book.dialled(), day_of(call.at))
        book.close(evening)
        step = at_closing(visit, evening, rule, calendar)
        if visit.state.is_open:
            visit, reason = replace(visit, state=step.state), step.reason
        assert visit.state.is_open == (book.end is None)
    assert (visit.state.value, reason.value if reason else None) == book.end


@pytest.mark.rule("CB-4")
@given(stories(), st.integers(0, 40))
def test_what_was_missed_is_made_up_for(
    story: tuple[Situation, list[Attempt], ProgrammeRule, StoreCalendar], days: int
) -> None:
    """One run after some evenings says what the first of them would have said; the order of rows is nothing."""
    visit, calls, rule, calendar = story
    visit = replace(visit, trail=tuple(each for each in calls if not each.outcome.ends))
    start = day_of(max([visit.overdue_after, *(each.at for each in visit.trail)]))
    evenings = [at_closing(visit, eight(start + n * ONE_DAY), rule, calendar) for n in range(days + 1)]
    ended = [(each.state, each.reason) for each in evenings if not each.state.is_open]
    assert len(set(ended)) <= 1
    assert [each.state.is_open for each in evenings] == sorted((each.state.is_open for each in evenings), reverse=True)
    shuffled = replace(visit, trail=tuple(sorted(visit.trail, key=lambda each: (-each.at.timestamp(), each.outcome))))
    if len({each.at for each in visit.trail}) == len(visit.trail):
        assert at_closing(shuffled, eight(start), rule, calendar) == evenings[0]


@pytest.mark.rule("CB-4")
@given(stories())
def test_nobody_is_unreached_who_was_spoken_to_or_not_tried_in_three_slots(
    story: tuple[Situation, list[Attempt], ProgrammeRule, StoreCalendar],
) -> None:
    visit, calls, rule, calendar = story
    for call in calls:
        before = visit
        step = after_attempt(visit, call, rule, calendar)
        visit = replace(visit.after(call), state=step.state)
        dialled = {each.slot for each in visit.trail if not each.inbound and each.slot is not None}
        if step.state in {CallbackState.UNREACHED, CallbackState.WAITING_FOR_REPLY} or step.text_message_due:
            assert dialled == {0, 1, 2}
        if step.state is CallbackState.UNREACHED and before.state.is_open:
            assert not any(each.outcome.is_conversation for each in before.trail)
        if step.next_try_at is not None:
            assert step.next_try_at >= call.at
            assert step.state is CallbackState.PLANNED
        if step.numbers_left:
            assert step.next_try_at == call.at
        if step.amends:
            assert call.outcome.is_conversation
            assert not step.state.is_open


@pytest.mark.rule("CB-4")
@given(rules, days_and_closures(), st.integers(1, 3), st.integers(0, 2))
def test_who_dials_when_told_to_is_never_late(
    rule: ProgrammeRule, visit: tuple[dt.date, frozenset[dt.date]], count: int, slot: int
) -> None:
    """From any slot of the first day on, nobody answering: tried enough within three days, in time, then unreached."""
    day0, closed = visit
    calendar = store(*closed)
    window = due_window(rule, day0, calendar)
    numbers = tuple(PhoneNumber(uuid.UUID(int=n), moment(day0, -30, dt.time(12))) for n in range(count))
    situation = Situation(CallbackState.PLANNED, window.overdue_after, window.callable_until, numbers)
    when: dt.datetime | None = calendar.hours.slots(window.first_try_on)[slot].starts
    dialled, days = 0, set()
    left = tuple(each.id for each in numbers)
    while when is not None:
        days.add(day_of(when))
        here = calendar.hours.slot_at(when)
        call = Attempt(when, Outcome.NO_ANSWER, (left or (numbers[0].id,))[0], here.number if here else None)
        step = after_attempt(situation, call, rule, calendar)
        situation, dialled = replace(situation.after(call), state=step.state), dialled + 1
        when, left = step.next_try_at, step.numbers_left or tuple(each.id for each in numbers)
    assert len(days) <= 2
    assert all(is_duty(each, closed) for each in days)
    if dialled < 3 * count:
        # Begun late on its first day, before a closure that outlasts the seven days more.
        assert dialled == (3 - slot) * count
        assert eight(walk(window.first_try_on, 1, closed)) > window.callable_until
        return
    assert step.text_message_due
    # A first try on the last day, begun late on it, has no third slot in time.
    in_time = max(days) <= window.latest_on
    assert in_time or window.first_try_on == window.latest_on
    assert (situation.state is CallbackState.WAITING_FOR_REPLY) == in_time
    end = at_closing(situation, max(window.latest_at, eight(max(days))), rule, calendar)
    if in_time:
        assert (end.state, end.reason) == (CallbackState.UNREACHED, EndedReason.TEXT_NOT_SENT)
