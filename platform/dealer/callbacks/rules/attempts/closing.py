"""What the evening makes of an open callback (CB-4, CB-5). The answer depends on the moment asked for alone, so that
a run that was missed is made up for, and whoever comes after the end finds it ended."""

import datetime as dt

from dealer.callbacks.rules.attempts.outcomes import Correction
from dealer.callbacks.rules.attempts.situation import EndedReason, Situation, Step
from dealer.callbacks.rules.attempts.trail import Trail, read_trail, slots_tried
from dealer.callbacks.rules.buckets import CallbackState, MissedReason
from dealer.callbacks.rules.programmes import ProgrammeRule
from tenants.calendar.interface import StoreCalendar, store_day

DONE, MISSED = CallbackState.DONE, CallbackState.MISSED
ONE_DAY = dt.timedelta(days=1)


def at_closing(situation: Situation, now: dt.datetime, rule: ProgrammeRule, calendar: StoreCalendar) -> Step:
    """What holds at `now` (aware), a closing or any later moment; the state is the same while it stays.

    `slots_tried` of one that stays are those that will still count on the next duty day.
    """
    if not situation.state.is_open:
        return Step(situation.state)
    trail = read_trail(situation, rule, calendar)
    if not trail.to_dial:
        return _without_number(situation, trail, now, rule, calendar)
    if now >= last_closing(situation, trail, calendar) and (end := _end(situation, trail, now, rule, calendar)):
        return end
    return _stays(situation, trail, now, rule, calendar)


def last_closing(situation: Situation, trail: Trail, calendar: StoreCalendar) -> dt.datetime:
    """The end of the last day on which this callback is made in order: its own, or one that was named in a call.

    Only what was said before that day ended moves it: who first calls when it is overdue stays late (CB-4).
    """
    last = calendar.closing(store_day(situation.overdue_after))
    for promise in trail.promises:
        if promise.said_at < last:
            last = max(last, _evening(promise.call_at, calendar))
    return last


def callable_until(situation: Situation, trail: Trail, rule: ProgrammeRule, calendar: StoreCalendar) -> dt.datetime:
    """Until when it may be made at all: the row's, or as many days after a day that was named in a call."""
    named = (store_day(promise.call_at) + rule.days_after_latest * ONE_DAY for promise in trail.promises)
    return max([situation.callable_until, *map(calendar.closing, named)])


def _evening(moment: dt.datetime, calendar: StoreCalendar) -> dt.datetime:
    """The closing of that day, or the moment itself where it is later still."""
    return max(moment, calendar.closing(store_day(moment)))


def _without_number(
    situation: Situation, trail: Trail, now: dt.datetime, rule: ProgrammeRule, calendar: StoreCalendar
) -> Step:
    """The department has as long as the callback could be made."""
    if now >= callable_until(situation, trail, rule, calendar):
        return Step(CallbackState.NO_VALID_NUMBER)
    return Step(CallbackState.WAITING_FOR_NUMBER, correction=Correction.PHONE)


def _end(
    situation: Situation, trail: Trail, now: dt.datetime, rule: ProgrammeRule, calendar: StoreCalendar
) -> Step | None:
    """How it ends, its last day being closed; None while it stays overdue."""
    tried = slots_tried(trail, store_day(now), rule, calendar)
    spoken = trail.last_spoken_at
    if trail.promised_at is not None and now < _evening(trail.promised_at, calendar):
        return None
    if trail.enough_at is not None and (spoken or trail.enough_at < last_closing(situation, trail, calendar)):
        return _tried_enough(situation, trail, tried)
    if trail.cut_off and spoken:
        # Whoever hung up was spoken to; they are tried again that day, and not for another week.
        return Step(DONE, EndedReason.INCOMPLETE, slots_tried=tried) if now >= _evening(spoken, calendar) else None
    if situation.complaint_open:
        return Step(MISSED, MissedReason.COMPLAINT_NOT_CONTACTED, slots_tried=tried)
    if now >= callable_until(situation, trail, rule, calendar):
        return Step(MISSED, MissedReason.NOT_TRIED_ENOUGH, slots_tried=tried)
    return None


def _tried_enough(situation: Situation, trail: Trail, tried: frozenset[int]) -> Step:
    """Three slots tried, and no reply. Who was spoken to on the way is not unreached, whatever was left open."""
    if trail.last_spoken_at is not None:
        return Step(DONE, EndedReason.INCOMPLETE, slots_tried=tried)
    texted = situation.text_sent_at is not None or not any(each.takes_text for each in trail.to_dial)
    reason = EndedReason.NO_REPLY if texted else EndedReason.TEXT_NOT_SENT
    return Step(CallbackState.UNREACHED, reason, slots_tried=tried)


def _stays(situation: Situation, trail: Trail, now: dt.datetime, rule: ProgrammeRule, calendar: StoreCalendar) -> Step:
    following = calendar.duty.nth_duty_day_after(store_day(now), 1)
    return Step(
        CallbackState.PLANNED if situation.state is CallbackState.WAITING_FOR_NUMBER else situation.state,
        next_try_at=trail.promised_at,
        asked_for=trail.promised_at is not None,
        slots_tried=slots_tried(trail, following, rule, calendar),
    )
