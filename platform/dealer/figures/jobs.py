"""Jobs of figures."""

import datetime as dt

from backbone.jobs.registry import job
from dealer.figures.actions.changing import COUNT_STORE
from dealer.figures.actions.handing_over import hand_over_day_totals, hand_over_if_today
from dealer.figures.actions.staffing import hand_over_staffing
from tenants.staffing.interface import HAND_OVER_STAFFING

ALL_STORES_JOB = "figures.all_day_totals"
STAFFING_OF_THE_DAY = "figures.staffing_of_the_day"


@job(COUNT_STORE)
def count_store() -> None:
    """After changes in a store: its totals of today."""
    hand_over_day_totals()


@job(ALL_STORES_JOB, time_limit=120)
def count_all_stores(business_date: str) -> None:
    """Every five minutes, as batch: 'overdue' comes without an event. `business_date` as an ISO date."""
    hand_over_if_today(dt.date.fromisoformat(business_date))


@job(HAND_OVER_STAFFING)
def staffing_day() -> None:
    """After changes of people, positions, delegations or the plan: how the store stands today."""
    hand_over_staffing()


@job(STAFFING_OF_THE_DAY)
def staffing_of_the_day(business_date: str) -> None:
    """Each night, as a store: positions and delegations begin and end without an event."""
    hand_over_staffing()
