"""Made-up staffings, and the plain questions asked of them day by day."""

import datetime as dt
import uuid
from itertools import product

from hypothesis import strategies as st

from tenants.access.interface import Position
from tenants.staffing.rules.minimum import MINIMUM
from tenants.staffing.rules.staffing import Deputed, Held, PlanFrom, Staffing

OPENED = dt.date(2026, 3, 2)
SPAN = 40
PEOPLE = [uuid.UUID(int=number) for number in range(1, 6)]
ROUTE = (*MINIMUM, Position.GENERAL_AFFAIRS_MANAGER, Position.GENERAL_MANAGER)

days = st.integers(0, SPAN).map(lambda number: OPENED + dt.timedelta(days=number))
people = st.sampled_from(PEOPLE)


@st.composite
def held(draw: st.DrawFn) -> Held:
    """Somebody in a position of the route or the minimum; every third one without an end."""
    first = draw(days)
    length = draw(st.one_of(st.none(), st.integers(0, 15), st.integers(0, 15)))
    last = None if length is None else first + dt.timedelta(days=length)
    return Held(draw(people), draw(st.sampled_from(ROUTE)), first, last)


@st.composite
def staffings(draw: st.DrawFn) -> Staffing:
    """A store that opened on OPENED, with a change of plan perhaps; one delegation at a time for each position."""
    plans = [PlanFrom(draw(st.sampled_from((1, 2))), OPENED)]
    if draw(st.booleans()):
        plans.append(PlanFrom(3 - plans[0].plan, draw(days.filter(lambda day: day > OPENED))))
    deputed: list[Deputed] = []
    for position in ROUTE:
        if draw(st.booleans()):
            first = draw(days)
            last = first + dt.timedelta(days=draw(st.integers(0, 9)))
            absent, stands_in = draw(st.one_of(st.none(), people)), draw(people)
            if absent != stands_in:
                deputed.append(Deputed(position, absent, stands_in, first, last))
    return Staffing(tuple(plans), tuple(draw(st.lists(held(), max_size=10))), tuple(deputed))


# --- the plain way ----------------------------------------------------------------------------------------------------


def plain_plan(staffing: Staffing, day: dt.date) -> int:
    """The plan that began last."""
    plan = 0
    for each in sorted(staffing.plans, key=lambda each: each.valid_from):
        if each.valid_from <= day or plan == 0:
            plan = each.plan
    return plan


def plain_holders(staffing: Staffing, position: Position, day: dt.date) -> set[uuid.UUID]:
    """Everybody in it on that day."""
    found = set()
    for each in staffing.held:
        if each.position == position and each.first <= day and (each.last is None or each.last >= day):
            found.add(each.account_id)
    return found


def plain_deputy(staffing: Staffing, position: Position, day: dt.date) -> Deputed | None:
    """Who stands in on that day."""
    for each in staffing.deputed:
        if each.position == position and each.first <= day <= each.last:
            return each
    return None


def plain_vacant(staffing: Staffing, position: Position, day: dt.date) -> bool:
    """Nobody there, nobody for them."""
    return not plain_holders(staffing, position, day) and plain_deputy(staffing, position, day) is None


def plain_short(staffing: Staffing, day: dt.date) -> int:
    """Try every way to give each filled, undelegated position of the minimum to one of its holders."""
    filled = [
        sorted(plain_holders(staffing, each, day))
        for each in MINIMUM
        if plain_deputy(staffing, each, day) is None and plain_holders(staffing, each, day)
    ]
    return len(filled) - max(len(set(way)) for way in product(*filled))


def plain_since(answers: dict[dt.date, bool], day: dt.date) -> dt.date | None:
    """Back day by day, as long as the answer is yes."""
    if not answers[day]:
        return None
    while day - dt.timedelta(days=1) in answers and answers[day - dt.timedelta(days=1)]:
        day -= dt.timedelta(days=1)
    return day
