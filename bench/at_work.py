"""The real application at 10:42 of a duty day: no list is worked on a Sunday, when somebody measures."""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager

import time_machine

from backbone.clock import SHANGHAI, today
from tenants.calendar.interface import DutyCalendar, china

BACK = "BENCH_SECONDS_BACK"
LATE_MORNING = dt.time(10, 42)


def moment() -> dt.datetime:
    """Of the last duty day, aware."""
    day = DutyCalendar(china()).last_duty_day_on_or_before(today())
    return dt.datetime.combine(day, LATE_MORNING, SHANGHAI)


@contextmanager
def at_work() -> Iterator[None]:
    """This process, and those that it starts with `turned_back`, at that moment."""
    os.environ[BACK] = str((dt.datetime.now(dt.UTC) - moment()).total_seconds())
    with turned_back():
        yield


def turned_back() -> time_machine.travel:
    """A clock that is late by what the environment says: all processes agree, and time goes on."""
    return time_machine.travel(dt.datetime.now(dt.UTC) - dt.timedelta(seconds=float(os.environ[BACK])), tick=True)
