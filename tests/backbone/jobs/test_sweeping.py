"""What the dispatcher and the night forget, and what they keep."""

import datetime as dt

import psycopg
import time_machine

from assembly.schedule import SCHEDULE
from backbone.clock import SHANGHAI, now
from backbone.db.unit_of_work import unit_of_work
from backbone.ids import uuid7
from backbone.jobs.housekeeping import forget_done_entries
from backbone.jobs.scheduler import Scheduler
from backbone.outbox.actions import must_happen
from backbone.web.jobs import FORGET_FORM_KEYS
from backbone.web.models import FormKey
from tests.factories.tenants import MadeNetwork, MadeStore
from tests.house.outbox import work_off

NIGHT = dt.datetime(2026, 11, 21, 3, 15, tzinfo=SHANGHAI)


def test_done_entries_are_forgotten_after_thirty_days(store: MadeStore, superuser: psycopg.Connection) -> None:
    states = {"done": 31, "recent": 29, "dead": 90, "new": 90}
    for name, days in states.items():
        with unit_of_work(store.acting):
            entry = must_happen(FORGET_FORM_KEYS, business_date=name)
        superuser.execute(
            "UPDATE app.outbox SET state = %s, done_at = %s WHERE id = %s",
            ["done" if name == "recent" else name, now() - dt.timedelta(days=days), entry],
        )
    assert forget_done_entries() == 1
    kept = superuser.execute("SELECT payload->>'business_date' FROM app.outbox").fetchall()
    assert {name for (name,) in kept} == {"recent", "dead", "new"}


def test_the_night_forgets_form_keys_and_sessions(
    network: MadeNetwork, store: MadeStore, foreign_store: MadeStore, superuser: psycopg.Connection
) -> None:
    for tenant in (store, network):
        for days in (6, 8):
            with unit_of_work(tenant.acting) as session:
                used = NIGHT - dt.timedelta(days=days)
                session.add(FormKey(tenant_id=tenant.actor.tenant_id, id=uuid7(), request_hash=b"", used_at=used))
    for days in (36, 38):
        superuser.execute(
            """INSERT INTO app.sign_in_sessions
               (token_hash, id, side, tenant_id, network_id, account_id, place, browser, created_at, last_seen_at)
               VALUES (%s, %s, 'store', %s, %s, %s, 'x', '', %s, %s)""",
            [str(days).encode(), uuid7(), store.id, network.id, uuid7(), *[NIGHT - dt.timedelta(days=days)] * 2],
        )
    with time_machine.travel(NIGHT, tick=False):
        Scheduler(tuple(task for task in SCHEDULE if ".forget_" in task.name)).start_due()
        assert len(work_off()) == 4, "two jobs in each of two networks"
    for table, left in (("form_keys", 2), ("sign_in_sessions", 1)):
        assert superuser.execute(f"SELECT count(*) FROM app.{table}".encode()).fetchone() == (left,)
    assert superuser.execute("SELECT token_hash FROM app.sign_in_sessions").fetchone() == (b"36",)
    oldest = superuser.execute("SELECT min(used_at) FROM app.form_keys").fetchone()
    assert oldest == (NIGHT - dt.timedelta(days=6),)
