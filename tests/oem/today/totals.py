"""Day totals as stores hand them over."""

import datetime as dt
from typing import Any

from backbone.clock import SHANGHAI
from backbone.db.unit_of_work import unit_of_work
from oem.staffing.interface import StaffingDay
from oem.today.interface import DayTotal
from tests.factories.tenants import MadeStore

DAY = dt.date(2026, 11, 20)
AS_OF = dt.datetime(2026, 11, 20, 14, 35, 10, tzinfo=SHANGHAI)


BELOW_SINCE = dt.date(2026, 10, 19)
LACK = {"position": "information_administrator", "since": "2026-10-19", "people": 1}
REST = (
    "handovers_due", "handovers_missing", "reports_due", "reports_unsigned", "opinions_open", "opinions_overdue",
    "complaints_open", "complaints_overdue",
)  # fmt: skip
OLDEST = (
    "oldest_due_on", "oldest_report_on", "oldest_report_due_on", "oldest_opinion_due_on", "oldest_complaint_due_on"
)  # fmt: skip


def hand_over(store: MadeStore, programme: str = "three_dc", *, day: dt.date = DAY, **said: Any) -> None:
    """One row of the store's; what is not said is 0, `planned` the sum of its parts."""
    parts = {name: said.pop(name, 0) for name in ("done", "waiting", "overdue", "to_call", "ended_otherwise")}
    rest = {name: said.pop(name, 0) for name in REST}
    said = {"not_done": parts["waiting"] + parts["overdue"] + parts["to_call"]} | said
    row = DayTotal(
        tenant_id=store.id,
        network_id=store.network_id,
        region_id=store.region_id,
        day=day,
        programme=programme,
        planned=sum(parts.values()),
        **{"as_of": AS_OF} | dict.fromkeys(OLDEST) | said,
        **parts,
        **rest,
    )
    with unit_of_work(store.acting) as session:
        session.add(row)


def hand_over_staffing(store: MadeStore, *, met: bool, day: dt.date = DAY) -> None:
    """How the store stands: the minimum held, or without an information administrator."""
    row = StaffingDay(
        tenant_id=store.id,
        network_id=store.network_id,
        region_id=store.region_id,
        day=day,
        plan=1,
        met=met,
        below_since=None if met else BELOW_SINCE,
        lacks=[] if met else [LACK],
        gaps=[],
        delegated=[],
        as_of=AS_OF,
    )
    with unit_of_work(store.acting) as session:
        session.add(row)
