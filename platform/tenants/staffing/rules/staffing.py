"""A store's staffing over time: plans, positions held, delegations; what stood on a day, and since when."""

import datetime as dt
import uuid
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from tenants.access.interface import Position

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class PlanFrom:
    """Staffing plan 1 or 2, from this day until the next one."""

    plan: int
    valid_from: dt.date


@dataclass(frozen=True)
class Held:
    """Somebody in a position from a day to a day (included; open when None)."""

    account_id: uuid.UUID
    position: Position
    first: dt.date
    last: dt.date | None = None

    def on(self, day: dt.date) -> bool:
        """Whether that day lies in it."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Deputed:
    """A position that `to_id` stands in for, both days included; `from_id` is who is absent, None when it is vacant."""

    position: Position
    from_id: uuid.UUID | None
    to_id: uuid.UUID
    first: dt.date
    last: dt.date

    def on(self, day: dt.date) -> bool:
        """Whether that day lies in it."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Staffing:
    """Everything that ever held, in any order. `plans` has at least one."""

    plans: tuple[PlanFrom, ...]
    held: tuple[Held, ...] = ()
    deputed: tuple[Deputed, ...] = ()

    @property
    def first_day(self) -> dt.date:
        """Nothing is missing before the first plan holds."""
        return min(each.valid_from for each in self.plans)

    def plan_on(self, day: dt.date) -> int:
        """The plan in force (ORG-2); before the first one, the first one."""
        begun = [each for each in self.plans if each.valid_from <= day]
        chosen = max(begun, key=_begins) if begun else min(self.plans, key=_begins)
        return chosen.plan

    def holders(self, position: Position, day: dt.date) -> tuple[uuid.UUID, ...]:
        """Who holds a position on a day, each once, the longest in it first."""
        found = [each for each in self.held if each.position is position and each.on(day)]
        found.sort(key=lambda each: (each.first, each.account_id))
        return tuple(dict.fromkeys(each.account_id for each in found))

    def deputy(self, position: Position, day: dt.date) -> Deputed | None:
        """The delegation of a position on a day; there is one at most."""
        return next((each for each in self.deputed if each.position is position and each.on(day)), None)

    def is_vacant(self, position: Position, day: dt.date) -> bool:
        """Neither held nor delegated."""
        return not self.holders(position, day) and self.deputy(position, day) is None

    def true_since(self, question: Callable[[dt.date], bool], day: dt.date) -> dt.date | None:
        """The first of the days up to `day` on all of which the answer is yes; None when it is no on `day` itself."""
        if not question(day):
            return None
        since = dt.date.min
        for turn in reversed(self._turns[: bisect_right(self._turns, day)]):
            if not question(turn - ONE_DAY):
                since = turn
                break
        return min(day, max(since, self.first_day))

    @cached_property
    def _turns(self) -> list[dt.date]:
        """The days on which anything changes, in order: between two of them every answer stays as it is."""
        turns = {each.first for each in self.held} | {each.first for each in self.deputed}
        turns |= {each.last + ONE_DAY for each in self.held if each.last is not None}
        turns |= {each.last + ONE_DAY for each in self.deputed}
        return sorted(turns | {each.valid_from for each in self.plans})


def _begins(plan: PlanFrom) -> dt.date:
    return plan.valid_from
