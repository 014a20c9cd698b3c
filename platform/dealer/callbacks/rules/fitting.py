"""The first slot that fits a wish (CB-1).

Which days can serve it:
- a wish for hours only ('evening') is served on duty days, since that is when lists are worked;
- a weekend wish on a Saturday or Sunday on which the centre opens and which is no working day: on a make-up
  Saturday the customer is at work as well;
- a named weekday or date on any day the centre opens: the customer chose the day, make-up day or not.
"""

import datetime as dt
from dataclasses import dataclass

from backbone.clock import SHANGHAI
from dealer.callbacks.rules.wishes import LONGEST_WAIT, Wish, WishDays
from tenants.calendar.interface import StoreCalendar

ONE_DAY = dt.timedelta(days=1)
YEAR_TURN = 180  # '1月5日' said in December means the January that comes


@dataclass(frozen=True, slots=True)
class Fit:
    """When to call by a wish: from `starts` to `ends`, aware. `exact` is False when the named day was not to be had."""

    day: dt.date
    starts: dt.datetime
    ends: dt.datetime
    exact: bool = True


def first_fit(wish: Wish, day0: dt.date, first: dt.date, last: dt.date, calendar: StoreCalendar) -> Fit | None:
    """The first slot from `first` to `last` that fits; None when there is none.

    A wish that names a certain day or week is looked for there, however late: it is kept though not in time.
    """
    if wish.date is not None:
        return _on_date(wish, day0, calendar)
    first, last = _awaited(wish, day0, first, last)
    for offset in range((last - first).days + 1):
        day = first + offset * ONE_DAY
        if _serves(wish, day, calendar) and (fit := fit_on(wish, day, calendar)):
            return fit
    return None


def _awaited(wish: Wish, day0: dt.date, first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    if wish.next_week:
        monday = day0 + (7 - day0.weekday()) * ONE_DAY
        return monday, monday + 6 * ONE_DAY
    if wish.from_day > 1:
        begin = day0 + wish.from_day * ONE_DAY
        return begin, max(last, begin + 2 * 7 * ONE_DAY)  # two weeks: the longest holiday lies within
    return first, last


def _serves(wish: Wish, day: dt.date, calendar: StoreCalendar) -> bool:
    if wish.weekdays:
        return day.weekday() in wish.weekdays and calendar.is_open_day(day)
    if wish.days is WishDays.WEEKEND:
        return day.weekday() >= 5 and not calendar.duty.base.is_working_day(day) and calendar.is_open_day(day)
    return calendar.duty.is_duty_day(day)


def fit_on(wish: Wish, day: dt.date, calendar: StoreCalendar) -> Fit | None:
    """The part of this day's opening hours that fits: the named slot, or from the named time to its slot's end.

    Who names only a day is served at any hour of it. Whether the day itself suits is not asked here: a list uses
    this for the hour of an evening wish on a later day than the first.
    """
    slots = calendar.hours.slots(day)
    if wish.slot is not None:
        return Fit(day, slots[wish.slot].starts, slots[wish.slot].ends)
    opens, closes = slots[0].starts, slots[-1].ends
    starts = max(opens, _at(day, wish.earliest)) if wish.earliest else opens
    ends = min(closes, _at(day, wish.until)) if wish.until else closes
    if starts >= ends:
        return None
    if wish.names_hour and not (wish.earliest and wish.until):
        ends = min(ends, next(slot.ends for slot in slots if starts < slot.ends))
    return Fit(day, starts, ends)


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, SHANGHAI)


def _on_date(wish: Wish, day0: dt.date, calendar: StoreCalendar) -> Fit | None:
    wanted = _wanted_date(wish, day0)
    if wanted is None:
        return None
    if calendar.is_open_day(wanted) and (fit := fit_on(wish, wanted, calendar)):
        return fit
    instead = calendar.duty.nth_duty_day_after(wanted, 1)
    fit = fit_on(wish, instead, calendar)
    return fit and Fit(fit.day, fit.starts, fit.ends, exact=False)


def _wanted_date(wish: Wish, day0: dt.date) -> dt.date | None:
    """The date that was meant; None when it is not to come, does not exist, or lies more than a year off."""
    assert wish.date is not None
    wanted = _nearest(wish.date.year, wish.date.month, wish.date.day, day0)
    if wanted is None or not day0 < wanted <= day0 + LONGEST_WAIT * ONE_DAY:
        return None
    return wanted


def _nearest(year: int | None, month: int | None, day: int, day0: dt.date) -> dt.date | None:
    if month is None:
        later = day0.replace(day=1) + 31 * ONE_DAY
        return _valid(day0.year, day0.month, day) if day > day0.day else _valid(later.year, later.month, day)
    named = _valid(year or day0.year, month, day)
    if year is None and named is not None and (day0 - named).days > YEAR_TURN:
        return _valid(day0.year + 1, month, day)
    return named


def _valid(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
