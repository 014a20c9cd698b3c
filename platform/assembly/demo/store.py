"""One demo store from its first day to the present, a day a transaction: who is stopped goes on where they were."""

import datetime as dt
from collections.abc import Callable

from sqlalchemy import func, select

from assembly.demo.calls import plan_calls
from assembly.demo.day import ONE_DAY, Day
from assembly.demo.files import hand_over_files
from assembly.demo.network import DemoStore
from assembly.demo.people import actors_on, staff_of
from assembly.demo.reports import plan_reports
from assembly.demo.staff import plan_staff
from assembly.demo.visits import DemoDms
from assembly.demo.voices import plan_voices
from assembly.demo.watching import plan_watching
from assembly.onboarding import find_place
from backbone.clock import as_of
from backbone.db.unit_of_work import acting, acting_as, current
from backbone.isolation.acting import Acting, DbRole
from backbone.jobs.registry import job_named
from backbone.outbox.models import EntryState, OutboxEntry
from dealer.callbacks.interface import freeze_due_lists
from dealer.callbacks.models import Callback
from dealer.figures.actions.changing import COUNT_STORE
from dealer.figures.actions.handing_over import hand_over_day_totals
from dealer.figures.actions.staffing import hand_over_staffing
from oem.today.models import DayTotal
from tenants.access.interface import Position, Side
from tenants.calendar.interface import store_calendar, store_day
from tenants.staffing.interface import HAND_OVER_STAFFING
from tenants.stores.interface import get_own_store

TOLD_EVERY = 31
"""Days of a store's work between two lines for whoever waits."""
BEFORE_THE_START = 30
"""Days of visits that were there before the store began: history, which nobody calls (CB-16)."""


AT_THE_END = frozenset({COUNT_STORE, HAND_OVER_STAFFING})
"""Jobs that count what is there: once, when the day is over."""


def work_store(store: DemoStore, until: dt.datetime, *, say: Callable[[str], None]) -> int:
    """Work every day that was not worked yet, up to `until` (aware). Returns how many callbacks the store has."""
    place = find_place(store.code, Side.STORE)
    who = Acting.store(place.tenant_id, place.network_id)
    with acting_as(who):
        start, done = get_own_store().start_date, _last_day_worked()
    dms = _dms(store, start, until)
    date = done + ONE_DAY if done else start
    while date <= store_day(until):
        _freeze(who, date - ONE_DAY, until)
        with acting_as(who):
            day = Day(store, dms, date, start, until, store_calendar(), actors_on(date))
        hand_over_files(day, who)
        with acting_as(who):
            _work_day(day)
        if (date - start).days % TOLD_EVERY == TOLD_EVERY - 1:
            say(f"{store.name} ({store.code}): up to {date}")
        date += ONE_DAY
    _freeze(who, store_day(until), until)
    with acting_as(who):
        mine = Callback.tenant_id == acting().tenant_id
        return current().scalar(select(func.count()).select_from(Callback).where(mine)) or 0


def _last_day_worked() -> dt.date | None:
    """A duty day's totals are handed over at its end, in its transaction; nobody works on other days."""
    return current().scalar(select(func.max(DayTotal.day)).where(DayTotal.tenant_id == acting().tenant_id))


def _dms(store: DemoStore, start: dt.date, until: dt.datetime) -> DemoDms:
    named = [(name, position) for _, name, position in staff_of(store)]
    dms = DemoDms(
        store.code,
        prefix=store.plates,
        size=store.cars,
        asks_wish=store.manner.asks_wish,
        advisors=[name for name, position in named if position is Position.SERVICE_ADVISOR],
        consultants=[name for name, position in named if position is Position.SALES_CONSULTANT],
    )
    dms.work(start - BEFORE_THE_START * ONE_DAY, store_day(until))
    return dms


def _work_day(day: Day) -> None:
    day.at = day.moment(0, 0)
    for plan in (plan_staff, plan_calls, plan_voices, plan_watching, plan_reports):
        plan(day)
    day.plan(day.moment(13, 0), _run_jobs)
    day.plan(day.moment(19, 58), _run_jobs)
    day.run()
    if day.is_duty_day or day.date == day.today:
        with as_of(min(day.moment(23, 50), day.until)):
            _run_jobs(day)
            hand_over_day_totals()
            hand_over_staffing()


def _run_jobs(day: Day) -> None:
    """What the day's actions had to happen, as a worker would."""
    mine = (OutboxEntry.tenant_id == acting().tenant_id, OutboxEntry.state == EntryState.NEW)
    for entry in current().scalars(select(OutboxEntry).where(*mine).order_by(OutboxEntry.created_at, OutboxEntry.id)):
        if entry.job not in AT_THE_END:
            job_named(entry.job).function(**entry.payload)
        entry.state, entry.done_at = EntryState.DONE, day.at
    current().flush()


def _freeze(who: Acting, date: dt.date, until: dt.datetime) -> None:
    """The next duty day's list, at this day's closing: as batch, as every evening (CB-3)."""
    with acting_as(who):
        at = min(store_calendar().closing(date), until)
    with as_of(at), acting_as(Acting(DbRole.BATCH, who.network_id, who.network_id)):
        freeze_due_lists(at=at, only=[who.tenant_id])
