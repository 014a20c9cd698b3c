"""The audit trail: events declare what they tell, and nothing takes them back."""

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from assembly.subscriptions import load_jobs
from backbone.db.unit_of_work import current, unit_of_work
from tenants.audit_trail.interface import declared, event_type, record
from tests.factories import tenants
from tests.factories.tenants import MadeNetwork, MadeStore

load_jobs()
TOLD = event_type("test.told", "what")


def test_an_event_tells_what_it_declared_and_nothing_else(store: MadeStore, superuser: psycopg.Connection) -> None:
    who = tenants.person(store)
    with unit_of_work(store.acting):
        record(TOLD, by=who.actor, about="test", about_id=who.id, what=7)
        for wrong in ({}, {"what": 1, "more": 2}, {"other": 1}):
            with pytest.raises(RuntimeError, match="declares"):
                record(TOLD, by=who.actor, about="test", **wrong)
    rows = superuser.execute(
        "SELECT tenant_id, account_id, actor_name, about, about_id, details FROM app.audit_events"
        " WHERE event = 'test.told'"
    ).fetchall()
    assert rows == [(store.id, who.id, who.actor.name, "test", who.id, {"what": 7})]


def test_two_kinds_of_events_have_two_names() -> None:
    with pytest.raises(RuntimeError, match=r"two event types are called test\.told"):
        event_type("test.told")


def test_every_kind_of_event_has_a_plain_name() -> None:
    names = [kind.name for kind in declared()]
    assert len(names) > 10
    assert len(set(names)) == len(names)
    assert not [name for name in names if not name.replace("_", "").replace(".", "").isalpha() or name != name.lower()]


@pytest.mark.parametrize(
    "change",
    ["UPDATE app.audit_events SET event = 'nothing'", "DELETE FROM app.audit_events", "TRUNCATE app.audit_events"],
)
def test_nobody_takes_an_event_back(bare_statements: None, network: MadeNetwork, store: MadeStore, change: str) -> None:
    for acting in (network.acting, store.acting):
        with pytest.raises(ProgrammingError, match="permission denied"), unit_of_work(acting):
            current().execute(text(change))
