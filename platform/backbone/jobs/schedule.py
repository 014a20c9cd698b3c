"""Periodic work as data: which task, at which times of a business date, and what is made up for after a standstill.

No database here: the arithmetic of times. Times are of the clock in Shanghai, where all stores are.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from backbone.clock import SHANGHAI
from backbone.isolation.acting import DbRole

ONE_DAY = dt.timedelta(days=1)
LONGEST_STANDSTILL = 31
"""Days that are made up for at most."""


class CatchUp(StrEnum):
    """After a standstill: every time that was missed, or the latest alone."""

    EACH = "each"
    LATEST = "latest"


class Slot(NamedTuple):
    """One time of a task: its business date (in Shanghai) and clock time."""

    business_date: dt.date
    time: dt.time

    @property
    def starts_at(self) -> dt.datetime:
        """The moment, aware."""
        return dt.datetime.combine(self.business_date, self.time, SHANGHAI)


@dataclass(frozen=True)
class Task:
    """A periodic task: at each of `times` a day, `job` runs once for every active store, or once a network as batch.

    `runs_as` is STORE (one entry a store) or BATCH (one entry a network, whose set-based statements run over all its
    stores). The job takes `business_date`, an ISO date.
    """

    name: str
    job: str
    times: tuple[dt.time, ...]
    runs_as: DbRole
    catch_up: CatchUp

    def __post_init__(self) -> None:
        if not self.times or list(self.times) != sorted(set(self.times)):
            raise ValueError(f"the times of {self.name} must be in order, each once, at least one")
        if self.runs_as not in {DbRole.STORE, DbRole.BATCH}:
            raise ValueError(f"{self.name} runs as a store or as batch, not as {self.runs_as}")

    def latest(self, now: dt.datetime) -> Slot:
        """The newest slot that has come at `now` (aware)."""
        local = now.astimezone(SHANGHAI)
        passed = bisect_right(self.times, local.time().replace(tzinfo=None))
        if passed:
            return Slot(local.date(), self.times[passed - 1])
        return Slot(local.date() - ONE_DAY, self.times[-1])

    def due(self, claimed: Slot | None, now: dt.datetime) -> list[Slot]:
        """What is to be started at `now` (aware) when `claimed` was the newest start so far, oldest first.

        A task that never ran begins with its latest slot: nothing from before it existed is made up for.
        """
        latest = self.latest(now)
        if claimed is None:
            return [latest]
        if claimed >= latest:
            return []
        return [latest] if self.catch_up is CatchUp.LATEST else list(self._between(claimed, latest))

    def _between(self, after: Slot, until: Slot) -> Iterator[Slot]:
        first = max(after.business_date, until.business_date - LONGEST_STANDSTILL * ONE_DAY)
        for offset in range((until.business_date - first).days + 1):
            for time in self.times:
                slot = Slot(first + offset * ONE_DAY, time)
                if after < slot <= until:
                    yield slot


def daily(at: dt.time) -> tuple[dt.time, ...]:
    """Once a day."""
    return (at,)


def every(minutes: int, *, first: dt.time = dt.time(0), last: dt.time = dt.time(23, 59)) -> tuple[dt.time, ...]:
    """Every so many minutes of the day, from `first` up to and including `last`."""
    start, end = first.hour * 60 + first.minute, last.hour * 60 + last.minute
    return tuple(dt.time(*divmod(minute, 60)) for minute in range(start, end + 1, minutes))
