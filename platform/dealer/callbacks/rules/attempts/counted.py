"""What an ended or open callback counts as in the figures (KPI words 'reached' and 'timely')."""

import datetime as dt
from collections.abc import Iterable

from dealer.callbacks.rules.attempts.situation import Attempt, Situation
from dealer.callbacks.rules.attempts.trail import read_trail
from dealer.callbacks.rules.programmes import ProgrammeRule
from dealer.callbacks.rules.window import DueWindow
from tenants.calendar.interface import StoreCalendar


def reached_at(trail: Iterable[Attempt]) -> dt.datetime | None:
    """When the right person was first spoken to, refusals and the customer's own call included; None: not reached."""
    return min((each.at for each in trail if each.outcome.is_conversation), default=None)


def tried_enough_at(situation: Situation, rule: ProgrammeRule, calendar: StoreCalendar) -> dt.datetime | None:
    """When three slots were tried up within three days; None: never."""
    return read_trail(situation, rule, calendar).enough_at


def is_timely(reached: dt.datetime | None, tried_enough: dt.datetime | None, window: DueWindow) -> bool:
    """Reached in time, or three slots tried in time. For headquarters' figures with headquarters' window and rule."""
    return any(moment is not None and window.is_in_time(moment) for moment in (reached, tried_enough))
