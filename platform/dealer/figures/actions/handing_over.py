"""Handing the day's totals over to headquarters (HQ-4)."""

import datetime as dt

from backbone.clock import now
from dealer.figures.queries import day_totals
from oem.today.interface import hand_over
from tenants.calendar.interface import store_day


def hand_over_day_totals() -> int:
    """Count today and hand it over: as a store its own day, as batch every store of the network in one statement.

    Returns how many rows were written.
    """
    moment = now()
    return hand_over(day_totals(store_day(moment), moment))


def hand_over_if_today(business_date: dt.date) -> int:
    """As above, unless the day is over: what a past day handed over last stays as it was (KPI-3)."""
    return hand_over_day_totals() if business_date == store_day(now()) else 0
