"""A store's day as the demo works it: what happens when, one after the other, each as of its moment."""

import datetime as dt
import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from assembly.demo.network import DemoStore, Manner
from assembly.demo.visits import DemoDms
from backbone.clock import SHANGHAI, as_of
from tenants.access.interface import Actor, Position
from tenants.calendar.interface import StoreCalendar

MINUTE = dt.timedelta(minutes=1)
ONE_DAY = dt.timedelta(days=1)
Happening = Callable[["Day"], None]


@dataclass
class Day:
    """One day of one store. `until` (aware) is the true present: what would come after it is left undone.

    `at` is how late it is by now; calls begin after `began`, when the files are in.
    """

    store: DemoStore
    dms: DemoDms
    date: dt.date
    start: dt.date
    until: dt.datetime
    calendar: StoreCalendar
    people: dict[Position, list[Actor]]
    at: dt.datetime = field(init=False)
    began: dt.datetime = field(init=False)
    chance: random.Random = field(init=False)
    _agenda: list[tuple[dt.datetime, int, Happening]] = field(init=False, default_factory=list)
    _order: "count[int]" = field(init=False, default_factory=count)

    def __post_init__(self) -> None:
        self.at = self.began = self.moment(0, 0)
        self.chance = random.Random(f"{self.store.code} {self.date}")  # noqa: S311 - made-up people, no secrets

    @property
    def manner(self) -> Manner:
        """How the store works."""
        return self.store.manner

    @property
    def is_duty_day(self) -> bool:
        """Does the centre work?"""
        return self.calendar.duty.is_duty_day(self.date)

    @property
    def today(self) -> dt.date:
        """The true present's date."""
        return self.until.astimezone(SHANGHAI).date()

    @property
    def is_newest(self) -> bool:
        """Today, or the last duty day before it: what is left open here is seen on every page."""
        return self.date >= self.calendar.duty.last_duty_day_before(self.today)

    def moment(self, hour: int, minute: int) -> dt.datetime:
        """A time of this day, aware."""
        return dt.datetime.combine(self.date, dt.time(hour, minute), SHANGHAI)

    def one(self, position: Position) -> Actor | None:
        """Who holds a position today, if somebody does."""
        return next(iter(self.people.get(position, ())), None)

    def everybody(self, *positions: Position) -> list[Actor]:
        """All who hold one of these positions."""
        return [each for position in positions for each in self.people.get(position, ())]

    def happens(self, share: float) -> bool:
        """Throw the dice: true in `share` of cases."""
        return self.chance.random() < share

    def around(self, hour: int, minute: int, *, spread: int = 10) -> dt.datetime:
        """A time of this day, up to so many minutes later, with seconds: nobody works by the clock's stroke."""
        return self.moment(hour, minute) + dt.timedelta(seconds=self.chance.randrange(1, spread * 60))

    def plan(self, at: dt.datetime, happening: Happening) -> None:
        """Have something happen at a moment of this day."""
        heapq.heappush(self._agenda, (at, next(self._order), happening))

    def run(self) -> None:
        """Let it happen, up to the present."""
        while self._agenda:
            at, _, happening = heapq.heappop(self._agenda)
            if at > self.until:
                return
            self.at = max(at, self.at)
            with as_of(self.at):
                happening(self)
