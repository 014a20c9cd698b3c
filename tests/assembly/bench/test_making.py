"""`sanqi bench-data` at a tiny size: the same for the same seed, and such as the planner and callers leave behind."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
import time_machine

from assembly.bench.making import BenchDataThereError, make
from assembly.bench.sizes import BIG_CODE, SIZES, Size
from assembly.onboarding import actor_of, find_place
from backbone.db.unit_of_work import acting_as
from dealer.callbacks.interface import ListDays, ListFilter, Tab, count_lists, list_page
from tenants.access.interface import Side
from tenants.calendar.interface import store_calendar
from tests.dealer.callbacks.calendars import at
from tests.house.rows import Emptier

TINY = Size("tiny", stores=2, customers=15, big_callbacks=400)
NOW = at("2026-10-22 10:42")

# What each table holds, without identities.
LOOKS = (
    "SELECT s.code, s.name, s.start_date, r.name FROM app.stores s JOIN app.regions r ON r.id = s.region_id",
    """SELECT s.code, c.name, c.name_sort, c.is_company, p.number, v.vin, v.plate, v.model
         FROM app.stores s JOIN app.customers c USING (tenant_id)
         JOIN app.customer_phones p ON p.customer_id = c.id JOIN app.vehicle_roles r ON r.customer_id = c.id
         JOIN app.vehicles v ON v.id = r.vehicle_id""",
    """SELECT s.code, coalesce(o.number, d.number), c.state, c.reason, c.day0, c.known_at, c.list_on, c.latest_at,
              c.added, c.wish, c.slots_tried, c.tries, c.reached_at, c.ended_at, c.next_try_at, a.name
         FROM app.stores s JOIN app.callbacks c USING (tenant_id)
         LEFT JOIN app.repair_orders o ON o.id = c.repair_order_id
         LEFT JOIN app.vehicle_deliveries d ON d.id = c.delivery_id LEFT JOIN app.accounts a ON a.id = c.assigned_to""",
    """SELECT s.code, o.number, t.at, t.outcome, t.slot, t.by_name, t.seconds FROM app.stores s
         JOIN app.attempts t USING (tenant_id) JOIN app.callbacks c ON c.id = t.callback_id
         LEFT JOIN app.repair_orders o ON o.id = c.repair_order_id""",
    """SELECT s.code, l.day, l.frozen_at, l.closed_at, count(e.id), count(e.id) FILTER (WHERE e.added)
         FROM app.stores s JOIN app.call_lists l USING (tenant_id)
         LEFT JOIN app.call_list_entries e ON e.tenant_id = l.tenant_id AND e.day = l.day GROUP BY 1, 2, 3, 4""",
)


@pytest.fixture(autouse=True)
def thursday() -> Iterator[None]:
    """The moment at which everything is made."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def empty_it(_emptier: Emptier) -> Emptier:
    """Deletes every row."""
    return _emptier


def made(superuser: psycopg.Connection, *, seed: int) -> list[list[Any]]:
    make(TINY, seed=seed, at=NOW, say=lambda text: None)
    return [sorted(superuser.execute(look.encode()).fetchall(), key=repr) for look in LOOKS]


def test_the_same_seed_makes_the_same_data(superuser: psycopg.Connection, empty_it: Emptier) -> None:
    first = made(superuser, seed=7)
    assert all(first)
    empty_it()
    assert made(superuser, seed=7) == first
    empty_it()
    assert made(superuser, seed=8) != first


def test_it_is_made_once(database: object) -> None:
    make(TINY, seed=1, at=NOW, say=lambda text: None)
    with pytest.raises(BenchDataThereError):
        make(TINY, seed=1, at=NOW, say=lambda text: None)


def count(superuser: psycopg.Connection, rest: str) -> int:
    row = superuser.execute(f"SELECT count(*) FROM app.callbacks c JOIN app.stores s USING (tenant_id) {rest}".encode())
    return int((row.fetchone() or (0,))[0])


def test_it_is_what_planner_and_callers_leave_behind(superuser: psycopg.Connection) -> None:
    told: list[str] = []
    make(TINY, seed=1, at=NOW, say=told.append)
    assert len(told) == TINY.stores + 1
    assert count(superuser, f"WHERE s.code = '{BIG_CODE}'") == TINY.big_callbacks
    assert count(superuser, f"WHERE c.ended_at > '{NOW}'") == 0
    assert count(superuser, f"WHERE c.ended_at IS NULL AND c.callable_until <= '{NOW}'") == 0
    assert count(superuser, "WHERE (c.state IN ('planned', 'waiting_for_reply')) <> (c.ended_at IS NULL)") == 0
    assert count(superuser, "WHERE (c.state = 'done') <> (c.reached_at IS NOT NULL)") == 0
    tries = "(SELECT count(*) FROM app.attempts t WHERE t.tenant_id = c.tenant_id AND t.callback_id = c.id)"
    assert count(superuser, f"WHERE c.tries <> {tries}") == 0
    states = {row[0] for row in superuser.execute("SELECT DISTINCT state FROM app.callbacks").fetchall()}
    assert states >= {"done", "excluded", "missed", "planned", "superseded", "unreached", "no_valid_number"}


def test_its_list_can_be_worked(database: object) -> None:
    make(TINY, seed=1, at=NOW, say=lambda text: None)
    with acting_as(actor_of(find_place(BIG_CODE, Side.STORE)).acting):
        days = ListDays.at(NOW, store_calendar())
        counts = count_lists(days)
        assert counts.frozen == counts.planned > 0
        assert len(list_page(Tab.TODAY, days, ListFilter()).rows) == min(50, counts.of_tab(Tab.TODAY))


def test_an_ordinary_store_has_four_thousand_customers() -> None:
    ordinary = SIZES["S"].all_stores(seed=1)[:-1]
    assert len(ordinary) == 50
    assert sum(store.customers for store in ordinary) == 50 * 4_000
    assert max(store.customers for store in ordinary) > 3 * 4_000, "log-normal: few large ones, many small ones"
