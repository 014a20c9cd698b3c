"""What a wish does to a window (CB-1).

CB-1 says it for 3DC: the first slot that fits is due, latest is the later of the third duty day and day 7, a later
wish is kept but is not in time, a weekend wish without a weekend opening day gets any slot and the caller is told.
Deliveries come with wishes too, so 7DC keeps them inside its own seven days: due stays, unless the slot lies later.
For service_14 only hours, weekdays and weekends count: a certain date was meant for the first call.
"""

import datetime as dt
from dataclasses import replace
from typing import NamedTuple

from dealer.callbacks.rules.fitting import Fit, first_fit
from dealer.callbacks.rules.plain import callable_until
from dealer.callbacks.rules.programmes import ProgrammeRule, SevenDcRule, ThreeDcRule
from dealer.callbacks.rules.window import DateReason, DueWindow
from dealer.callbacks.rules.wishes import Wish, WishDays, WishKind
from tenants.calendar.interface import StoreCalendar

ONE_DAY = dt.timedelta(days=1)


class Outcome(NamedTuple):
    """The slot found, if any, and what it does to due and to the latest day."""

    fit: Fit | None
    due_at: dt.datetime
    latest: dt.date


def with_wish(rule: ProgrammeRule, plain: DueWindow, wish: Wish, calendar: StoreCalendar) -> DueWindow:
    """The window for a customer who said `wish`, from the one without.

    A wish that names no time (a channel, words nobody can read by rule) moves no date: nothing in it could need
    more days, and a cell filled with anything at all must not buy a week.
    """
    if wish.kind is WishKind.ANYTIME:
        return plain
    outcome = _outcome(rule, plain, wish, calendar) if wish.is_timed else None
    if outcome is None:
        return _because(plain, DateReason.WISH_WITHOUT_TIME)
    return _apply(rule, plain, outcome, calendar)


def _outcome(rule: ProgrammeRule, plain: DueWindow, wish: Wish, calendar: StoreCalendar) -> Outcome | None:
    match rule:
        case ThreeDcRule():
            return _three_dc(rule, plain, wish, calendar)
        case SevenDcRule():
            return _seven_dc(rule, plain, wish, calendar)
    if wish.waits:
        return None
    fit = first_fit(wish, plain.day0, plain.due_on, plain.latest_on, calendar)
    return Outcome(fit, max(plain.due_at, fit.ends) if fit else plain.due_at, plain.latest_on)


def _three_dc(rule: ThreeDcRule, plain: DueWindow, wish: Wish, calendar: StoreCalendar) -> Outcome:
    latest = max(plain.latest_on, plain.day0 + rule.wish_until_day * ONE_DAY)
    last = _looked_for_until(rule, plain.day0, wish, latest)
    fit = first_fit(wish, plain.day0, plain.day0 + ONE_DAY, last, calendar)
    return Outcome(fit, fit.ends if fit else plain.due_at, latest)


def _seven_dc(rule: SevenDcRule, plain: DueWindow, wish: Wish, calendar: StoreCalendar) -> Outcome:
    """From day 3 like every first try, else from day 1; a slot after the last duty day but inside day 7 is in time."""
    day0 = plain.day0
    start = min(day0 + rule.first_try_from_day * ONE_DAY, plain.due_on)
    last = _looked_for_until(rule, day0, wish, plain.latest_on)
    fit = first_fit(wish, day0, start, last, calendar)
    fit = fit or first_fit(wish, day0, day0 + ONE_DAY, start - ONE_DAY, calendar)
    if fit is None:
        return Outcome(None, plain.due_at, plain.latest_on)
    inside = fit.day <= day0 + rule.due_within_days * ONE_DAY
    return Outcome(fit, max(plain.due_at, fit.ends), max(plain.latest_on, fit.day) if inside else plain.latest_on)


def _looked_for_until(rule: ProgrammeRule, day0: dt.date, wish: Wish, latest: dt.date) -> dt.date:
    """Weekends up to day 7 only (CB-1); other days that come round again up to the latest day, at least to day 7."""
    served = day0 + rule.wish_served_within_days * ONE_DAY
    return served if wish.days is WishDays.WEEKEND else max(latest, served)


def _apply(rule: ProgrammeRule, plain: DueWindow, outcome: Outcome, calendar: StoreCalendar) -> DueWindow:
    fit, latest_at = outcome.fit, calendar.closing(outcome.latest)
    last_day = max(outcome.latest, fit.day) if fit else outcome.latest
    provisional = calendar.duty.is_provisional(plain.day0, last_day)
    window = replace(
        plain,
        first_try_on=fit.day if fit else plain.first_try_on,
        due_at=outcome.due_at,
        latest_at=latest_at,
        in_time_until=max(plain.in_time_until, latest_at),
        callable_until=callable_until(last_day, rule, calendar),
        last_call_on=calendar.last_open_day_on_or_before(last_day),
        wish_at=fit.starts if fit else None,
        wish_until=fit.ends if fit else None,
        wish_kept=fit is not None and fit.exact,
        provisional=provisional,
    )
    unsettled = (DateReason.PROVISIONAL,) if provisional and not plain.provisional else ()
    return _because(window, *_reasons(fit, latest_at), *unsettled)


def _reasons(fit: Fit | None, latest_at: dt.datetime) -> list[DateReason]:
    if fit is None:
        return [DateReason.WISH_NOT_POSSIBLE]
    later = [DateReason.WISH_LATER] if fit.ends > latest_at else []
    if fit.exact:
        return later or [DateReason.WISH_SLOT]
    return [DateReason.WISH_MOVED, *later]


def _because(window: DueWindow, *reasons: DateReason) -> DueWindow:
    return replace(window, reasons=window.reasons + reasons)
