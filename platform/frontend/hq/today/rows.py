"""Rows of the heat table: the network, its regions, the stores of the open one; which of them comes first and why."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from backbone.i18n import gettext as _
from backbone.i18n import ngettext
from frontend.hq.stores.standings import lack_since
from frontend.hq.today.cells import Cell, cells_of
from frontend.hq.today.words import LEVELS, SHAPES
from oem.today.interface import Count, Figure, Level, Picture, Place, duty_days_late, group_levels, store_levels

FIRST_STORES = 12
"""So many of a region's late stores are shown at once; a smaller region is shown whole."""
FIRST_ON_A_PHONE = 5
"""The style sheet hides the others there."""


@dataclass(frozen=True)
class StoreRow:
    """A store: its level is the worst of its figures; `ages` are those of the oldest late thing of each, in
    duty days."""

    place: Place
    region: str
    levels: dict[Figure, Level]
    cells: list[Cell]
    ages: Mapping[Figure, int]

    @property
    def level(self) -> Level:
        """The worst of its figures."""
        return max(self.levels.values())

    @property
    def shape(self) -> str:
        """The mark of its level; a store of which there is nothing to judge has none."""
        return SHAPES[self.level] if self.level or self.place.totals.planned else "silent"

    @property
    def word(self) -> str:
        """Its level, or what else is to be said of it."""
        if not self.place.reporting:
            return str(_("no figures yet"))
        if not self.level and not self.place.totals.planned:
            return str(_("no list today"))
        return str(_("silent")) if self.levels[Figure.DONE] is Level.SEVERE else str(LEVELS[self.level])

    @property
    def age(self) -> int:
        """That of its oldest matter of a day, in duty days; staffing that is short lasts, and has its own words."""
        return max((days for figure, days in self.ages.items() if figure is not Figure.BELOW_MINIMUM), default=0)

    @property
    def age_words(self) -> str:
        """How long its oldest matter has been waiting."""
        return age_in_words(self.age)

    def age_words_of(self, figure: Figure) -> str:
        """How long the oldest of one figure has been waiting."""
        return age_in_words(self.ages.get(figure, 0))

    @property
    def lacking(self) -> list[str]:
        """What its staffing is short of, since when."""
        return [lack_since(lack) for lack in self.place.lacks]

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Stores by level, then by age; those that have handed nothing over stand before those that are fine."""
        return -self.level, -self.age, self.place.reporting, self.place.code


@dataclass(frozen=True)
class GroupRow:
    """The network, or a region with the stores of its whole subtree, worst first."""

    place: Place
    cells: list[Cell]
    stores: list[StoreRow] = field(default_factory=list)

    def count(self, level: Level) -> int:
        """How many of its stores are at that level."""
        return sum(store.level is level for store in self.stores)

    @property
    def split(self) -> list[tuple[str, int, str]]:
        """(shape, stores, word) of each level, the worst first."""
        return [(SHAPES[level], self.count(level), str(LEVELS[level])) for level in reversed(Level)]

    @property
    def late(self) -> list[StoreRow]:
        """Its stores with something late."""
        return [store for store in self.stores if store.level]

    @property
    def shown_first(self) -> list[StoreRow]:
        """What an open region shows before somebody asks for all."""
        return self.stores if len(self.stores) <= FIRST_STORES else self.late[:FIRST_STORES]

    @property
    def more_late_on_a_phone(self) -> int:
        """How many late stores a phone does not show first."""
        return max(0, len(self.late) - FIRST_ON_A_PHONE)

    @property
    def fine(self) -> int:
        """How many of its stores have nothing late."""
        return len(self.stores) - len(self.late)

    @property
    def more_late(self) -> list[StoreRow]:
        """Late stores that are not shown first."""
        return [] if len(self.stores) <= FIRST_STORES else self.late[FIRST_STORES:]

    @property
    def order(self) -> tuple[int, int, int, int, str]:
        """Regions by lateness: the darkest cell, then how many stores are severe, late, watched."""
        darkest = max((cell.level for cell in self.cells), default=0)
        counts = (self.count(Level.SEVERE), self.count(Level.LATE), self.count(Level.WATCH))
        return -darkest, -counts[0], -counts[1], -counts[2], self.place.name


@dataclass(frozen=True)
class Table:
    """The heat table of one moment."""

    network: GroupRow
    regions: list[GroupRow]
    usual: Count

    def region(self, region_id: uuid.UUID | None) -> GroupRow | None:
        """One of the rows on top."""
        return next((row for row in self.regions if row.place.id == region_id), None)

    def region_of(self, store_id: uuid.UUID) -> GroupRow | None:
        """The row on top under which a store stands."""
        held = (row for row in self.regions if any(store.place.id == store_id for store in row.stores))
        return next(held, None)


def table_of(picture: Picture) -> Table:
    """Regions on top of the tree (as far as the reader sees it) with the stores of all below them."""
    usual = picture.network.totals.count(Figure.DONE)
    names = {region.id: region.name for region in picture.regions}
    stores = sorted(
        (_store_row(store, names, usual, picture.day) for store in picture.stores), key=lambda row: row.order
    )
    tops = _tops(picture.regions)
    regions = [
        _group_row(region, usual, [row for row in stores if tops.get(row.place.above) == region.id])
        for region in picture.regions
        if tops[region.id] == region.id
    ]
    return Table(_group_row(picture.network, usual, stores), sorted(regions, key=lambda row: row.order), usual)


def _store_row(store: Place, names: dict[uuid.UUID, str], usual: Count, day: dt.date) -> StoreRow:
    levels = store_levels(store.totals, usual)
    ages = {figure: duty_days_late(oldest, day) for figure, oldest in store.oldest.items()}
    region = names.get(store.above, "") if store.above else ""
    return StoreRow(store, region, levels, cells_of(store, levels, usual, group=False), ages)


def age_in_words(duty_days: int) -> str:
    """So many duty days; nothing on the first."""
    return ngettext("%(num)d duty day", "%(num)d duty days", duty_days) if duty_days > 0 else ""


def _group_row(place: Place, usual: Count, stores: list[StoreRow]) -> GroupRow:
    return GroupRow(place, cells_of(place, group_levels(place.totals, usual), usual, group=True), stores)


def _tops(regions: Iterable[Place]) -> dict[uuid.UUID | None, uuid.UUID]:
    """Each region's highest visible one."""
    above = {region.id: region.above for region in regions}
    tops: dict[uuid.UUID | None, uuid.UUID] = {}
    for region_id in above:
        top = region_id
        while (higher := above[top]) is not None and higher in above:
            top = higher
        tops[region_id] = top
    return tops
