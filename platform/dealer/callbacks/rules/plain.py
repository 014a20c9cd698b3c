"""The three programmes' dates without a wish (CB-1)."""

import datetime as dt
from typing import NamedTuple

from dealer.callbacks.rules.programmes import Programme, ProgrammeRule, Service14Rule, SevenDcRule, ThreeDcRule
from dealer.callbacks.rules.window import DateReason, DueWindow
from tenants.calendar.interface import DutyCalendar, StoreCalendar

ONE_DAY = dt.timedelta(days=1)


class Dates(NamedTuple):
    """A window in days: `promised` is the last day that keeps what the programme promises."""

    first_try: dt.date
    due: dt.date
    latest: dt.date
    promised: dt.date
    reason: DateReason


def plain_window(rule: ProgrammeRule, day0: dt.date, calendar: StoreCalendar) -> DueWindow:
    """The window by the rule alone, as for a customer who named no time."""
    dates = _dates(rule, day0, calendar.duty)
    provisional = calendar.duty.is_provisional(day0, dates.latest)
    return DueWindow(
        programme=rule.programme,
        day0=day0,
        counts_from=day0 + ONE_DAY if rule.programme is Programme.SEVEN_DC else day0,
        first_try_on=dates.first_try,
        due_at=calendar.closing(dates.due),
        latest_at=calendar.closing(dates.latest),
        in_time_until=calendar.closing(dates.promised),
        callable_until=callable_until(dates.latest, rule, calendar),
        last_call_on=dates.latest,
        wish_at=None,
        wish_until=None,
        wish_kept=None,
        provisional=provisional,
        reasons=(dates.reason, DateReason.PROVISIONAL) if provisional else (dates.reason,),
    )


def callable_until(last_day: dt.date, rule: ProgrammeRule, calendar: StoreCalendar) -> dt.datetime:
    """Until when a callback whose latest day is `last_day` may be made: seven calendar days more (CB-4, CB-16)."""
    return calendar.closing(last_day + rule.days_after_latest * ONE_DAY)


def _dates(rule: ProgrammeRule, day0: dt.date, duty: DutyCalendar) -> Dates:
    match rule:
        case SevenDcRule():
            return _seven_dc(rule, day0, duty)
        case ThreeDcRule():
            return _three_dc(rule, day0, duty)
        case Service14Rule():
            return _service_14(rule, day0, duty)
    raise TypeError(f"no dates are known for {type(rule).__name__}")


def _seven_dc(rule: SevenDcRule, day0: dt.date, duty: DutyCalendar) -> Dates:
    """Day 7, or the last duty day inside, or the first after. First try from the earlier of day 3 and due.

    The promise is 'within days 1 to 7'. Where the last duty day lies before day 7, that is the day planned and
    the latest; yet who does reach the customer on day 7, a Saturday say, has kept the promise, and is in time.
    """
    end = day0 + rule.due_within_days * ONE_DAY
    due, reason = duty.last_duty_day_on_or_before(end), DateReason.LAST_DUTY_DAY_INSIDE
    if due == end:
        reason = DateReason.LAST_CALENDAR_DAY
    elif due <= day0:
        due, reason = duty.nth_duty_day_after(end, 1), DateReason.FIRST_DUTY_DAY_AFTER
    first_try = min(duty.next_duty_day(day0 + rule.first_try_from_day * ONE_DAY), due)
    return Dates(first_try, due, due, max(due, end), reason)


def _three_dc(rule: ThreeDcRule, day0: dt.date, duty: DutyCalendar) -> Dates:
    """The third duty day's closing is due and latest; first try on the first duty day."""
    due = duty.nth_duty_day_after(day0, rule.due_on_duty_day)
    first_try = min(duty.nth_duty_day_after(day0, rule.first_try_on_duty_day), due)
    return Dates(first_try, due, due, due, DateReason.DUTY_DAY_AFTER_PICK_UP)


def _service_14(rule: Service14Rule, day0: dt.date, duty: DutyCalendar) -> Dates:
    """Two weeks on, moved to the next duty day; latest three duty days after that."""
    target = day0 + rule.due_after_days * ONE_DAY
    due = duty.next_duty_day(target)
    latest = duty.nth_duty_day_after(due, rule.latest_duty_days_on)
    reason = DateReason.TWO_WEEKS_ON if due == target else DateReason.TWO_WEEKS_ON_MOVED
    return Dates(due, due, latest, latest, reason)
