"""A slow, obvious reference for attempts: a book kept call by call and evening by evening, with what was known then.

It shares no arithmetic with the platform: duty days are walked one by one over the table typed by hand, hours are
the standard ones written out.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from backbone.clock import SHANGHAI
from dealer.callbacks.rules.attempts.outcomes import Outcome
from dealer.callbacks.rules.attempts.situation import Attempt, PhoneNumber, Situation
from tests.tenants.calendar.by_hand import ONE_DAY, is_duty

SPOKEN = {"answered", "refused", "car_sold", "denies_visit", "hung_up_midway", "call_later"}
OVER = {"answered": None, "refused": "refused", "car_sold": "car_sold", "denies_visit": "denies_visit"}


def eight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(20), SHANGHAI)


def day_of(moment: dt.datetime) -> dt.date:
    return moment.astimezone(SHANGHAI).date()


def end_of(moment: dt.datetime) -> dt.datetime:
    return max(moment, eight(day_of(moment)))


@dataclass
class Book:
    """One callback's book. `end` is state and reason once it ended."""

    numbers: Sequence[PhoneNumber]
    closures: AbstractSet[dt.date]
    last: dt.datetime
    over: dt.datetime
    texted: bool
    complaint: bool
    calls: list[Attempt] = field(default_factory=list)
    end: tuple[str, str | None] | None = None

    @classmethod
    def of(cls, visit: Situation, closures: AbstractSet[dt.date]) -> "Book":
        last = eight(day_of(visit.overdue_after))
        texted = visit.text_sent_at is not None
        return cls(visit.numbers, closures, last, visit.callable_until, texted, visit.complaint_open)

    def write(self, call: Attempt) -> None:
        if self.end:
            return
        self.calls.append(call)
        if call.outcome.value in OVER:
            self.end = "done", OVER[call.outcome.value]
        elif call.call_at:
            if call.at < self.last:
                self.last = max(self.last, end_of(call.call_at))
            self.over = max(self.over, eight(day_of(call.call_at) + 7 * ONE_DAY))

    def close(self, evening: dt.datetime) -> None:
        if self.end:
            return
        if not self.usable():
            self.end = ("no_valid_number", None) if evening >= self.over else None
        elif evening >= self.last and not self.is_promised(evening):
            self.end = self.how_it_ends(evening)

    def how_it_ends(self, evening: dt.datetime) -> tuple[str, str | None] | None:
        enough = self.enough()
        spoken = [call for call in self.calls if call.outcome.value in SPOKEN]
        if enough and spoken:
            return "done", "incomplete"
        if enough and enough < self.last:
            told = self.texted or not any(each.takes_text for each in self.alive())
            return "unreached", "no_reply" if told else "text_not_sent"
        if spoken and spoken[-1].outcome is Outcome.HUNG_UP_MIDWAY and not spoken[-1].call_at:
            return ("done", "incomplete") if evening >= end_of(spoken[-1].at) else None
        if self.complaint:
            return "missed", "complaint_not_contacted"
        return ("missed", "not_tried_enough") if evening >= self.over else None

    def is_promised(self, evening: dt.datetime) -> bool:
        """Is there a time to come at which somebody said to call?"""
        promised = None
        for call in self.calls:
            if call.call_at:
                promised = call.call_at
            elif promised and (call.at >= promised or call.outcome.value in SPOKEN):
                promised = None
        return promised is not None and evening < end_of(promised)

    def usable(self) -> list[PhoneNumber]:
        wrong = {call.number for call in self.calls if call.outcome is Outcome.WRONG_NUMBER}
        return [each for each in self.numbers if each.id not in wrong]

    def alive(self) -> list[PhoneNumber]:
        dead = {call.number: call.outcome is Outcome.NOT_IN_SERVICE for call in self.dialled()}
        return [each for each in self.usable() if not dead.get(each.id)] or self.usable()

    def dialled(self) -> list[Attempt]:
        theirs = {each.id for each in self.usable()}
        return [call for call in self.calls if not call.inbound and call.number in theirs]

    def enough(self) -> dt.datetime | None:
        dialled = self.dialled()
        for count, call in enumerate(dialled, 1):
            if self.slots(dialled[:count], day_of(call.at)) == {0, 1, 2}:
                return call.at
        return None

    def slots(self, calls: Sequence[Attempt], on: dt.date) -> set[int]:
        dead: set[uuid.UUID | None] = set()
        dialled: dict[int, set[uuid.UUID | None]] = {0: set(), 1: set(), 2: set()}
        full = set()
        for call in calls:
            (dead.add if call.outcome is Outcome.NOT_IN_SERVICE else dead.discard)(call.number)
            if call.slot is None or self.is_old(call, on):
                continue
            dialled[call.slot].add(call.number)
            known = {each.id for each in self.usable() if each.since <= call.at or each.id == call.number}
            if call.outcome.value in SPOKEN or (known - dead or known) <= dialled[call.slot]:
                full.add(call.slot)
        return full

    def is_old(self, call: Attempt, on: dt.date) -> bool:
        """Three duty days or more lie after that day, up to `on`."""
        day, duty_days = day_of(call.at), 0
        while day < on:
            day += ONE_DAY
            duty_days += is_duty(day, self.closures)
        return duty_days >= 3
