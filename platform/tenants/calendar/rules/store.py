"""Both calendars of one store side by side: what counts (duty days) and when somebody is there (opening hours)."""

import datetime as dt
from dataclasses import dataclass, field

from backbone.clock import SHANGHAI
from tenants.calendar.rules.duty import ONE_DAY, DutyCalendar
from tenants.calendar.rules.hours import OpeningHours, store_day

SATURDAY = 5
NO_TIME = dt.timedelta()


@dataclass(frozen=True, slots=True)
class StoreCalendar:
    """What the rules ask. Deadlines count `duty` days; every time of day is of `hours`."""

    duty: DutyCalendar
    hours: OpeningHours = field(default_factory=OpeningHours)

    def closing(self, day: dt.date) -> dt.datetime:
        """The centre's closing on this day: every 'closing' of CB-1."""
        return self.hours.closing(day)

    def is_open_day(self, day: dt.date) -> bool:
        """Is anybody there? Every duty day, weekends with hours of their own, extra days; never during a closure.

        A weekend day inside a public holiday needs an entry among the extra days: nobody may be promised a call
        on the first day of the Spring Festival because the store opens on ordinary Sundays.
        """
        if self.duty.is_closed(day):
            return False
        if self.duty.is_duty_day(day) or day in self.hours.extra_days:
            return True
        weekly = day.weekday() >= SATURDAY and day.weekday() in self.hours.by_weekday
        return weekly and not self.duty.base.is_holiday(day)

    def last_open_day_on_or_before(self, day: dt.date) -> dt.date:
        """The last day up to this one on which somebody is there to call."""
        duty = self.duty.last_duty_day_on_or_before(day)
        between = (day - n * ONE_DAY for n in range((day - duty).days))
        return next((each for each in between if self.is_open_day(each)), duty)

    def next_open_moment(self, moment: dt.datetime) -> dt.datetime:
        """`moment` (aware) itself from opening to closing of an open day, else the next opening."""
        return self.after_open_time(moment, NO_TIME)

    def after_open_time(self, moment: dt.datetime, span: dt.timedelta) -> dt.datetime:
        """When `span` of opening time has passed since `moment` (aware); weekends that open count, too."""
        day, left, moment = store_day(moment), span, moment.astimezone(SHANGHAI)
        while True:
            if self.is_open_day(day):
                begins, ends = max(self.hours.opening(day), moment), self.closing(day)
                if left <= ends - begins:
                    return begins + left
                left -= max(ends - begins, NO_TIME)
            day += ONE_DAY

    def before_duty_time(self, moment: dt.datetime, span: dt.timedelta) -> dt.datetime:
        """When `span` of the duty days' opening hours is left until `moment` (aware)."""
        day, left, moment = self.duty.last_duty_day_on_or_before(store_day(moment)), span, moment.astimezone(SHANGHAI)
        while True:
            begins, ends = self.hours.opening(day), min(self.closing(day), moment)
            if left <= ends - begins:
                return ends - left
            left -= max(ends - begins, NO_TIME)
            day = self.duty.last_duty_day_before(day)
