"""Clocks in words: when something is due, why then, how long that is, and whether it was kept."""

import datetime as dt
from typing import NamedTuple

from backbone.i18n import gettext as _
from backbone.i18n import ngettext
from dealer.voices.interface import Level, raised_to
from frontend import formats
from frontend.store.voices.words import LEVELS
from tenants.calendar.interface import StoreCalendar, store_day


class Clock(NamedTuple):
    """One clock: `tone` is ok, warn, bad or empty; `note` says how long it still runs, or how it ended."""

    title: str
    due: str
    why: str
    note: str
    tone: str
    icon: str


class Clocks:
    """Words clocks of one page, in one language, as at one moment."""

    def __init__(self, calendar: StoreCalendar, now: dt.datetime, language: str) -> None:
        self.calendar, self.now, self.language, self.today = calendar, now, language, store_day(now)

    def moment(self, value: dt.datetime) -> str:
        """Day and clock."""
        return formats.moment(value, self.language, self.today)

    def clock(self, title: str, due: dt.datetime, why: str, stopped: dt.datetime | None) -> Clock:
        """A clock that runs, or that stopped."""
        if stopped is not None:
            kept = stopped <= due
            note = _("in time, %(when)s", when=self.moment(stopped)) if kept else self._late(due, stopped)
            return Clock(title, self.moment(due), why, note, "ok" if kept else "bad", "check" if kept else "x")
        note, tone = self.left(due)
        return Clock(title, self.moment(due), why, note, tone, "clock-exclamation" if tone else "clock")

    def left(self, due: dt.datetime) -> tuple[str, str]:
        """How long it still runs, and the tone: late, today, or neither."""
        if self.now > due:
            return self._over(due, self.now), "bad"
        days = self.calendar.duty.duty_days_between(self.today, store_day(due))
        if store_day(due) == self.today:
            return _("today"), "warn"
        return ngettext("%(num)s duty day left", "%(num)s duty days left", max(days, 1)), ""

    def _late(self, due: dt.datetime, stopped: dt.datetime) -> str:
        late: str = _("%(late)s, %(when)s", late=self._over(due, stopped), when=self.moment(stopped))
        return late

    def _over(self, due: dt.datetime, until: dt.datetime) -> str:
        days = self.calendar.duty.duty_days_between(store_day(due), store_day(until))
        if days < 1:
            return str(_("overdue"))
        return str(ngettext("%(num)s duty day overdue", "%(num)s duty days overdue", days))

    def day_number(self, since: dt.datetime, due: dt.datetime) -> str:
        """`2nd duty day`: which one after the day on which it was said."""
        number = self.calendar.duty.duty_days_between(store_day(since), store_day(due))
        return str(_("duty day %(number)s", number=number))

    def raised(self, due: dt.datetime) -> str:
        """To whom an unfinished one has risen by now; empty when to nobody."""
        levels: tuple[Level, ...] = raised_to(due, self.now, self.calendar)
        return str(LEVELS[levels[-1]]) if levels else ""

    def deadline(self, title: str, due: dt.datetime, stopped: dt.datetime | None) -> str:
        """The clock that runs now, in one line; empty when none does."""
        if stopped is not None:
            return ""
        said: str = _("%(title)s by %(due)s", title=title, due=self.moment(due))
        return f"{said} ({self.left(due)[0]})" if self.language == "en" else f"{said}（{self.left(due)[0]}）"
