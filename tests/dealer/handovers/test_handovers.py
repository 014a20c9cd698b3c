"""CB-14: who hands over by when, and what is missing."""

import datetime as dt

import pytest

from backbone.clock import SHANGHAI
from backbone.db.unit_of_work import acting_as
from dealer.handovers.interface import Department, missing_handovers, record_handover
from tests.factories import tenants as made
from tests.factories.tenants import MadeNetwork, MadeStore


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    """A moment in October 2026 where the store is; the 19th is a Monday."""
    return dt.datetime(2026, 10, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.rule("CB-14")
@pytest.mark.parametrize(
    ("moment", "late"),
    [
        (at(19, 9, 59), []),
        (at(19, 10), []),
        (at(19, 10, 1), ["sales", "after_sales"]),
        (at(18, 15), []),
    ],
    ids=["before ten", "ten sharp", "after ten", "sunday"],
)
def test_nothing_handed_over(store: MadeStore, moment: dt.datetime, late: list[str]) -> None:
    """Both departments are late from 10:00 on a duty day, and only then."""
    with acting_as(store.acting):
        assert [each.department for each in missing_handovers(moment)] == late


@pytest.mark.rule("CB-14")
def test_who_handed_over_is_not_missing(store: MadeStore) -> None:
    """One department came at 9:00; the other one was last seen on Thursday, two duty days ago."""
    with acting_as(store.acting):
        record_handover(Department.SALES, rows=3, by=store.actor, at=at(15, 9))
        record_handover(Department.AFTER_SALES, rows=30, by=store.actor, at=at(19, 9))
        missing = missing_handovers(at(19, 12))
    assert [(each.department, each.last_on, each.duty_days_ago) for each in missing] == [
        (Department.SALES, dt.date(2026, 10, 15), 2)
    ]


@pytest.mark.rule("CB-14")
def test_a_handover_on_a_day_off_is_the_next_duty_days(store: MadeStore) -> None:
    """Saturday's import counts for Monday, and is on time."""
    with acting_as(store.acting):
        record_handover(Department.SALES, rows=1, by=store.actor, at=at(17, 18))
        missing = missing_handovers(at(19, 12))
    assert [each.department for each in missing] == [Department.AFTER_SALES]


@pytest.mark.rule("CB-14")
def test_nothing_is_due_before_the_store_has_started(network: MadeNetwork) -> None:
    """On its start date a store has no day before to hand over; on the next duty day it has."""
    young = made.store(network, start_date=dt.date(2026, 10, 19))
    with acting_as(young.acting):
        assert missing_handovers(at(19, 12)) == []
        assert len(missing_handovers(at(20, 12))) == 2
