"""All counts of the list page, in one statement."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import text

from backbone.db.unit_of_work import current
from dealer.callbacks.queries.filters import ListFilter
from dealer.callbacks.queries.listed import listed, values_of
from dealer.callbacks.rules.lists import ListGroup
from dealer.callbacks.rules.programmes import Programme
from dealer.callbacks.rules.tabs import STANDINGS, ListDays, Standing, Tab

# ruff: noqa: S608 - the parts are our own constants, values are bound


class Cell(NamedTuple):
    """So many callbacks that are alike; `wished` ones have a slot by the customer's wish."""

    which: str
    standing: str
    list_group: int
    programme: str
    assigned_to: uuid.UUID | None
    wished: bool
    entered: bool
    added: bool
    callbacks: int


@dataclass(frozen=True)
class ListCounts:
    """What there is on both days; every figure of the page is a sum over some of the cells."""

    cells: tuple[Cell, ...]

    def of_tab(self, tab: Tab, shown: ListFilter | None = None) -> int:
        """A tab's number; with a filter, how many of them it leaves."""
        return _sum(self._in(tab), lambda cell: shown is None or fits(cell, shown))

    def groups(self, tab: Tab, shown: ListFilter) -> Counter[ListGroup]:
        """How many rows each part of the list has under a filter."""
        found: Counter[ListGroup] = Counter()
        for cell in self._in(tab):
            if fits(cell, shown):
                found[ListGroup(cell.list_group)] += cell.callbacks
        return found

    def standing(self, standing: Standing) -> int:
        """How many of today's list stand so."""
        return _sum(self._today, lambda cell: cell.standing == standing)

    @property
    def planned(self) -> int:
        """All of today's list."""
        return _sum(self._today)

    @property
    def added(self) -> int:
        """How many were added after the list was frozen."""
        return _sum(self._today, lambda cell: cell.added)

    @property
    def frozen(self) -> int:
        """How many stand on today's list as it was frozen, those added since included."""
        return _sum(self._today, lambda cell: cell.entered)

    def has(self, programme: Programme) -> bool:
        """Is anything of this programme on either day's list?"""
        return any(cell.programme == programme for cell in self.cells)

    @property
    def next_is_frozen(self) -> bool:
        """Is the next duty day's list frozen, as far as it has entries?"""
        return any(cell.entered for cell in self._tomorrow)

    def of_caller(self, account_id: uuid.UUID | None, *standings: Standing) -> int:
        """How many of today's list are assigned to somebody (None: to nobody), in these standings or in any."""
        return sum(self._by_caller[account_id, standing] for standing in standings or Standing)

    @cached_property
    def _by_caller(self) -> Counter[tuple[uuid.UUID | None, str]]:
        found: Counter[tuple[uuid.UUID | None, str]] = Counter()
        for cell in self._today:
            found[cell.assigned_to, cell.standing] += cell.callbacks
        return found

    @cached_property
    def _today(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.which == Tab.TODAY]

    @cached_property
    def _tomorrow(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.which == Tab.TOMORROW]

    def _in(self, tab: Tab) -> Iterable[Cell]:
        day = self._tomorrow if tab is Tab.TOMORROW else self._today
        return (cell for cell in day if cell.standing in STANDINGS[tab])


def fits(cell: Cell, shown: ListFilter) -> bool:
    """Does a filter leave these callbacks?"""
    return (
        (shown.programme is None or cell.programme == shown.programme)
        and (shown.caller is None or shown.unassigned or cell.assigned_to == shown.caller)
        and (not shown.unassigned or cell.assigned_to is None)
        and (not shown.with_wish or cell.wished)
    )


def _sum(cells: Iterable[Cell], wanted: Callable[[Cell], bool] = lambda cell: True) -> int:
    return sum(cell.callbacks for cell in cells if wanted(cell))


def count_lists(at: ListDays) -> ListCounts:
    """Count today's list and the next duty day's."""
    values = values_of(at.today.day, {Tab.TODAY: at.today, Tab.TOMORROW: at.next})
    return ListCounts(tuple(Cell(*row) for row in current().execute(_COUNTED, values)))


_COUNTED = text(f"""
WITH {listed(Tab.TODAY, Tab.TOMORROW)}
SELECT c.which, c.standing, c.list_group, c.programme, c.assigned_to, c.wish_at IS NOT NULL AS wished,
       c.entered, c.added, count(*)
  FROM listed AS c
 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
""")
