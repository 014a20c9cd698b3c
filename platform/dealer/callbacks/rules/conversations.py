"""Conversations: open callbacks that concern one person are one talk, at the earliest due time (CB-5)."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dealer.callbacks.rules.buckets import CallbackState
from dealer.callbacks.rules.programmes import Programme
from tenants.calendar.interface import store_day

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A callback as far as conversations go; `due_at` is aware, `person` None where nobody is known.

    `not_before` is the first day on which it may be asked at all (`not_before`): None is any.
    """

    id: uuid.UUID
    person: uuid.UUID | None
    programme: Programme
    due_at: dt.datetime
    state: CallbackState
    not_before: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """One talk: due when the first of its callbacks is. Those are in the order in which they are asked."""

    person: uuid.UUID | None
    due_at: dt.datetime
    callbacks: tuple[uuid.UUID, ...]


def not_before(programme: Programme, day0: dt.date, first_try_on: dt.date) -> dt.date:
    """The first day on which a callback may be asked with another one's call.

    A sale from the day after it (CB-1: days 1 to 7), a repair from its pick-up. Two weeks' tracking keeps its own
    day: asked with the 3DC call, it would say nothing of the two weeks.
    """
    match programme:
        case Programme.SEVEN_DC:
            return day0 + ONE_DAY
        case Programme.THREE_DC:
            return day0
        case Programme.SERVICE_14:
            return first_try_on


def conversations(callbacks: Iterable[Due]) -> list[Conversation]:
    """All open callbacks in conversations, the earliest due first; each has its own answers (CB-5).

    Ended ones are left out. One that may not be asked yet when its person's conversation is due waits for the next.
    """
    persons: dict[uuid.UUID, list[Due]] = defaultdict(list)
    for each in callbacks:
        if each.state.is_open:
            persons[each.person or each.id].append(each)
    talks = (talk for known in persons.values() for talk in _talks(sorted(known, key=_order)))
    return sorted(talks, key=lambda talk: (talk.due_at, talk.callbacks))


def _talks(open_ones: list[Due]) -> Iterator[Conversation]:
    while open_ones:
        first = open_ones[0]
        joined = [each for each in open_ones if each is first or _may_join(each, first)]
        yield Conversation(first.person, first.due_at, tuple(each.id for each in joined))
        open_ones = [each for each in open_ones if each not in joined]


def _may_join(each: Due, first: Due) -> bool:
    return each.not_before is None or each.not_before <= store_day(first.due_at)


def _order(each: Due) -> tuple[dt.datetime, str, uuid.UUID]:
    return each.due_at, each.programme.value, each.id
