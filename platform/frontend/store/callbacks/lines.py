"""Rows of the list as text: every column is worded once a page, never a translation or an address a cell (P4)."""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Row

from backbone.clock import SHANGHAI
from backbone.i18n import gettext as _
from backbone.i18n import ngettext
from dealer.callbacks.interface import CallbackState, ListMoment, Programme, Standing
from dealer.customers.interface import masked_number
from frontend import formats
from frontend.programmes import PROGRAMMES
from frontend.store.callbacks.words import OUTCOMES, REASONS, SLOTS
from tenants.calendar.interface import StoreCalendar

SHORT_WISH = 12
"""Letters of a wish that nobody could read by rule; the whole text is in its title."""


class Tries(NamedTuple):
    """Parts of the day: in words, as classes of their marks, and how many were tried."""

    label: str
    kinds: tuple[str, ...]
    done: int


class Line(NamedTuple):
    """One row, ready for the template; texts are plain, `tries` is markup."""

    id: str
    list_group: int
    wish: str
    wish_title: str
    wish_kind: str
    shape: str
    programme: str
    customer: str
    phone: str
    added: bool
    model: str
    plate: str
    visit: str
    work: str
    served_by: str
    when: str
    why: str
    tone: str
    tries: Tries
    caller: str


class Lines:
    """Words rows of one page, in one language, as at one moment."""

    def __init__(self, at: ListMoment, calendar: StoreCalendar, language: str, today: dt.date) -> None:
        self.at, self.duty, self.language, self.today = at, calendar.duty, language, today
        hours = calendar.hours
        self.words = {key: (word.shape, str(word.word)) for key, word in PROGRAMMES.items()}
        self.outcome: Callable[[str], str] = cache(lambda state: str(OUTCOMES[state]))
        self.reason: Callable[[str], str] = cache(lambda reason: str(REASONS.get(reason, "")))
        self.day: Callable[[dt.date], str] = cache(lambda value: formats.day(value, language, today))
        self.moment: Callable[[dt.datetime], str] = cache(self._moment)
        self.past_day: Callable[[dt.date], str] = cache(self._past_day)
        self.count: Callable[[str, dt.date], str] = cache(self._count)
        self.tries = tries_of(at.slot)
        slots = zip(hours.slots(at.day), SLOTS, strict=True)
        self.parts_of_day = {(formats.clock(each.starts), formats.clock(each.ends)): str(name) for each, name in slots}
        self.part_ends = {until for _starts, until in self.parts_of_day}
        self.no_name, self.agreed, self.from_then = _("no name"), _("agreed %(clock)s"), _("from %(clock)s")
        self.unfit = _("The centre is not open at the time asked for: call when you can, and tell the customer.")
        self.delivery, self.no_plate = _("delivery"), _("no plate")

    def of(self, rows: Iterable[Row[Any]]) -> list[Line]:
        """The rows as lines."""
        return [self._line(row) for row in rows]

    def _line(self, row: Row[Any]) -> Line:
        shape, programme = self.words[row.programme]
        when, why, tone = self._ended(row) if row.standing in _ENDED else self.latest(row)
        return Line(
            str(row.id),
            row.list_group,
            *self._wish(row),
            shape,
            programme,
            row.customer or self.no_name,
            masked_number(row.phone),
            row.added,
            row.model or "",
            row.plate or self.no_plate,
            self.day(row.day0),
            row.kind_of_work or row.work or (self.delivery if row.programme == Programme.SEVEN_DC else ""),
            row.served_by or "",
            when,
            why,
            tone,
            self.tries(row.slots_tried),
            row.caller or "",
        )

    def _wish(self, row: Row[Any]) -> tuple[str, str, str]:
        """Text, title and kind: timed, unfit, said or none."""
        raw = (row.wish or "").strip()
        if row.asked_for is not None and _local(row.asked_for) >= self.at.day:
            return self._time_asked_for(row), raw, "timed"
        short = raw if len(raw) <= SHORT_WISH else f"{raw[:SHORT_WISH]}…"
        if row.wish_kept is False:
            return short, f"{raw} · {self.unfit}", "unfit"
        return (short, raw if short != raw else "", "said") if raw else ("", "", "none")

    def _time_asked_for(self, row: Row[Any]) -> str:
        if _local(row.asked_for) == self.at.day:
            return self._hours(row)
        return formats.moment(row.asked_for, self.language, self.today)

    def _hours(self, row: Row[Any]) -> str:
        """`afternoon`, `15:00 on` to the end of its part of the day, or `15:00–16:00`."""
        starts = formats.clock(row.asked_for)
        if row.next_try_at is not None or row.wish_until is None:
            return str(self.agreed % {"clock": starts})
        until = formats.clock(row.wish_until)
        if (starts, until) in self.parts_of_day:
            return self.parts_of_day[starts, until]
        return str(self.from_then % {"clock": starts}) if until in self.part_ends else f"{starts}–{until}"

    def latest(self, row: Any) -> tuple[str, str, str]:
        """Until when, why then, and the tone of it, for an open callback."""
        if row.standing == Standing.OVERDUE:
            since = _local(row.overdue_after)
            return self.past_day(since), self.count("late", since), "bad"
        when = self.moment(row.overdue_after)
        why = self.count(row.programme, row.day0)
        if row.due_at > row.latest_at:
            why = _("by wish, later than in time")
        if row.provisional:
            why = f"{why} · {_('provisional')}"
        return when, why, "warn" if _local(row.overdue_after) <= self.at.day else ""

    def _ended(self, row: Row[Any]) -> tuple[str, str, str]:
        when = f" {formats.clock(row.ended_at)}" if row.ended_at else ""
        outcome, reason = self.outcome(row.state), self.reason(row.reason)
        return outcome + when, reason, "ok" if row.state == CallbackState.DONE else ""

    def _moment(self, value: dt.datetime) -> str:
        """`today 20:00`, `Fri 20:00` within a week, else with its date."""
        days = (_local(value) - self.today).days
        if 1 < days < len(formats.WEEKDAYS[self.language]):
            return f"{formats.WEEKDAYS[self.language][_local(value).weekday()]} {formats.clock(value)}"
        said: str = formats.moment(value, self.language, self.today)
        return said

    def _past_day(self, value: dt.date) -> str:
        near: dict[int, str] = formats.NEAR_DAYS[self.language]
        return near.get((value - self.today).days) or self.day(value)

    def _count(self, what: str, since: dt.date) -> str:
        """Which day of its programme the shown day is; what is late, for how long."""
        days, duty_days = (self.at.day - since).days, self.duty.duty_days_between(since, self.at.day)
        if what == "late":
            late = ngettext("%(num)s duty day late", "%(num)s duty days late", duty_days)
            said = late if duty_days else _("late since closing")
        elif what == Programme.THREE_DC:
            said = _("duty day %(number)s", number=duty_days)
        else:
            said = _("day %(number)s", number=days)
        return str(said)


_ENDED = {Standing.DONE, Standing.OTHERWISE}


def _local(moment: dt.datetime) -> dt.date:
    return moment.astimezone(SHANGHAI).date()


def tries_of(now_slot: int) -> Callable[[int], Tries]:
    """A function from the bits of `slots_tried` to its marks, `now_slot` being the part of the day it is."""
    names = [str(name) for name in SLOTS]
    said = {"tried": _("tried"), "next": _("to be tried now"), "": _("not tried")}

    def marks(bits: int) -> Tries:
        tried = [bool(bits >> number & 1) for number in range(len(names))]
        retry = bits != 0 and now_slot >= 0 and not tried[now_slot]
        kinds = tuple("tried" if each else "next" if retry and n == now_slot else "" for n, each in enumerate(tried))
        label = ", ".join(f"{name} {said[kind]}" for name, kind in zip(names, kinds, strict=True))
        return Tries(label, kinds, sum(tried))

    return cache(marks)
