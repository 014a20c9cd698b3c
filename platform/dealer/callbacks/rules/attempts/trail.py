"""What the attempts so far amount to: slots and numbers tried, a promised time, whether somebody was spoken to (CB-4).

Several numbers and the slots:
- A slot counts as tried once every number that could be dialled then was dialled in it, on one day or several; or
  once the right person was spoken to in it: whoever hung up is not rung on the other phone.
- A number found wrong, or taken from the person since, was never theirs: nothing dialled on it counts.
- A number not in service is passed over while another one is left, and dialled like any other when it is the last.
- A number that comes later is asked for in the slots after that; slots tried up before stay so.

'Within three days' are three duty days: a first try on a Friday leaves Monday and Tuesday, else no Friday could be
kept. The slots that count are those of the attempts within three duty days up to the newest one; older ones lapse.
What was tried enough once stays so.

A customer's own call is no try. Outside opening hours there is no slot, and a call then tries none.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dealer.callbacks.rules.attempts.outcomes import Outcome
from dealer.callbacks.rules.attempts.situation import Attempt, PhoneNumber, Situation
from dealer.callbacks.rules.programmes import ProgrammeRule
from tenants.calendar.interface import DutyCalendar, StoreCalendar, store_day

Tries = Sequence[Attempt]


class Promise(NamedTuple):
    """A time asked for, and when that was said; both aware."""

    said_at: dt.datetime
    call_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Trail:
    """What a situation's attempts amount to.

    `dials` are all calls we made, `tries` those that count as such, both oldest first; `last_at` is when anybody
    called last, the customer included. `numbers` are the person's
    that were not found wrong, `to_dial` those of them that can be dialled, both in order. `enough_at` is when the
    customer was first tried enough, `promises` all times asked for with the moment they were, `promised_at` the one
    at which nobody dialled yet, `last_spoken_at` when the right person was last spoken to; `cut_off`: that one hung
    up and asked for no time.
    """

    dials: Tries
    tries: Tries
    last_at: dt.datetime | None
    numbers: tuple[PhoneNumber, ...]
    to_dial: tuple[PhoneNumber, ...]
    enough_at: dt.datetime | None
    promises: tuple[Promise, ...]
    promised_at: dt.datetime | None
    last_spoken_at: dt.datetime | None
    cut_off: bool


def read_trail(situation: Situation, rule: ProgrammeRule, calendar: StoreCalendar) -> Trail:
    """The situation's attempts, read in the order of time."""
    attempts = sorted(situation.trail, key=lambda each: each.at)
    wrong = {each.number for each in attempts if each.outcome is Outcome.WRONG_NUMBER}
    numbers = tuple(each for each in situation.numbers if each.id not in wrong)
    dials = [each for each in attempts if not each.inbound]
    tries = _tries(dials, numbers)
    spoken = [each for each in attempts if each.outcome.is_conversation]
    return Trail(
        dials=dials,
        tries=tries,
        last_at=attempts[-1].at if attempts else None,
        numbers=numbers,
        to_dial=_can_be_dialled(numbers, tries),
        enough_at=_enough_at(tries, numbers, rule, calendar.duty),
        promises=tuple(Promise(each.at, each.call_at) for each in attempts if each.call_at is not None),
        promised_at=_promised_at(attempts),
        last_spoken_at=spoken[-1].at if spoken else None,
        cut_off=bool(spoken) and spoken[-1].outcome is Outcome.HUNG_UP_MIDWAY and spoken[-1].call_at is None,
    )


def slots_tried(trail: Trail, on: dt.date, rule: ProgrammeRule, calendar: StoreCalendar) -> frozenset[int]:
    """The slots tried up that still count on that day; those of tries too long ago have lapsed."""
    return _slots(trail.tries, trail.numbers, on, rule, calendar.duty)


def numbers_left(trail: Trail, at: dt.datetime, rule: ProgrammeRule, calendar: StoreCalendar) -> tuple[uuid.UUID, ...]:
    """The numbers still to be dialled in the slot that `at` (aware) lies in, in order; none once it is tried up.

    None either right after a call in which this slot was not dialled, the customer's own say, and on a day on which
    nobody is there: that is a new try, which waits for its turn.
    """
    slot, today = calendar.hours.slot_at(at), store_day(at)
    if slot is None or slot.number in slots_tried(trail, today, rule, calendar):
        return ()
    begun = any(each.slot == slot.number and store_day(each.at) == today for each in trail.dials)
    just_called = trail.last_at is not None and trail.last_at >= at
    if not begun and (just_called or not calendar.is_open_day(today)):
        return ()
    dialled = _dialled(trail.tries, slot.number, today, rule, calendar.duty)
    return tuple(each.id for each in trail.to_dial if each.id not in dialled)


def _dialled(tries: Tries, slot: int, on: dt.date, rule: ProgrammeRule, duty: DutyCalendar) -> set[uuid.UUID | None]:
    return {each.number for each in tries if each.slot == slot and _counts(each, on, rule, duty)}


def _tries(dials: Tries, numbers: Sequence[PhoneNumber]) -> Tries:
    theirs = {each.id for each in numbers}
    return [each for each in dials if each.outcome.counts_as_try and each.number in theirs]


def _can_be_dialled(numbers: Sequence[PhoneNumber], tries: Tries) -> tuple[PhoneNumber, ...]:
    """All that are in service as far as anybody knows; where none is, all: one may have come back."""
    newest = {each.number: each.outcome for each in tries}
    alive = tuple(each for each in numbers if newest.get(each.id) is not Outcome.NOT_IN_SERVICE)
    return alive or tuple(numbers)


def _counts(each: Attempt, on: dt.date, rule: ProgrammeRule, duty: DutyCalendar) -> bool:
    return duty.duty_days_between(store_day(each.at), on) < rule.tries_within_days


def _slots(
    tries: Tries, numbers: Sequence[PhoneNumber], on: dt.date, rule: ProgrammeRule, duty: DutyCalendar
) -> frozenset[int]:
    found = set()
    for index, each in enumerate(tries):
        if each.slot is None or each.slot in found or not _counts(each, on, rule, duty):
            continue
        so_far = tries[: index + 1]
        known = [number for number in numbers if number.since <= each.at or number.id == each.number]
        needed = {number.id for number in _can_be_dialled(known, so_far)}
        if each.outcome.is_conversation or needed <= _dialled(so_far, each.slot, on, rule, duty):
            found.add(each.slot)
    return frozenset(found)


def _enough_at(
    tries: Tries, numbers: Sequence[PhoneNumber], rule: ProgrammeRule, duty: DutyCalendar
) -> dt.datetime | None:
    for index, each in enumerate(tries):
        so_far = tries[: index + 1]
        if len(_slots(so_far, numbers, store_day(each.at), rule, duty)) >= rule.slots_to_try:
            return each.at
    return None


def _promised_at(attempts: Tries) -> dt.datetime | None:
    """The last time asked for, as long as nobody dialled at or after it and nobody spoke again meanwhile.

    A try five minutes early leaves it standing: the customer waits for the time that was said.
    """
    promised: dt.datetime | None = None
    for each in attempts:
        kept = promised is not None and each.at >= promised
        if each.call_at is not None:
            promised = each.call_at
        elif kept or each.outcome.is_conversation:
            promised = None
    return promised
