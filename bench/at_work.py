"""The real application at 10:42 of a duty day: no list is worked on a Sunday, when somebody measures."""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager

import time_machine

from backbone.clock import SHANGHAI, today
from tenants.calendar.interface import DutyCalendar, china

MOMENT = "BENCH_MOMENT"
LATE_MORNING = dt.time(10, 42)


def moment() -> dt.datetime:
    """Of the last duty day, aware."""
    day = DutyCalendar(china()).last_duty_day_on_or_before(today())
    return dt.datetime.combine(day, LATE_MORNING, SHANGHAI)


@contextmanager
def at_work() -> Iterator[None]:
    """This process, and those that it starts with `turned_back`, at that moment."""
    os.environ[MOMENT] = moment().isoformat()
    with turned_back():
        yield


def turned_back() -> time_machine.travel:
    """A clock that goes on from the moment that the environment names."""
    return time_machine.travel(dt.datetime.fromisoformat(os.environ[MOMENT]), tick=True)
