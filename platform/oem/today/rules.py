"""When a count of late things is shaded, and how strongly (HQ-4, KPI-1). No database.

By rate, never by count, or big regions would always glow; with a guard for small stores, where one late thing is a
large share; and 'done so far' only when it is behind the network by more than chance.
"""

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import IntEnum, StrEnum
from fractions import Fraction
from typing import Self

from tenants.calendar.interface import DutyCalendar, china


class Level(IntEnum):
    """How late a place is; the screen says it by word and shape, and by one hue that deepens."""

    FINE = 0
    WATCH = 1
    LATE = 2
    SEVERE = 3


class Figure(StrEnum):
    """What is looked at today, in the order of the columns."""

    DONE = "done"
    OVERDUE = "overdue"
    UNSIGNED_REPORTS = "unsigned_reports"
    OVERDUE_OPINIONS = "overdue_opinions"
    OVERDUE_COMPLAINTS = "overdue_complaints"
    BELOW_MINIMUM = "below_minimum"
    MISSING_HANDOVERS = "missing_handovers"


@dataclass(frozen=True, slots=True)
class Count:
    """A rate is a pair of counts: `n` of `of` (KPI-1)."""

    n: int
    of: int

    @property
    def share(self) -> Fraction | None:
        """None when there is nothing to be late with: 'none', never 0 % and never 100 %."""
        return Fraction(self.n, self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Totals:
    """What one or more stores handed over of their day; see `models.DayTotal`.

    `staffing_below` of `staffing_known` stores stood below the minimum when they last handed their staffing over.
    """

    planned: int = 0
    done: int = 0
    waiting: int = 0
    overdue: int = 0
    to_call: int = 0
    ended_otherwise: int = 0
    not_done: int = 0
    handovers_due: int = 0
    handovers_missing: int = 0
    reports_due: int = 0
    reports_unsigned: int = 0
    opinions_open: int = 0
    opinions_overdue: int = 0
    complaints_open: int = 0
    complaints_overdue: int = 0
    staffing_known: int = 0
    staffing_below: int = 0

    def count(self, figure: Figure) -> Count:
        """The figure's pair of counts."""
        late, of = {
            Figure.DONE: (self.done, self.planned),
            Figure.OVERDUE: (self.overdue, self.not_done),
            Figure.UNSIGNED_REPORTS: (self.reports_unsigned, self.reports_due),
            Figure.OVERDUE_OPINIONS: (self.opinions_overdue, self.opinions_open),
            Figure.OVERDUE_COMPLAINTS: (self.complaints_overdue, self.complaints_open),
            Figure.BELOW_MINIMUM: (self.staffing_below, self.staffing_known),
            Figure.MISSING_HANDOVERS: (self.handovers_missing, self.handovers_due),
        }[figure]
        return Count(late, of)

    def __add__(self, other: Self) -> "Totals":
        """Sums of counts: a rate of several places is never a mean of their rates."""
        return Totals(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Totals)))


@dataclass(frozen=True, slots=True)
class Shading:
    """Headquarters' setting. Shares are exact; a step is passed when the share lies above it."""

    steps: tuple[Fraction, Fraction, Fraction] = (Fraction(0), Fraction(5, 100), Fraction(15, 100))
    behind_by: Fraction = Fraction(5, 100)
    """How far 'done' must lie below the network's share to be shaded at all."""
    chance: tuple[float, float] = (0.025, 0.001)
    """How unlikely so few done must be by chance: for 'watch', for 'late'."""
    silent_from: int = 5
    """None done of so many: severe, when it is shaded at all."""
    percentage_from: int = 10
    """Below this denominator a fraction alone is shown."""


STANDARD = Shading()


def late_level(late: Count, shading: Shading = STANDARD) -> Level:
    """Of one store. One late thing is 'watch' at most, two are 'late' at most."""
    return min(_step(late, shading), Level(min(late.n, Level.SEVERE)))


def group_late_level(late: Count, shading: Shading = STANDARD) -> Level:
    """Of a region or the network: shaded from the second step only."""
    level = late_level(late, shading)
    return level if level >= Level.LATE else Level.FINE


def done_level(done: Count, usual: Count, shading: Shading = STANDARD) -> Level:
    """Of a store or a region, against the network's share at this moment: fine unless behind it by more than chance."""
    share, expected = done.share, usual.share
    if share is None or expected is None or expected - share <= shading.behind_by:
        return Level.FINE
    tail = binomial_tail(done, expected)
    watch, late = shading.chance
    if tail > watch:
        return Level.FINE
    if done.n == 0 and done.of >= shading.silent_from:
        return Level.SEVERE
    return Level.LATE if tail <= late else Level.WATCH


def store_levels(totals: Totals, usual: Count, shading: Shading = STANDARD) -> dict[Figure, Level]:
    """How late one store is in each figure; `usual` is the network's 'done' at this moment.

    Staffing is a state, not a count of late things: whoever stands below the minimum is 'late'.
    """
    below = Level.LATE if totals.staffing_below else Level.FINE
    return _levels(totals, usual, shading, late_level) | {Figure.BELOW_MINIMUM: below}


def group_levels(totals: Totals, usual: Count, shading: Shading = STANDARD) -> dict[Figure, Level]:
    """How late a region is in each figure."""
    return _levels(totals, usual, shading, group_late_level)


def binomial_tail(seen: Count, share: Fraction) -> float:
    """How likely `seen.n` or fewer of `seen.of` are when each happens with probability `share` (exact, lower tail)."""
    if share <= 0 or seen.n >= seen.of:
        return 1.0
    if share >= 1:
        return 0.0
    yes, no = math.log(share), math.log1p(-float(share))
    total = math.lgamma(seen.of + 1)
    terms = (
        total - math.lgamma(k + 1) - math.lgamma(seen.of - k + 1) + k * yes + (seen.of - k) * no
        for k in range(seen.n + 1)
    )
    return min(1.0, math.fsum(map(math.exp, terms)))


def shows_percentage(count: Count, shading: Shading = STANDARD) -> bool:
    """Whether a percentage stands beside the fraction."""
    return count.of >= shading.percentage_from


def duty_days_late(oldest_due_on: dt.date, today: dt.date) -> int:
    """Working days since that day; headquarters knows nothing of a store's closures, the base calendar holds."""
    return DutyCalendar(china()).duty_days_between(oldest_due_on, today)


def _levels(
    totals: Totals, usual: Count, shading: Shading, of_late: Callable[[Count, Shading], Level]
) -> dict[Figure, Level]:
    return {
        figure: done_level(count, usual, shading) if figure is Figure.DONE else of_late(count, shading)
        for figure in Figure
        for count in [totals.count(figure)]
    }


def _step(late: Count, shading: Shading) -> Level:
    share = late.share
    return Level.FINE if share is None else Level(sum(share > step for step in shading.steps))
