"""The sign-off route of a report (ORG-4), and who may sign which of its lines (REP-2).

Callers sign their own lines before it. A vacant line without a delegate passes to the next above, marked; the last
line has nobody above it and waits.
"""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from tenants.access.interface import HOLDERS, Permission, Position
from tenants.staffing.rules.staffing import Staffing

LINES = {
    1: (Position.CENTRE_HEAD, Position.GENERAL_MANAGER),
    2: (Position.CENTRE_HEAD, Position.GENERAL_AFFAIRS_MANAGER, Position.GENERAL_MANAGER),
}
CENTRE = HOLDERS[Permission.CALLBACKS_CALL]
"""Who calls or heads the centre never stands in for the general manager."""


class RouteMark(StrEnum):
    """What a line shows beside the name."""

    DELEGATED = "delegated"
    PASSED_ON = "passed_on"
    ALSO_BELOW = "also_below"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Step:
    """One line. `signers` may sign it: holders who are there, and the delegate; `passes_to` where a vacant one goes.

    ALSO_BELOW: one of them may have signed the line below (a caller's, for the first) and then signs once, as 兼.
    """

    position: Position
    holders: tuple[uuid.UUID, ...]
    delegate: uuid.UUID | None
    signers: tuple[uuid.UUID, ...]
    passes_to: Position | None = None
    marks: frozenset[RouteMark] = frozenset()


def route_on(
    staffing: Staffing, day: dt.date, *, signed_on: dt.date | None = None, callers: Collection[uuid.UUID] = ()
) -> tuple[Step, ...]:
    """The route of the report of `day`, by the plan of that day, with the people of the day on which it is signed."""
    then = signed_on or day
    positions = LINES[staffing.plan_on(day)]
    steps = [_step(staffing, position, then) for position in positions]
    steps[-1] = _last(steps[-1], called=set(callers), head=steps[0])
    below: Collection[uuid.UUID] = callers
    for place, step in enumerate(steps):
        above = positions[place + 1] if place + 1 < len(positions) else None
        steps[place] = _marked(step, below, above)
        below = step.signers or below
    return tuple(steps)


def may_sign(
    step: Step, account_id: uuid.UUID, *, called: Collection[uuid.UUID], signed_as_head: uuid.UUID | None
) -> bool:
    """Whether this person may sign the line now: the last one not when they signed as caller or head."""
    if step.position is Position.GENERAL_MANAGER and (account_id in called or account_id == signed_as_head):
        return False
    return account_id in step.signers


def may_stand_in(staffing: Staffing, position: Position, account_id: uuid.UUID, day: dt.date) -> bool:
    """Whether a delegate counts: for the general manager nobody who calls or heads the centre (REP-2)."""
    if position is not Position.GENERAL_MANAGER:
        return True
    head = staffing.deputy(Position.CENTRE_HEAD, day)
    heads = head is not None and head.to_id == account_id
    return not heads and not any(account_id in staffing.holders(each, day) for each in CENTRE)


def _step(staffing: Staffing, position: Position, day: dt.date) -> Step:
    holders, deputed = staffing.holders(position, day), staffing.deputy(position, day)
    if deputed is None:
        return Step(position, holders, None, holders)
    there = tuple(each for each in holders if each not in {deputed.from_id, deputed.to_id})
    counts = may_stand_in(staffing, position, deputed.to_id, day)
    return Step(position, holders, deputed.to_id, (*there, deputed.to_id) if counts else there)


def _last(step: Step, *, called: set[uuid.UUID], head: Step) -> Step:
    """Without those who sign below for certain: callers, and the only one who can sign as head."""
    below = called | (set(head.signers) if len(head.signers) == 1 else set())
    return replace(step, signers=tuple(each for each in step.signers if each not in below))


def _marked(step: Step, below: Collection[uuid.UUID], above: Position | None) -> Step:
    marks = set()
    if step.delegate is not None:
        marks.add(RouteMark.DELEGATED)
    if not step.signers:
        marks.add(RouteMark.PASSED_ON if above else RouteMark.NOBODY)
    if set(step.signers) & set(below):
        marks.add(RouteMark.ALSO_BELOW)
    return replace(step, marks=frozenset(marks), passes_to=None if step.signers else above)
