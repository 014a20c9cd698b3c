"""Day totals as stores hand them over."""

import datetime as dt
from typing import Any

from backbone.clock import SHANGHAI
from backbone.db.unit_of_work import unit_of_work
from oem.today.interface import DayTotal
from tests.factories.tenants import MadeStore

DAY = dt.date(2026, 11, 20)
AS_OF = dt.datetime(2026, 11, 20, 14, 35, 10, tzinfo=SHANGHAI)


def hand_over(store: MadeStore, programme: str = "three_dc", *, day: dt.date = DAY, **said: Any) -> None:
    """One row of the store's; what is not said is 0, `planned` the sum of its parts."""
    parts = {name: said.pop(name, 0) for name in ("done", "waiting", "overdue", "to_call", "ended_otherwise")}
    handovers = {name: said.pop(name, 0) for name in ("handovers_due", "handovers_missing")}
    row = DayTotal(
        tenant_id=store.id,
        network_id=store.network_id,
        region_id=store.region_id,
        day=day,
        programme=programme,
        planned=sum(parts.values()),
        **{"as_of": AS_OF, "oldest_due_on": None} | said,
        **parts,
        **handovers,
    )
    with unit_of_work(store.acting) as session:
        session.add(row)
