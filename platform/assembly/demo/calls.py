"""The callers' day: they take the next, dial, ask, note, and call again who was not reached (CB-3, CB-4)."""

import datetime as dt
import uuid
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select

from assembly.demo.answers import answers_to, remark_on
from assembly.demo.day import MINUTE, Day
from assembly.demo.texts import TRY_NOTES
from assembly.demo.voices import note_what_was_said
from backbone.clock import as_of
from backbone.db.unit_of_work import acting, current
from backbone.ids import uuid7
from dealer.callbacks.interface import (
    AttemptGiven,
    Outcome,
    mark_text_sent,
    record_attempt,
    save_answer,
    save_sheet,
    take_next,
)
from dealer.callbacks.models import Callback, StoredAttempt
from dealer.customers.interface import phones_of
from oem.questionnaires.interface import questionnaire_in_force
from tenants.access.interface import Actor, Position

BREAK = (dt.time(12, 5), dt.time(13, 25))
SPOKEN = {
    Outcome.ANSWERED: 870,
    Outcome.CALL_LATER: 52,
    Outcome.ANSWERED_BY_SOMEONE_ELSE: 34,
    Outcome.REFUSED: 22,
    Outcome.HUNG_UP_MIDWAY: 14,
    Outcome.CAR_SOLD: 4,
    Outcome.DENIES_VISIT: 2,
    Outcome.LANGUAGE: 2,
}
UNSPOKEN = {
    Outcome.NO_ANSWER: 700,
    Outcome.BUSY: 150,
    Outcome.POWERED_OFF: 90,
    Outcome.WRONG_NUMBER: 35,
    Outcome.NOT_IN_SERVICE: 25,
}
BY_HOUR = ((11, 0.92), (17, 0.98), (24, 1.12))
"""In the evening more people pick up."""


EVENING = 0.3
"""Share of a caller's calls that wait for the evening: many are at work until then."""


PAUSES = (2, 3, 4, 5, 6, 9, 14, 22, 65, 120)
"""Minutes between two calls: a caller has other work besides."""


@dataclass
class Shift:
    """One caller's day: how many calls are in them yet, and how many of those they keep for customers who wish to be
    called in the evening; `planted`: the next one finds a wrong number, so that there is always something to mend."""

    caller: Actor
    left: int
    kept: int
    planted: bool


def plan_calls(day: Day) -> None:
    """Everybody who calls begins; on some days one of them is missing."""
    if not day.is_duty_day:
        return
    callers = day.everybody(Position.CUSTOMER_REPRESENTATIVE, Position.INFORMATION_ADMINISTRATOR)
    if len(callers) > 1 and day.happens(day.manner.few_days):
        callers = callers[:-1]
    most = 2 + round(day.store.cars * day.manner.zeal * (2.0 if day.is_newest else 2.8) / max(1, len(callers)))
    for place, caller in enumerate(callers):
        first = day.began + day.chance.randrange(3, 40) * MINUTE
        day.plan(first, partial(_work, Shift(caller, most, round(most * EVENING), planted=day.is_newest and not place)))
    day.plan(day.around(15, 10, spread=90), _ring_backs)


def _work(shift: Shift, day: Day) -> None:
    if shift.left <= 0 or day.at >= day.moment(19, 40):
        return
    evening = day.calendar.hours.slots(day.date)[-1].starts
    if shift.left <= shift.kept and day.at < evening:
        day.plan(evening + day.chance.randrange(30, 50) * MINUTE, partial(_work, shift))
        return
    callback_id = take_next(by=shift.caller)
    if callback_id is None:
        day.plan(_next_slot(day), partial(_work, shift))
        return
    shift.left -= 1
    seconds = _call(callback_id, shift, day)
    pause = day.chance.choice(PAUSES) * MINUTE
    day.plan(_after_break(day, day.at + dt.timedelta(seconds=seconds) + pause), partial(_work, shift))


def _next_slot(day: Day) -> dt.datetime:
    """Whose list is worked off does other things until another part of the day begins."""
    begins = next(
        (each.starts for each in day.calendar.hours.slots(day.date) if each.starts > day.at), day.moment(20, 0)
    )
    return _after_break(day, begins + day.chance.randrange(2, 25) * MINUTE)


def _after_break(day: Day, at: dt.datetime) -> dt.datetime:
    begins, ends = (day.moment(each.hour, each.minute) for each in BREAK)
    return ends + day.chance.randrange(12) * MINUTE if begins <= at < ends else at


def _call(callback_id: uuid.UUID, shift: Shift, day: Day) -> int:
    """One try; several numbers of a person are dialled one after the other. Returns how many seconds it took."""
    callback = _callback(callback_id)
    numbers = (
        [each.id for each in phones_of([callback.customer_id])[callback.customer_id]] if callback.customer_id else []
    )
    tried = [each.phone_id for each in _trail(callback_id)]
    if not numbers:
        return 0
    number = min(numbers, key=tried.count)
    outcome = Outcome.WRONG_NUMBER if shift.planted else _outcome(day, tried_before=len(tried))
    shift.planted = False
    seconds = _seconds(outcome, day)
    with as_of(min(day.at + dt.timedelta(seconds=seconds), day.until)):
        _record(callback, outcome, shift.caller, day, number=number, seconds=seconds)
    return seconds


def _callback(callback_id: uuid.UUID) -> Callback:
    mine = (Callback.tenant_id == acting().tenant_id, Callback.id == callback_id)
    return current().scalars(select(Callback).where(*mine)).one()


def _trail(callback_id: uuid.UUID) -> list[StoredAttempt]:
    mine = (StoredAttempt.tenant_id == acting().tenant_id, StoredAttempt.callback_id == callback_id)
    return list(current().scalars(select(StoredAttempt).where(*mine)))


def _outcome(day: Day, *, tried_before: int) -> Outcome:
    hour = day.at.hour
    reached = day.manner.reached * next(factor for until, factor in BY_HOUR if hour < until)
    odds = SPOKEN if day.happens(reached - 0.06 * tried_before) else UNSPOKEN
    return day.chance.choices(list(odds), list(odds.values()))[0]


def _seconds(outcome: Outcome, day: Day) -> int:
    if outcome is Outcome.ANSWERED:
        return max(62, round(day.chance.gauss(158, 42)))
    return day.chance.randrange(14, 52)


def _record(
    callback: Callback, outcome: Outcome, caller: Actor, day: Day, *, number: uuid.UUID | None, seconds: int
) -> None:
    """What the caller enters: answers and note where there was a talk, the outcome, what follows from it."""
    if outcome is Outcome.ANSWERED:
        _ask(callback, caller, day)
    given = AttemptGiven(
        outcome=outcome,
        phone_id=number,
        inbound=number is None,
        call_at=_asked_for(day) if outcome.needs_time else None,
        seconds=seconds,
        seconds_kind="screen",
        note=day.chance.choice(TRY_NOTES.get(outcome.value, ("",))),
    )
    [done] = record_attempt([callback.id], given, talk_id=uuid7(), by=caller)
    if done.text_due and day.happens(0.9):
        mark_text_sent(callback.id, by=caller)


def _asked_for(day: Day) -> dt.datetime:
    """A time that a customer names: later today, or on the next duty day."""
    if day.at < day.moment(16, 0) and day.happens(0.5):
        return day.moment(day.chance.choice((17, 18)), day.chance.choice((0, 30)))
    following = day.calendar.duty.nth_duty_day_after(day.date, 1) - day.date
    return day.moment(day.chance.choice((10, 14, 18)), day.chance.choice((0, 30))) + following


def _ask(callback: Callback, caller: Actor, day: Day) -> None:
    """The whole questionnaire, each answer as it is given."""
    asked = questionnaire_in_force(callback.programme, day.date)
    if asked is None:
        return
    answers = answers_to(asked, day)
    for question, answer in answers.items():
        save_answer(callback.id, question, answer, by=caller)
    note = remark_on(answers, asked.overall.code, day)
    ticks = [each.code for each in asked.checks if day.happens(0.8)]
    save_sheet(callback.id, note=note, checks=ticks, by=caller)
    note_what_was_said(callback.id, asked, answers, caller, day)


def _ring_backs(day: Day) -> None:
    """Customers who found a missed call or the text message ring back; whoever has them takes the call."""
    waiting = (Callback.tenant_id == acting().tenant_id, Callback.state == "waiting_for_reply")
    for callback in current().scalars(select(Callback).where(*waiting).order_by(Callback.id)).all():
        callers = day.everybody(Position.CUSTOMER_REPRESENTATIVE, Position.INFORMATION_ADMINISTRATOR)
        caller = next((each for each in callers if each.account_id == callback.assigned_to), None)
        if caller is not None and day.happens(0.22):
            _record(callback, Outcome.ANSWERED, caller, day, number=None, seconds=_seconds(Outcome.ANSWERED, day))
