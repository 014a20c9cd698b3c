"""The org chart: ORG-1's positions always, others when held, the plan in force in between (ORG-7)."""

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given

from tenants.access.interface import Position, Side
from tenants.staffing.rules.chart import Box, chart_on
from tenants.staffing.rules.staffing import Deputed, Held, PlanFrom, Staffing
from tests.tenants.staffing.made_up import OPENED, PEOPLE, days, staffings

HEAD, REP, INFO = Position.CENTRE_HEAD, Position.CUSTOMER_REPRESENTATIVE, Position.INFORMATION_ADMINISTRATOR
AFFAIRS, MANAGER = Position.GENERAL_AFFAIRS_MANAGER, Position.GENERAL_MANAGER
ALWAYS = {MANAGER, Position.SALES_MANAGER, Position.AFTER_SALES_MANAGER, HEAD, REP, INFO}


def boxes(box: Box) -> Iterator[Box]:
    yield box
    for each in box.below:
        yield from boxes(each)


def child(box: Box, position: Position) -> Box:
    return next(each for each in box.below if each.position is position)


@pytest.mark.rule("ORG-1", "ORG-7")
@given(staffings(), days)
def test_every_position_stands_once_and_vacancies_are_seen(made: Staffing, day: dt.date) -> None:
    found = list(boxes(chart_on(made, day)))
    positions = [each.position for each in found]
    assert len(positions) == len(set(positions))
    assert set(positions) >= ALWAYS | ({AFFAIRS} if made.plan_on(day) == 2 else set())
    assert [each.vacant for each in found] == [made.is_vacant(each.position, day) for each in found]
    held = {each for each in Position if each.side is Side.STORE and not made.is_vacant(each, day)}
    assert held <= set(positions)


@pytest.mark.rule("ORG-2", "ORG-7")
def test_the_centre_stands_where_the_plan_puts_it() -> None:
    changed = OPENED + dt.timedelta(days=9)
    made = Staffing((PlanFrom(1, OPENED), PlanFrom(2, changed)), (Held(PEOPLE[0], HEAD, OPENED),))
    before, after = chart_on(made, changed - dt.timedelta(days=1)), chart_on(made, changed)
    assert [each.position for each in child(before, HEAD).below] == [REP, INFO]
    assert AFFAIRS not in {each.position for each in boxes(before)}
    assert child(after, AFFAIRS).vacant
    assert child(child(after, AFFAIRS), HEAD).holders == (PEOPLE[0],)


@pytest.mark.rule("ORG-1", "ORG-7")
def test_others_stand_there_when_somebody_holds_them() -> None:
    foreman, cashier = Held(PEOPLE[1], Position.FOREMAN, OPENED), Held(PEOPLE[2], Position.CASHIER, OPENED)
    stand_in = Deputed(Position.SALES_MANAGER, None, PEOPLE[3], OPENED, OPENED)
    chart = chart_on(Staffing((PlanFrom(1, OPENED),), (foreman, cashier), (stand_in,)), OPENED)
    assert [each.position for each in child(chart, Position.AFTER_SALES_MANAGER).below] == [Position.FOREMAN]
    assert child(chart, Position.CASHIER).holders == (PEOPLE[2],)
    assert not child(chart, Position.SALES_MANAGER).vacant
    assert Position.MARKETING not in {each.position for each in boxes(chart)}
