"""Periodic work, all of it: task, job, times (of the clock in Shanghai), for whom, what a standstill makes up for."""

import datetime as dt

from backbone.isolation.acting import DbRole
from backbone.jobs.schedule import CatchUp, Task, daily, every
from backbone.web.jobs import FORGET_FORM_KEYS
from dealer.figures.jobs import ALL_STORES_JOB
from tenants.signin.jobs import FORGET_SESSIONS

NIGHT = daily(dt.time(3, 10))

SCHEDULE: tuple[Task, ...] = (
    # 'Overdue' comes without an event (architecture §7).
    Task("figures.day_totals", ALL_STORES_JOB, every(5), DbRole.BATCH, CatchUp.LATEST),
    Task("web.forget_form_keys", FORGET_FORM_KEYS, NIGHT, DbRole.BATCH, CatchUp.LATEST),
    Task("signin.forget_sessions", FORGET_SESSIONS, NIGHT, DbRole.BATCH, CatchUp.LATEST),
)
