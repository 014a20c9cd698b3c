"""One callback as its caller sees it: the sheet, what is to be dialled and when next, and what else there is (CB-6)."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dealer.callbacks.queries.answered import asked_when_planned
from dealer.callbacks.queries.call.history import Former, list_former
from dealer.callbacks.queries.call.matters import OpenMatter, list_matters
from dealer.callbacks.queries.call.sheet import KnownPhone, Sheet, get_sheet
from dealer.callbacks.queries.standards import rule_of_version
from dealer.callbacks.rules.attempts.next_tries import next_tries
from dealer.callbacks.rules.attempts.outcomes import Outcome
from dealer.callbacks.rules.attempts.situation import Attempt, PhoneNumber, Situation
from dealer.callbacks.rules.attempts.standing import text_is_due
from dealer.callbacks.rules.attempts.trail import Trail, numbers_left, read_trail, slots_tried
from dealer.callbacks.rules.buckets import CallbackState
from dealer.callbacks.rules.conversations import Due, conversations, not_before
from dealer.callbacks.rules.programmes import Programme
from dealer.messages.interface import MessageState, find_message, first_sent, gateway_is_set
from oem.questionnaires.interface import Questionnaire, get_questionnaire
from tenants.calendar.interface import StoreCalendar, store_day

OFFERED = 2
"""So many moments for the next try."""
ABOUT = "callback"


class TextDue(StrEnum):
    """How the text message goes out that three tries in vain lead to (CB-4)."""

    BY_HAND = "by_hand"
    BY_GATEWAY = "by_gateway"


@dataclass(frozen=True, slots=True)
class Call:
    """What the screen shows. `questionnaire` None: headquarters has published none for this programme.

    `dial` is the number to be dialled next, `offered` the next moments in parts of the day not tried, `tried` the
    numbers of those parts. `promised_at`: a time the customer named that nobody kept yet. `also` are the person's
    other open callbacks that belong to the same talk, `former` all the rest, newest first.
    """

    sheet: Sheet
    questionnaire: Questionnaire | None
    dial: KnownPhone | None
    wrong: frozenset[uuid.UUID]
    tried: frozenset[int]
    offered: Sequence[dt.datetime]
    promised_at: dt.datetime | None
    text_due: TextDue | None
    matters: tuple[OpenMatter, ...]
    also: tuple[Former, ...]
    former: tuple[Former, ...]

    @property
    def is_open(self) -> bool:
        """Is there anything left to be called for?"""
        return CallbackState(self.sheet.row.state).is_open

    def is_of(self, account_id: uuid.UUID | None) -> bool:
        """Does this account work on it now?"""
        return self.is_open and account_id is not None and self.sheet.row.assigned_to == account_id


def get_call(callback_id: uuid.UUID, *, at: dt.datetime, calendar: StoreCalendar) -> Call:
    """Everything for one callback at the moment `at` (aware); eight statements or so. Raises NotFoundError."""
    sheet = get_sheet(callback_id)
    questionnaire = _questionnaire(sheet)
    former = _former(sheet, questionnaire)
    also = _same_talk(sheet, former)
    known = _Known.of(sheet, at, calendar)
    return Call(
        sheet=sheet,
        questionnaire=questionnaire,
        dial=known.dial,
        wrong=known.wrong,
        tried=known.tried,
        offered=known.offered,
        promised_at=known.trail.promised_at,
        text_due=known.text_due,
        matters=list_matters(sheet.row.customer_id),
        also=also,
        former=tuple(each for each in former if each not in also),
    )


def _questionnaire(sheet: Sheet) -> Questionnaire | None:
    """The version that was begun with; else the one asked when it was planned."""
    row = sheet.row
    if row.questionnaire_version is not None:
        return get_questionnaire(row.programme, row.questionnaire_version)
    return asked_when_planned(row.programme, row.planned_at)


@dataclass(frozen=True, slots=True)
class _Known:
    """What follows from the attempts so far."""

    trail: Trail
    dial: KnownPhone | None
    wrong: frozenset[uuid.UUID]
    tried: frozenset[int]
    offered: Sequence[dt.datetime]
    text_due: TextDue | None

    @classmethod
    def of(cls, sheet: Sheet, at: dt.datetime, calendar: StoreCalendar) -> "_Known":
        row = sheet.row
        rule = rule_of_version(Programme(row.programme), row.rule_version)
        situation = as_situation(sheet)
        trail = read_trail(situation, rule, calendar)
        left = numbers_left(trail, at, rule, calendar) or [each.id for each in trail.to_dial]
        tried = slots_tried(trail, store_day(at), rule, calendar)
        return cls(
            trail=trail,
            dial=next((each for each in sheet.phones if left and each.id == left[0]), None),
            wrong=frozenset(each.id for each in sheet.phones) - {each.id for each in trail.numbers},
            tried=tried,
            offered=next_tries(at, tried, row.callable_until, calendar, count=OFFERED),
            text_due=_text_due(row.id) if situation.state.is_open and text_is_due(situation, trail) else None,
        )


def _text_due(callback_id: uuid.UUID) -> TextDue | None:
    """None once it is out. What the gateway gave up is sent by hand."""
    if first_sent(ABOUT, [callback_id]):
        return None
    message = find_message(ABOUT, callback_id) if gateway_is_set() else None
    queued = message is not None and message.state == MessageState.QUEUED
    return TextDue.BY_GATEWAY if queued else TextDue.BY_HAND


def as_situation(sheet: Sheet) -> Situation:
    """The sheet as the arithmetic of attempts takes it."""
    row = sheet.row
    return Situation(
        CallbackState(row.state),
        row.overdue_after,
        row.callable_until,
        tuple(PhoneNumber(each.id, each.since, each.takes_text) for each in sheet.phones),
        tuple(
            Attempt(each.at, Outcome(each.outcome), each.phone_id, each.slot, each.inbound, each.call_at)
            for each in sheet.attempts
        ),
    )


def _former(sheet: Sheet, questionnaire: Questionnaire | None) -> list[Former]:
    row = sheet.row
    return list_former(
        row.id,
        customer=row.customer_id,
        vehicle=row.vehicle_id,
        visit=(row.repair_order_id, row.delivery_id),
        overall=questionnaire.overall.code if questionnaire else "",
    )


def _same_talk(sheet: Sheet, former: Sequence[Former]) -> tuple[Former, ...]:
    """The open callbacks that are spoken of in the same call, nobody else working on them (CB-5)."""
    row = sheet.row
    mine = _due(row.id, row.programme, row.day0, row)
    others = {each.id: each for each in former if each.what == "callback"}
    dues = [mine, *(_due(each.id, str(each.kind), each.day, each) for each in others.values())]
    talk = next((each for each in conversations(dues) if row.id in each.callbacks), None)
    ids = talk.callbacks if talk else ()
    return tuple(others[each] for each in ids if each in others and others[each].assigned_to in {None, row.assigned_to})


def _due(callback_id: uuid.UUID, programme: str, day0: dt.date, each: Any) -> Due:
    """As conversations are asked; all are the same person's. `each` has state, due_at, first_try_on."""
    kind, nobody = Programme(programme), uuid.UUID(int=0)
    earliest = not_before(kind, day0, each.first_try_on)
    return Due(callback_id, nobody, kind, each.due_at, CallbackState(each.state), earliest)
