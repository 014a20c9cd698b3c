"""The minimum and what is missing since when (ORG-2, ORG-3), against a slow plain way and by example."""

import datetime as dt

import pytest
from hypothesis import given

from tenants.access.interface import Position
from tenants.staffing.rules.minimum import MINIMUM, Lack, is_met, people_short, standing_on
from tenants.staffing.rules.staffing import Deputed, Held, PlanFrom, Staffing
from tests.tenants.staffing.made_up import (
    OPENED,
    PEOPLE,
    days,
    plain_holders,
    plain_plan,
    plain_short,
    plain_since,
    plain_vacant,
    staffings,
)

HEAD, REP, INFO = MINIMUM
A, B, C, D, _ = PEOPLE
FULL = (Held(A, HEAD, OPENED), Held(B, REP, OPENED), Held(C, INFO, OPENED), Held(D, Position.GENERAL_MANAGER, OPENED))
LATER = OPENED + dt.timedelta(days=20)


def staffing(*held: Held, deputed: tuple[Deputed, ...] = (), plan: int = 1) -> Staffing:
    return Staffing((PlanFrom(plan, OPENED),), held, deputed)


def until(held: Held, last: dt.date) -> Held:
    return Held(held.account_id, held.position, held.first, last)


@pytest.mark.rule("ORG-2", "ORG-3")
@given(staffings(), days)
def test_a_standing_is_what_the_plain_way_says(made: Staffing, day: dt.date) -> None:
    past = [OPENED + dt.timedelta(days=number) for number in range((day - OPENED).days + 1)]
    short = {each: plain_short(made, each) for each in past}
    vacant = {position: {each: plain_vacant(made, position, each) for each in past} for position in MINIMUM}
    expected = [
        Lack(position, since)
        for position in MINIMUM
        if (since := plain_since({each: vacant[position][each] for each in past}, day)) is not None
    ]
    if since := plain_since({each: short[each] > 0 for each in past}, day):
        expected.append(Lack(None, since, short[day]))
    below = {each: short[each] > 0 or any(vacant[position][each] for position in MINIMUM) for each in past}
    standing = standing_on(made, day)
    assert list(standing.lacks) == expected
    assert standing.below_since == plain_since(below, day)
    assert standing.met is is_met(made, day) is not below[day]
    assert standing.plan == plain_plan(made, day)
    assert set(standing.delegated) == {each for each in made.deputed if each.first <= day <= each.last}


@pytest.mark.rule("ORG-3")
@given(staffings(), days)
def test_holders_and_people_short_are_what_the_plain_way_says(made: Staffing, day: dt.date) -> None:
    assert people_short(made, day) == plain_short(made, day)
    for position in Position:
        assert set(made.holders(position, day)) == plain_holders(made, position, day)


@pytest.mark.rule("ORG-3")
def test_three_people_in_three_positions_are_the_minimum() -> None:
    assert standing_on(staffing(*FULL), LATER).met


@pytest.mark.rule("ORG-3")
@pytest.mark.parametrize("missing", range(3))
def test_a_position_is_missing_from_the_day_after_its_last(missing: int) -> None:
    last = OPENED + dt.timedelta(days=9)
    held = [until(each, last) if number == missing else each for number, each in enumerate(FULL)]
    standing = standing_on(staffing(*held), LATER)
    assert standing.lacks == (Lack(MINIMUM[missing], last + dt.timedelta(days=1)),)
    assert standing.below_since == last + dt.timedelta(days=1)
    assert standing_on(staffing(*held), last).met


@pytest.mark.rule("ORG-3", "ORG-5")
def test_one_person_in_two_of_the_three_is_a_person_short_until_somebody_shares() -> None:
    held = (Held(A, HEAD, OPENED), Held(A, REP, OPENED), Held(C, INFO, OPENED))
    assert standing_on(staffing(*held), LATER).lacks == (Lack(None, OPENED, 1),)
    assert standing_on(staffing(*held, Held(B, REP, OPENED)), LATER).met
    alone = tuple(Held(A, position, OPENED) for position in MINIMUM)
    assert standing_on(staffing(*alone), LATER).lacks == (Lack(None, OPENED, 2),)


@pytest.mark.rule("ORG-3", "ORG-4")
def test_a_delegated_day_counts_as_filled_and_the_lack_begins_anew_after_it() -> None:
    first, last = OPENED + dt.timedelta(days=3), OPENED + dt.timedelta(days=6)
    made = staffing(*FULL[1:], deputed=(Deputed(HEAD, None, B, first, last),))
    assert standing_on(made, OPENED).lacks == (Lack(HEAD, OPENED),)
    assert standing_on(made, first).met
    assert standing_on(made, last).met
    assert standing_on(made, LATER).lacks == (Lack(HEAD, last + dt.timedelta(days=1)),)


@pytest.mark.rule("ORG-2", "ORG-3")
def test_plan_2_without_its_manager_is_a_gap_in_the_route_and_not_below_the_minimum() -> None:
    changed = OPENED + dt.timedelta(days=5)
    made = Staffing((PlanFrom(1, OPENED), PlanFrom(2, changed)), FULL)
    standing = standing_on(made, LATER)
    assert (standing.met, standing.plan) == (True, 2)
    assert standing.gaps == (Lack(Position.GENERAL_AFFAIRS_MANAGER, changed),)
    assert standing_on(made, changed - dt.timedelta(days=1)).gaps == ()


@pytest.mark.rule("ORG-3")
def test_nothing_is_missing_from_before_the_store_opened() -> None:
    standing = standing_on(staffing(), LATER)
    assert {lack.since for lack in standing.lacks} == {OPENED} == {standing.below_since}
    assert [lack.position for lack in standing.lacks] == list(MINIMUM)
