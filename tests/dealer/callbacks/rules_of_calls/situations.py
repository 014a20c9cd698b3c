"""Callbacks as the tests of attempts know them: short words for situations, numbers and calls."""

import datetime as dt
import uuid
from dataclasses import replace

from dealer.callbacks.rules.attempts.outcomes import Outcome
from dealer.callbacks.rules.attempts.situation import Attempt, PhoneNumber, Situation, Step
from dealer.callbacks.rules.attempts.standing import after_attempt
from dealer.callbacks.rules.buckets import CallbackState
from dealer.callbacks.rules.programmes import ProgrammeRule, ThreeDcRule
from dealer.callbacks.rules.windows import due_window
from tenants.calendar.interface import StoreCalendar
from tests.dealer.callbacks.calendars import at, day, store

RULE = ThreeDcRule()
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
MOBILE = PhoneNumber(uuid.UUID(int=1), LONG_AGO)
HOME = PhoneNumber(uuid.UUID(int=2), LONG_AGO, takes_text=False)


def picked_up(
    on: str,
    *numbers: PhoneNumber,
    calendar: StoreCalendar | None = None,
    rule: ProgrammeRule = RULE,
) -> Situation:
    """A planned callback of a visit on that day, with one mobile unless said otherwise."""
    window = due_window(rule, day(on), calendar or store())
    return Situation(CallbackState.PLANNED, window.overdue_after, window.callable_until, numbers or (MOBILE,))


def call(
    when: str,
    outcome: Outcome = Outcome.NO_ANSWER,
    number: PhoneNumber = MOBILE,
    *,
    later: str | None = None,
    calendar: StoreCalendar | None = None,
) -> Attempt:
    moment = at(when)
    slot = (calendar or store()).hours.slot_at(moment)
    return Attempt(moment, outcome, number.id, slot.number if slot else None, call_at=at(later) if later else None)


def rings_back(when: str, outcome: Outcome = Outcome.ANSWERED, *, later: str | None = None) -> Attempt:
    return Attempt(at(when), outcome, inbound=True, call_at=at(later) if later else None)


def play(
    situation: Situation, *calls: Attempt, rule: ProgrammeRule = RULE, calendar: StoreCalendar | None = None
) -> tuple[Situation, Step]:
    """The situation and the last step after these calls, as the database would keep them."""
    step = Step(situation.state)
    for each in calls:
        step = after_attempt(situation, each, rule, calendar or store())
        situation = replace(situation.after(each), state=step.state)
    return situation, step
