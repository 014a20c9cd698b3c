"""Periodic work, all of it: task, job, times (of the clock in Shanghai), for whom, what a standstill makes up for."""

import datetime as dt

from backbone.files.jobs import SWEEP
from backbone.isolation.acting import DbRole
from backbone.jobs.schedule import CatchUp, Task, daily, every
from backbone.web.jobs import FORGET_FORM_KEYS
from dealer.callbacks.jobs import CLOSE_DAYS, FREEZE_LISTS
from dealer.figures.jobs import ALL_STORES_JOB, STAFFING_OF_THE_DAY
from dealer.reports.jobs import COMPILE_REPORTS
from tenants.signin.jobs import FORGET_SESSIONS

NIGHT = daily(dt.time(3, 10))

SCHEDULE: tuple[Task, ...] = (
    # Each store's own closing says which of its lists is due; what a frozen list lacks is added (CB-3).
    Task("callbacks.freeze_lists", FREEZE_LISTS, every(10), DbRole.BATCH, CatchUp.LATEST),
    # Five minutes after the centres close; what was missed or closed later is settled at the next one (CB-4).
    Task("callbacks.close_days", CLOSE_DAYS, daily(dt.time(20, 5)), DbRole.STORE, CatchUp.LATEST),
    # When the day's callbacks are settled. One who reads early sees the live list; signing opens with the report.
    Task("reports.compile", COMPILE_REPORTS, daily(dt.time(20, 15)), DbRole.STORE, CatchUp.LATEST),
    # 'Overdue' comes without an event (architecture §7): of callbacks, reports, opinions, complaints, handovers alike.
    Task("figures.day_totals", ALL_STORES_JOB, every(5), DbRole.BATCH, CatchUp.LATEST),
    # Positions and delegations begin and end at midnight without an event (ORG-3).
    Task("figures.staffing_of_the_day", STAFFING_OF_THE_DAY, daily(dt.time(0, 10)), DbRole.STORE, CatchUp.LATEST),
    Task("files.sweep", SWEEP, NIGHT, DbRole.STORE, CatchUp.LATEST),
    Task("web.forget_form_keys", FORGET_FORM_KEYS, NIGHT, DbRole.BATCH, CatchUp.LATEST),
    Task("signin.forget_sessions", FORGET_SESSIONS, NIGHT, DbRole.BATCH, CatchUp.LATEST),
)
