"""Closures in the database, and the calendars made of them."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import select

from backbone.clock import SHANGHAI
from backbone.db.unit_of_work import current, unit_of_work
from backbone.errors import InvalidError
from backbone.isolation.acting import Acting, DbRole
from tenants.audit_trail.models import AuditEvent
from tenants.calendar.interface import enter_closure, list_closures, store_calendar, store_calendars
from tests.factories.tenants import MadeNetwork, MadeStore

MONDAY = dt.date(2026, 10, 26)
FRIDAY = dt.date(2026, 10, 30)


@pytest.fixture(autouse=True)
def october() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 10, 22, 10, 42, tzinfo=SHANGHAI), tick=False):
        yield


def close(store: MadeStore, first: dt.date, last: dt.date, reason: str = "盘点") -> None:
    with unit_of_work(store.acting):
        enter_closure(first=first, last=last, reason=reason, by=store.actor)


@pytest.mark.rule("CB-1")
def test_a_store_closes_for_some_days_and_only_that_store(store: MadeStore, other_store: MadeStore) -> None:
    close(store, MONDAY, FRIDAY)
    with unit_of_work(store.acting):
        duty = store_calendar().duty
        assert [closure.reason for closure in list_closures()] == ["盘点"]
        event = current().scalars(select(AuditEvent).where(AuditEvent.event == "calendar.closure_entered")).one()
    assert not duty.is_duty_day(MONDAY)
    assert duty.nth_duty_day_after(dt.date(2026, 10, 23), 1) == dt.date(2026, 11, 2)
    assert event.details == {"first": "2026-10-26", "last": "2026-10-30", "reason": "盘点"}
    with unit_of_work(other_store.acting):
        assert store_calendar().duty.is_duty_day(MONDAY)
        assert list_closures() == []


@pytest.mark.rule("CB-1")
def test_a_day_that_has_begun_stays_a_duty_day(store: MadeStore) -> None:
    """What happens on the day itself is an appeal, not a closure."""
    close(store, dt.date(2026, 10, 22), dt.date(2026, 10, 23))
    with unit_of_work(store.acting):
        duty = store_calendar().duty
    assert duty.is_duty_day(dt.date(2026, 10, 22))
    assert not duty.is_duty_day(dt.date(2026, 10, 23))


@pytest.mark.parametrize(
    ("first", "last", "reason", "field"),
    [
        (FRIDAY, MONDAY, "盘点", "last"),
        (MONDAY, MONDAY + dt.timedelta(days=400), "盘点", "last"),
        (dt.date(2026, 10, 19), dt.date(2026, 10, 22), "盘点", "last"),
        (MONDAY, FRIDAY, "  ", "reason"),
    ],
)
def test_a_closure_that_makes_no_sense_is_refused(
    store: MadeStore, first: dt.date, last: dt.date, reason: str, field: str
) -> None:
    with pytest.raises(InvalidError) as refused:
        close(store, first, last, reason)
    assert list(refused.value.fields) == [field]


@pytest.mark.rule("CB-3")
def test_batch_reads_the_calendars_of_all_stores_at_once(
    network: MadeNetwork, store: MadeStore, other_store: MadeStore
) -> None:
    close(store, MONDAY, FRIDAY)
    with unit_of_work(Acting(DbRole.BATCH, network.id, network.id)):
        calendars = store_calendars([store.id, other_store.id])
    assert not calendars[store.id].duty.is_duty_day(MONDAY)
    assert calendars[other_store.id].duty.is_duty_day(MONDAY)
