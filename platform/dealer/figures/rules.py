"""When a day's handovers are missing, and what 'beforehand' means for a closure (CB-14). No database."""

import datetime as dt

from backbone.clock import SHANGHAI

HANDED_OVER_BY = dt.time(10)
"""Clock time of a duty day by which each department has handed over the day before."""


def handovers_late_from(day: dt.date) -> dt.datetime:
    """The moment (aware) from which a handover that has not come is missing."""
    return dt.datetime.combine(day, HANDED_OVER_BY, SHANGHAI)


def day_starts(day: dt.date) -> dt.datetime:
    """The first moment (aware) of a day in Shanghai: a closure entered before it takes the day out (glossary)."""
    return dt.datetime.combine(day, dt.time(0), SHANGHAI)
