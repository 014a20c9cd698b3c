"""Makes a size's network: stores, people, visits, and what callers made of them."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import psycopg
from sqlalchemy import text

from assembly.bench import statements as sql
from assembly.bench.accounts import NETWORK, NETWORK_NAME, REGIONS, open_accounts
from assembly.bench.drawn import DrawnStore
from assembly.bench.sizes import Size, StoreSize
from assembly.migrate import psycopg_url
from assembly.onboarding import actor_of, create_store, find_place, make_network
from backbone.clock import SHANGHAI
from backbone.db.unit_of_work import acting, acting_as, current
from backbone.errors import ConflictError
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from backbone.isolation.acting import Acting
from dealer.callbacks.interface import VisitKind, list_callers, plan_touched
from dealer.callbacks.rules.lists import frozen_at, frozen_day
from dealer.figures.interface import day_changed
from dealer.imports.actions.staging import SETTINGS
from tenants.access.interface import Actor, Side
from tenants.calendar.interface import StoreCalendar, store_calendar, store_day
from tenants.signin.interface import find_code

BEFORE_THE_FIRST, AFTER_TODAY = dt.timedelta(days=30), dt.timedelta(days=60)


class BenchDataThereError(ConflictError):
    """Bench data are made once."""

    code = "bench_data_there"
    message = _l("There is a network %(code)s already: bench data are made once, on a database without them.")


def make(size: Size, *, seed: int, at: dt.datetime, say: Callable[[str], None]) -> None:
    """Make `size` as it stands at `at` (aware), a store a transaction. Raises BenchDataThereError."""
    with acting_as(Acting.door()):
        there = find_code(NETWORK) is not None
    if there:
        raise BenchDataThereError(code=NETWORK)
    hq = make_network(NETWORK, NETWORK_NAME)
    for number, store in enumerate(size.all_stores(seed)):
        _open(store, REGIONS[number % len(REGIONS)], at, hq)
        by = actor_of(find_place(store.code, Side.STORE))
        with acting_as(by.acting):
            callbacks = _fill(store, by, seed, at)
        visits = store.orders + store.deliveries
        say(f"{store.code}  {store.customers:,} customers  {visits:,} visits  {callbacks:,} callbacks")


def settle(owner_url: str) -> None:
    """Statistics and the visibility map, which the background would make within minutes."""
    with psycopg.connect(psycopg_url(owner_url), autocommit=True) as owner:
        owner.execute("VACUUM (ANALYZE)")


def _open(store: StoreSize, region: str, at: dt.datetime, hq: Actor) -> None:
    start = store_day(at) - dt.timedelta(days=store.days + 1)
    create_store(code=store.code, name=store.code, region=region, plan=1, start_date=start, hq=hq)
    open_accounts(store.code)


def _fill(store: StoreSize, by: Actor, seed: int, at: dt.datetime) -> int:
    """In the store's transaction. Returns how many callbacks there are."""
    drawn = DrawnStore(store, seed=seed, now=at.astimezone(SHANGHAI).replace(tzinfo=None, microsecond=0))
    calendar, today = store_calendar(), store_day(at)
    first = today - dt.timedelta(days=store.days)
    _run(*SETTINGS, sql.OPEN_CARS)
    _copy("bench_cars", ((*row, uuid7(), uuid7()) for row in drawn.cars()))
    _run(*sql.CUSTOMERS, at=at, since=first, today=today)
    _stage_duty_days(calendar, first - BEFORE_THE_FIRST, today + AFTER_TODAY)
    for visits, rows in drawn.batches():
        _batch(visits, rows, at)
    _lists(calendar, first, at)
    day_changed()
    counted: int = current().execute(text(_COUNT), {"tenant": by.tenant_id}).scalar_one()
    return counted


_COUNT = "SELECT count(*) FROM app.callbacks AS c WHERE c.tenant_id = :tenant"


def _stage_duty_days(calendar: StoreCalendar, first: dt.date, last: dt.date) -> None:
    _run("CREATE TEMPORARY TABLE bench_duty (rank int PRIMARY KEY, day date UNIQUE) ON COMMIT DROP")
    _copy("bench_duty", enumerate(calendar.duty.duty_days(first, last)))
    _run("ANALYZE pg_temp.bench_duty")


def _batch(visits: VisitKind, rows: Iterable[tuple[Any, ...]], at: dt.datetime) -> None:
    callers = list_callers(store_day(at))
    tomorrow = dt.datetime.combine(store_day(at) + dt.timedelta(days=1), dt.time(10), SHANGHAI)
    _run("DROP TABLE IF EXISTS pg_temp.bench_visits, pg_temp.bench_calls", sql.OPEN_VISITS, sql.OPEN_CALLS)
    _copy("bench_visits", ((*row, uuid7()) for row in rows))
    _run("ANALYZE pg_temp.bench_visits", sql.VISITS[visits], *sql.TOUCH)
    plan_touched(visits, at=at)
    _run(sql.calls_of(visits), "ANALYZE pg_temp.bench_calls", at=at, today=store_day(at))
    who = {"callers": [each.id for each in callers], "names": [each.name for each in callers]}
    _run(sql.BECOME, sql.NEVER_CALLED, sql.ATTEMPTS, at=at, tomorrow=tomorrow, **who)


def _lists(calendar: StoreCalendar, first: dt.date, at: dt.datetime) -> None:
    days = calendar.duty.duty_days(first, frozen_day(at, calendar))
    frozen = [frozen_at(day, calendar) for day in days]
    closings = [calendar.closing(day) for day in days]
    _run(sql.LISTS, sql.ENTRIES, days=days, frozen=frozen, closings=closings, at=at, newest=days[-1])


def _copy(table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    cursor = current().connection().connection.cursor()
    with cursor.copy(f"COPY pg_temp.{table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    cursor.close()


def _run(*statements: str, **values: object) -> None:
    for statement in statements:
        needed = {name: value for name, value in values.items() if f":{name}" in statement}
        tenant = {"tenant": acting().tenant_id} if ":tenant" in statement else {}
        current().execute(text(statement), needed | tenant)
