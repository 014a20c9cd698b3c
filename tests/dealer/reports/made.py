"""Reports for tests that only need one: nil, of the last duty day."""

import datetime as dt
import io
import itertools
import uuid

from backbone.clock import now, today
from backbone.db.unit_of_work import unit_of_work
from backbone.ids import uuid7
from dealer.callbacks.interface import Programme
from dealer.reports.interface import Instruction, compile_day, scan_in, sign_report
from tenants.access.interface import Actor
from tenants.calendar.interface import store_calendar
from tests.factories.tenants import MadeStore

_days = itertools.count(1)


def nil_report(store: MadeStore, *, head: Actor | None = None) -> uuid.UUID:
    """A nil 7DC report, each time of another day; signed by `head` when given, it waits for the general manager."""
    with unit_of_work(store.acting):
        day, duty = today(), store_calendar().duty
        for _ in range(next(_days)):
            day = duty.last_duty_day_before(day)
        report = compile_day(Programme.SEVEN_DC, day)
        assert report is not None
        if head is not None:
            sign_report(report.id, by=head)
    return report.id


def instruction(store: MadeStore, report: uuid.UUID, by: Actor, *, state: str = "draft") -> uuid.UUID:
    """An instruction on a whole report."""
    made = Instruction(
        tenant_id=store.id, id=uuid7(), report_id=report, words="整改", department="after_sales", state=state,
        due_at=now() + dt.timedelta(days=2), account_id=by.account_id, by_name=by.name,
    )  # fmt: skip
    with unit_of_work(store.acting) as session:
        session.add(made)
    return made.id


def scan(store: MadeStore, report: uuid.UUID, by: Actor) -> uuid.UUID:
    """A paper copy that was scanned in."""
    with unit_of_work(store.acting):
        return scan_in(report, io.BytesIO(b"%PDF-1.7 signed by hand"), name="signed.pdf", by=by).id
