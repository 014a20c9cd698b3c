"""When, where and in which language a call is looked at."""

import datetime as dt
from dataclasses import dataclass

from frontend import formats
from frontend.store.callbacks.words import SLOTS
from tenants.calendar.interface import StoreCalendar, store_day


@dataclass(frozen=True)
class At:
    """When, where and in which language a page is looked at."""

    now: dt.datetime
    calendar: StoreCalendar
    language: str
    place: str

    def words(self, moment: dt.datetime) -> str:
        """Day, time, part of the day."""
        slot = self.calendar.hours.slot_at(moment)
        said = formats.moment(moment, self.language, store_day(self.now))
        return f"{said} {SLOTS[slot.number]}" if slot else said
