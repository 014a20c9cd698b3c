"""How a callback goes on: after an attempt, after its numbers changed, after the text message was sent (CB-4).

Asked in this order:
1. An outcome that ends ends it, as 'done'.
2. Without a number that could be dialled it waits for the correction; so does one that never had a number.
3. A time that the customer named is the next try.
4. Three slots tried up by its last day: the text message is due and it waits for the reply. When that came about
   later, the message is due as well, but it stays overdue: it ends 'missed', never 'unreached'.
5. Another number in a slot begun is dialled at once; else the next slot not tried up is the next try.

Its last day is the row's (`overdue_after`), or a later one that was named in a call before that day ended: as with a
wish (CB-1) the promise is kept open, and the seven days more count from it.
"""

import datetime as dt
from dataclasses import replace

from dealer.callbacks.rules.attempts.closing import at_closing, callable_until, last_closing
from dealer.callbacks.rules.attempts.next_tries import next_tries
from dealer.callbacks.rules.attempts.outcomes import Outcome
from dealer.callbacks.rules.attempts.situation import Attempt, EndedReason, Situation, Step
from dealer.callbacks.rules.attempts.trail import Trail, numbers_left, read_trail, slots_tried
from dealer.callbacks.rules.buckets import CallbackState
from dealer.callbacks.rules.programmes import ProgrammeRule
from tenants.calendar.interface import StoreCalendar, store_day

_DONE_REASONS = {
    Outcome.REFUSED: EndedReason.REFUSED,
    Outcome.CAR_SOLD: EndedReason.CAR_SOLD,
    Outcome.DENIES_VISIT: EndedReason.DENIES_VISIT,
}


def after_attempt(situation: Situation, attempt: Attempt, rule: ProgrammeRule, calendar: StoreCalendar) -> Step:
    """What becomes of the callback by this attempt, which is not in the situation's trail yet.

    A callback whose end has come is ended whether or not the evening ran: then a conversation is an amendment, and
    anything else changes nothing.
    """
    before = at_closing(situation, attempt.at, rule, calendar)
    if not before.state.is_open:
        return replace(before, amends=attempt.outcome.is_conversation)
    step = _ended(situation, attempt, rule, calendar) or standing(situation.after(attempt), attempt.at, rule, calendar)
    another = attempt.outcome.needs_another_caller and step.next_try_at is not None
    return replace(step, correction=attempt.outcome.correction or step.correction, another_caller=another)


def standing(situation: Situation, at: dt.datetime, rule: ProgrammeRule, calendar: StoreCalendar) -> Step:
    """How an open callback stands at `at` (aware), from its trail and numbers alone.

    To be asked after the person's numbers were corrected, and before the first try of one without any. An ended one
    stays as it is.
    """
    if not situation.state.is_open:
        return Step(situation.state)
    trail = read_trail(situation, rule, calendar)
    tried = slots_tried(trail, store_day(at), rule, calendar)
    if not trail.to_dial:
        return Step(CallbackState.WAITING_FOR_NUMBER, slots_tried=tried, correction=Outcome.WRONG_NUMBER.correction)
    if trail.promised_at is not None:
        return Step(CallbackState.PLANNED, next_try_at=trail.promised_at, asked_for=True, slots_tried=tried)
    if trail.enough_at is not None:
        return _tried_enough(situation, trail, calendar, tried)
    left = numbers_left(trail, at, rule, calendar)
    upcoming = [at] if left else next_tries(at, tried, callable_until(situation, trail, rule, calendar), calendar)
    first = upcoming[0] if upcoming else None
    return Step(CallbackState.PLANNED, next_try_at=first, slots_tried=tried, numbers_left=left)


def _ended(situation: Situation, attempt: Attempt, rule: ProgrammeRule, calendar: StoreCalendar) -> Step | None:
    if not attempt.outcome.ends:
        return None
    trail = read_trail(situation.after(attempt), rule, calendar)
    tried = slots_tried(trail, store_day(attempt.at), rule, calendar)
    return Step(CallbackState.DONE, _DONE_REASONS.get(attempt.outcome), slots_tried=tried)


def _tried_enough(situation: Situation, trail: Trail, calendar: StoreCalendar, tried: frozenset[int]) -> Step:
    assert trail.enough_at is not None
    in_time = trail.enough_at < last_closing(situation, trail, calendar)
    return Step(
        CallbackState.WAITING_FOR_REPLY if in_time else CallbackState.PLANNED,
        slots_tried=tried,
        text_message_due=text_is_due(situation, trail),
    )


def text_is_due(situation: Situation, trail: Trail) -> bool:
    """Is the text message still to go out? Only where a number takes one; a landline alone is just waited for."""
    takes_text = any(each.takes_text for each in trail.to_dial)
    return trail.enough_at is not None and situation.text_sent_at is None and takes_text
