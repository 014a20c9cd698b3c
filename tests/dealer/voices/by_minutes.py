"""The slow, obvious reference of the clocks: walks minute by minute over the table typed by hand."""

import datetime as dt
from collections.abc import Set as AbstractSet

from hypothesis import strategies as st

from backbone.clock import SHANGHAI
from tenants.calendar.interface import DayHours, OpeningHours
from tests.tenants.calendar.by_hand import MAKE_UP_DAYS, WEEKDAYS_OFF, WEEKENDS_OFF, is_duty
from tests.tenants.calendar.strategies import closures_near, known_days

MINUTE = dt.timedelta(minutes=1)
Said = tuple[dt.datetime, frozenset[dt.date]]


@st.composite
def said(draw: st.DrawFn) -> Said:
    """A moment of any day, and closures around it."""
    day = draw(known_days)
    minutes = draw(st.integers(0, 24 * 60 - 1))
    return dt.datetime.combine(day, dt.time(), SHANGHAI) + minutes * MINUTE, draw(closures_near(day))


class Minutes:
    """When somebody is there, one minute at a time."""

    def __init__(self, hours: OpeningHours, closures: AbstractSet[dt.date]) -> None:
        self.hours, self.closures = hours, closures

    def of(self, day: dt.date) -> DayHours:
        return self.hours.by_weekday.get(day.weekday(), self.hours.usual)

    def opens(self, day: dt.date) -> bool:
        """A duty day, or a weekend day with hours of its own that is no public holiday."""
        weekend = day.weekday() in self.hours.by_weekday and day not in WEEKDAYS_OFF | WEEKENDS_OFF | MAKE_UP_DAYS
        return day not in self.closures and (is_duty(day, self.closures) or weekend)

    def is_open(self, at: dt.datetime) -> bool:
        """Up to and with closing itself."""
        times = self.of(at.date())
        return self.opens(at.date()) and times.opens <= at.time() <= times.closes

    def is_on_duty(self, at: dt.datetime) -> bool:
        """Is the minute that begins now one of a duty day's opening hours?"""
        times = self.of(at.date())
        return is_duty(at.date(), self.closures) and times.opens <= at.time() < times.closes

    def next_open(self, at: dt.datetime) -> dt.datetime:
        while not self.is_open(at):
            at += MINUTE
        return at

    def after(self, at: dt.datetime, minutes: int) -> dt.datetime:
        """So many open minutes later."""
        while minutes:
            minutes -= self.opens(at.date()) and self.of(at.date()).opens <= at.time() < self.of(at.date()).closes
            at += MINUTE
        return at

    def before(self, at: dt.datetime, minutes: int) -> dt.datetime:
        """So many minutes of duty days' opening hours earlier."""
        while minutes:
            at -= MINUTE
            minutes -= self.is_on_duty(at)
        return at
