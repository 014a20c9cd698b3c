"""When a day's handovers are missing, and what 'beforehand' means for a closure (CB-14). No database."""

import datetime as dt

from backbone.clock import SHANGHAI
from dealer.handovers.interface import DUE_AT


def handovers_late_after(day: dt.date) -> dt.datetime:
    """The moment (aware) after which a handover that has not come is missing."""
    return dt.datetime.combine(day, DUE_AT, SHANGHAI)


def day_starts(day: dt.date) -> dt.datetime:
    """The first moment (aware) of a day in Shanghai: a closure entered before it takes the day out (glossary)."""
    return dt.datetime.combine(day, dt.time(0), SHANGHAI)
