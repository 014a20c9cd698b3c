"""Recording that a department handed over (CB-14)."""

import datetime as dt
import uuid

from sqlalchemy.dialects.postgresql import insert

from backbone.db.unit_of_work import current
from backbone.ids import uuid7
from dealer.handovers.models import Department, Handover
from dealer.handovers.rules import due_on, is_on_time
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record
from tenants.calendar.interface import store_calendar

HANDED_OVER = event_type("handover.recorded", "department", "due_on", "on_time", "rows")


def record_handover(
    department: Department, *, rows: int, by: Actor, at: dt.datetime, import_id: uuid.UUID | None = None
) -> None:
    """`department` handed over `rows` visits at `at`. The day's first one decides whether it was on time."""
    day = due_on(at, store_calendar().duty)
    values = {
        "tenant_id": by.tenant_id,
        "id": uuid7(),
        "department": department,
        "due_on": day,
        "at": at,
        "on_time": is_on_time(at, day),
        "rows": rows,
        "import_id": import_id,
        "by_name": by.name,
    }
    statement = insert(Handover).values(values)
    more = {"rows": Handover.rows + statement.excluded.rows}
    current().execute(statement.on_conflict_do_update(index_elements=["tenant_id", "department", "due_on"], set_=more))
    record(
        HANDED_OVER,
        by=by,
        about="handover",
        about_id=import_id,
        department=department,
        due_on=day.isoformat(),
        on_time=values["on_time"],
        rows=rows,
    )
