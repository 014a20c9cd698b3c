"""The sign-off route (ORG-4) and who may sign what (REP-2), against a slow plain way and by example."""

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.access.interface import Position
from tenants.staffing.rules.route import RouteMark, may_sign, route_on
from tenants.staffing.rules.staffing import Deputed, Held, PlanFrom, Staffing
from tests.tenants.staffing.made_up import (
    OPENED,
    PEOPLE,
    days,
    plain_deputy,
    plain_holders,
    plain_plan,
    staffings,
)

HEAD, REP = Position.CENTRE_HEAD, Position.CUSTOMER_REPRESENTATIVE
INFO, AFFAIRS, MANAGER = (
    Position.INFORMATION_ADMINISTRATOR,
    Position.GENERAL_AFFAIRS_MANAGER,
    Position.GENERAL_MANAGER,
)
A, B, C, D, E = PEOPLE
DAY = OPENED + dt.timedelta(days=10)
NEXT = DAY + dt.timedelta(days=1)


def staffing(*held: tuple[uuid.UUID, Position], plan: int = 1, deputed: tuple[Deputed, ...] = ()) -> Staffing:
    return Staffing((PlanFrom(plan, OPENED),), tuple(Held(who, what, OPENED) for who, what in held), deputed)


def away(position: Position, absent: uuid.UUID | None, stands_in: uuid.UUID) -> tuple[Deputed, ...]:
    return (Deputed(position, absent, stands_in, DAY, NEXT),)


def plain_signers(made: Staffing, position: Position, day: dt.date) -> set[uuid.UUID]:
    """Who is there for a line, before anybody is left out for having signed another."""
    there = plain_holders(made, position, day)
    deputy = plain_deputy(made, position, day)
    if deputy is None:
        return there
    there = {each for each in there if each != deputy.from_id}
    head = plain_deputy(made, HEAD, day)
    centre = {each for line in (HEAD, REP, INFO) for each in plain_holders(made, line, day)}
    barred = centre | ({head.to_id} if head else set())
    if position is MANAGER and deputy.to_id in barred:
        return there - {deputy.to_id}
    return there | {deputy.to_id}


@pytest.mark.rule("ORG-4", "REP-2")
@given(staffings(), days, days, st.sets(st.sampled_from(PEOPLE), max_size=2))
def test_a_route_is_what_the_plain_way_says(
    made: Staffing, day: dt.date, signed_on: dt.date, callers: set[uuid.UUID]
) -> None:
    steps = route_on(made, day, signed_on=signed_on, callers=callers)
    lines = [HEAD, MANAGER] if plain_plan(made, day) == 1 else [HEAD, AFFAIRS, MANAGER]
    assert [step.position for step in steps] == lines
    signers = {line: plain_signers(made, line, signed_on) for line in lines}
    signers[MANAGER] -= callers
    if len(signers[HEAD]) == 1:
        signers[MANAGER] -= signers[HEAD]
    below = callers
    for step, above in zip(steps, [*lines[1:], None], strict=True):
        expected = signers[step.position]
        deputy = plain_deputy(made, step.position, signed_on)
        assert (set(step.signers), len(step.signers)) == (expected, len(expected))
        assert set(step.holders) == plain_holders(made, step.position, signed_on)
        assert step.delegate == (deputy.to_id if deputy else None)
        assert step.passes_to == (None if expected else above)
        assert (RouteMark.DELEGATED in step.marks) == (deputy is not None)
        assert (RouteMark.PASSED_ON in step.marks) == (not expected and above is not None)
        assert (RouteMark.NOBODY in step.marks) == (not expected and above is None)
        assert (RouteMark.ALSO_BELOW in step.marks) == bool(expected & below)
        below = expected or below


@pytest.mark.rule("ORG-2", "ORG-4")
def test_the_plan_of_the_reports_day_decides_whoever_signs_later() -> None:
    people = ((A, HEAD), (B, AFFAIRS), (D, MANAGER))
    made = Staffing((PlanFrom(1, OPENED), PlanFrom(2, NEXT)), staffing(*people).held)
    assert [step.position for step in route_on(made, DAY, signed_on=NEXT)] == [HEAD, MANAGER]
    assert [step.position for step in route_on(made, NEXT)] == [HEAD, AFFAIRS, MANAGER]


@pytest.mark.rule("ORG-4")
def test_an_absent_head_is_delegated_and_a_vacant_one_passes_to_the_next_above() -> None:
    made = staffing((A, HEAD), (D, MANAGER), deputed=away(HEAD, A, B))
    head, _ = route_on(made, DAY)
    assert (head.holders, head.delegate, head.signers, head.marks) == ((A,), B, (B,), {RouteMark.DELEGATED})
    head, manager = route_on(staffing((D, MANAGER)), DAY)
    assert (head.signers, head.passes_to, head.marks) == ((), MANAGER, {RouteMark.PASSED_ON})
    assert manager.signers == (D,)
    head, affairs, _ = route_on(staffing((A, HEAD), (D, MANAGER), plan=2), DAY)
    assert (affairs.passes_to, affairs.marks) == (MANAGER, {RouteMark.PASSED_ON})


@pytest.mark.rule("ORG-4", "ORG-5")
def test_of_two_holders_the_one_who_is_there_signs_as_well_as_the_delegate() -> None:
    made = staffing((A, AFFAIRS), (B, AFFAIRS), (C, HEAD), (D, MANAGER), plan=2, deputed=away(AFFAIRS, A, E))
    assert set(route_on(made, DAY)[1].signers) == {B, E}


@pytest.mark.rule("REP-2")
def test_one_person_on_two_adjacent_lines_signs_once() -> None:
    made = staffing((A, HEAD), (A, AFFAIRS), (D, MANAGER), plan=2)
    head, affairs, _ = route_on(made, DAY)
    assert RouteMark.ALSO_BELOW in affairs.marks
    assert RouteMark.ALSO_BELOW not in head.marks
    assert RouteMark.ALSO_BELOW in route_on(made, DAY, callers={A, B})[0].marks


@pytest.mark.rule("REP-2")
def test_the_general_manager_never_signs_what_he_signed_as_caller_or_head() -> None:
    both = staffing((D, HEAD), (D, MANAGER))
    assert route_on(both, DAY)[1].marks == {RouteMark.NOBODY}
    assert route_on(staffing((A, HEAD), (D, MANAGER)), DAY, callers={D})[1].signers == ()
    two = route_on(staffing((A, HEAD), (D, HEAD), (D, MANAGER)), DAY)[1]
    assert may_sign(two, D, called=(), signed_as_head=A)
    assert not may_sign(two, D, called=(), signed_as_head=D)
    assert not may_sign(two, D, called={D}, signed_as_head=A)
    assert not may_sign(two, B, called=(), signed_as_head=A)
    head = route_on(staffing((A, HEAD), (D, MANAGER)), DAY, callers={A})[0]
    assert may_sign(head, A, called={A}, signed_as_head=None)


@pytest.mark.rule("REP-2", "ORG-4")
@pytest.mark.parametrize("line", [HEAD, REP, INFO])
def test_a_delegate_who_calls_or_heads_never_signs_for_the_general_manager(line: Position) -> None:
    made = staffing((A, HEAD), (B, line), (D, MANAGER), deputed=away(MANAGER, D, B))
    manager = route_on(made, DAY)[-1]
    assert (manager.delegate, manager.signers) == (B, ())
    assert manager.marks >= {RouteMark.DELEGATED, RouteMark.NOBODY}
    good = route_on(staffing((A, HEAD), (D, MANAGER), deputed=away(MANAGER, D, E)), DAY)[-1]
    assert good.signers == (E,)
