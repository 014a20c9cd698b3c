"""Reads of handovers."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from backbone.db.unit_of_work import current
from dealer.handovers.models import Department, Handover
from dealer.handovers.rules import due_on, is_due
from tenants.calendar.interface import store_calendar, store_day
from tenants.stores.interface import get_own_store


@dataclass(frozen=True)
class MissingHandover:
    """A department that has not handed over today, though it is past 10:00; `last_on` is None when it never has."""

    department: Department
    due_on: dt.date
    last_on: dt.date | None
    duty_days_ago: int | None


def missing_handovers(at: dt.datetime) -> list[MissingHandover]:
    """Which departments are late at this aware moment (CB-14)."""
    calendar = store_calendar().duty
    # There was nothing to hand over before the start; the first day handed over is the start date itself (CB-16).
    if not is_due(at, calendar) or store_day(at) <= get_own_store().start_date:
        return []
    day = due_on(at, calendar)
    newest = select(Handover.department, func.max(Handover.due_on)).group_by(Handover.department)
    last: dict[str, dt.date] = {row[0]: row[1] for row in current().execute(newest)}
    return [
        MissingHandover(department, day, on, calendar.duty_days_between(on, day) if on else None)
        for department in Department
        if (on := last.get(department)) is None or on < day
    ]
