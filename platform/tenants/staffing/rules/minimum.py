"""The minimum (ORG-3): one centre head, one representative, one information administrator, three different people.

A delegated position counts as filled. Nothing is blocked below the minimum; it is shown, with since when.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from tenants.access.interface import Position
from tenants.staffing.rules.route import route_on
from tenants.staffing.rules.staffing import Deputed, Staffing

MINIMUM = (Position.CENTRE_HEAD, Position.CUSTOMER_REPRESENTATIVE, Position.INFORMATION_ADMINISTRATOR)


@dataclass(frozen=True)
class Lack:
    """What is missing since when: a position, or (None) so many more people where one holds several of the three."""

    position: Position | None
    since: dt.date
    people: int = 1


@dataclass(frozen=True)
class Standing:
    """A store's staffing on a day. `gaps` lie in the sign-off route and are not below the minimum (ORG-3)."""

    day: dt.date
    plan: int
    lacks: tuple[Lack, ...]
    below_since: dt.date | None
    gaps: tuple[Lack, ...]
    delegated: tuple[Deputed, ...]

    @property
    def met(self) -> bool:
        """At or above the minimum."""
        return not self.lacks


def standing_on(staffing: Staffing, day: dt.date) -> Standing:
    """How the store stands on a day."""
    return Standing(
        day=day,
        plan=staffing.plan_on(day),
        lacks=tuple(_lacks(staffing, day)),
        below_since=staffing.true_since(lambda then: not is_met(staffing, then), day),
        gaps=tuple(_gaps(staffing, day)),
        delegated=tuple(each for each in staffing.deputed if each.on(day)),
    )


def is_met(staffing: Staffing, day: dt.date) -> bool:
    """Whether the minimum is held on a day."""
    return not any(staffing.is_vacant(each, day) for each in MINIMUM) and people_short(staffing, day) == 0


def people_short(staffing: Staffing, day: dt.date) -> int:
    """How many more people the filled positions of the minimum need, so that each has one of its own."""
    undelegated = [each for each in MINIMUM if staffing.deputy(each, day) is None]
    holders = [found for each in undelegated if (found := set(staffing.holders(each, day)))]
    # Hall: what is short is the largest surplus of positions over the people who hold any of them.
    groups = (group for size in range(4) for group in combinations(holders, size))
    return max(len(group) - len(set().union(*group)) for group in groups)


def _lacks(staffing: Staffing, day: dt.date) -> Iterable[Lack]:
    for position in MINIMUM:
        if since := staffing.true_since(partial(staffing.is_vacant, position), day):
            yield Lack(position, since)
    if since := staffing.true_since(lambda then: people_short(staffing, then) > 0, day):
        yield Lack(None, since, people_short(staffing, day))


def _gaps(staffing: Staffing, day: dt.date) -> Iterable[Lack]:
    """Lines above the centre that nobody can sign: plan 2 without its manager, no general manager."""
    for position in (Position.GENERAL_AFFAIRS_MANAGER, Position.GENERAL_MANAGER):
        if since := staffing.true_since(partial(_unsigned, staffing, position), day):
            yield Lack(position, since)


def _unsigned(staffing: Staffing, position: Position, day: dt.date) -> bool:
    return any(step.position is position and not step.signers for step in route_on(staffing, day))
