"""A store that closes for some days: what is open and not tried yet moves with its duty days (CB-1)."""

from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import select, update

from assembly.subscriptions import load_jobs
from backbone.db.unit_of_work import unit_of_work
from backbone.outbox.models import OutboxEntry
from dealer.callbacks.interface import PlanResult, VisitKind, close_store
from dealer.callbacks.models import Callback
from tests.dealer.callbacks.calendars import at, day
from tests.dealer.callbacks.test_replanning import callback_of
from tests.dealer.callbacks.visits import MadeVisit, import_
from tests.factories.tenants import MadeStore

NOW = at("2026-10-22 10:42")


@pytest.fixture(autouse=True)
def thursday() -> Iterator[None]:
    load_jobs()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.rule("CB-1", "DATA-5")
def test_open_callbacks_move_and_tried_ones_stay(store: MadeStore) -> None:
    order, tried = (MadeVisit(day0=day("2026-10-22"), known_at=NOW) for _ in range(2))
    sold = MadeVisit(day0=day("2026-10-20"), known_at=NOW, kind=VisitKind.DELIVERIES)
    import_(store, order, tried, now=NOW)
    import_(store, sold, now=NOW)
    with unit_of_work(store.acting) as session:
        session.execute(update(Callback).where(Callback.repair_order_id == tried.id).values(tries=1))
        before = callback_dates(store, order, tried)
    assert before == [day("2026-10-27"), day("2026-10-27")]
    with unit_of_work(store.acting):
        told = close_store(first=day("2026-10-26"), last=day("2026-10-27"), reason="停电检修", by=store.actor)
    assert told == {VisitKind.REPAIR_ORDERS: PlanResult(replanned=1), VisitKind.DELIVERIES: PlanResult(replanned=1)}
    assert callback_dates(store, order, tried) == [day("2026-10-29"), day("2026-10-27")]
    assert callback_of(store, sold, "seven_dc").due_on == day("2026-10-23")

    with unit_of_work(store.acting) as session:
        assert session.scalars(select(OutboxEntry.job)).all() == ["figures.day_totals"]


def callback_dates(store: MadeStore, *visits: MadeVisit) -> list[object]:
    return [callback_of(store, visit).due_on for visit in visits]
