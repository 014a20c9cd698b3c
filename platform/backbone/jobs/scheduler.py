"""Starts what the schedule says, once however many schedulers stand by: who inserts the claim writes the entries."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, cast

import structlog
from sqlalchemy import CursorResult, bindparam, delete, select, text
from sqlalchemy.dialects.postgresql import JSONB, insert

from backbone.clock import now
from backbone.db.unit_of_work import acting_as, current
from backbone.isolation.acting import Acting, DbRole
from backbone.jobs.models import ScheduleClaim
from backbone.jobs.schedule import LONGEST_STANDSTILL, CatchUp, Slot, Task

log = structlog.get_logger()
CLAIMS_KEPT = dt.timedelta(days=2 * LONGEST_STANDSTILL)

_ENTRY = """
INSERT INTO app.outbox (tenant_id, id, network_id, role, job, payload, state, tries, next_at, created_at)
SELECT wanted.tenant_id, app.uuid7(), wanted.network_id, CAST(:role AS text), CAST(:job AS text), :payload, 'new', 0,
       CAST(:now AS timestamptz), CAST(:now AS timestamptz)
FROM ({wanted}) AS wanted
WHERE NOT :once_is_enough OR NOT EXISTS (
    SELECT FROM app.outbox AS waiting
    WHERE waiting.tenant_id = wanted.tenant_id AND waiting.network_id = wanted.network_id
      AND waiting.job = :job AND waiting.state = 'new' AND waiting.payload = :payload
)
"""
_FOR_STORES = "SELECT tenant_id, network_id FROM app.stores WHERE state = 'active'"
_FOR_NETWORKS = "SELECT DISTINCT network_id AS tenant_id, network_id FROM app.stores WHERE state = 'active'"
_ENTRIES = {
    role: text(_ENTRY.format(wanted=wanted)).bindparams(bindparam("payload", type_=JSONB))
    for role, wanted in ((DbRole.STORE, _FOR_STORES), (DbRole.BATCH, _FOR_NETWORKS))
}


@dataclass
class Scheduler:
    """The schedule's hand. Remembers what it has seen claimed, so that it asks the database once a slot only."""

    tasks: tuple[Task, ...] = ()
    _seen: dict[str, Slot] = field(default_factory=dict)

    def start_due(self) -> int:
        """Start every task whose time has come. Returns how many slots this scheduler started."""
        moment, started = now(), 0
        for task in self.tasks:
            latest = task.latest(moment)
            if self._seen.get(task.name) == latest:
                continue
            with acting_as(Acting.dispatcher()):
                started += sum(start(task, slot) for slot in task.due(_newest_claim(task), moment))
            self._seen[task.name] = latest
        return started


def start(task: Task, slot: Slot) -> bool:
    """Claim one slot and write its entries, in the present transaction. False when somebody else has claimed it.

    Where only the latest counts, a tenant whose entry from before still waits gets no second one: a standstill of the
    workers does not pile work up.
    """
    claim = {"task": task.name, "business_date": slot.business_date, "slot": slot.time, "claimed_at": now()}
    taken = insert(ScheduleClaim).values(claim).on_conflict_do_nothing().returning(ScheduleClaim.task)
    if current().scalar(taken) is None:
        return False
    wanted = {
        "role": task.runs_as,
        "job": task.job,
        "payload": {"business_date": slot.business_date.isoformat()},
        "now": now(),
        "once_is_enough": task.catch_up is CatchUp.LATEST,
    }
    written = cast("CursorResult[Any]", current().execute(_ENTRIES[task.runs_as], wanted)).rowcount
    old = ScheduleClaim.business_date < slot.business_date - CLAIMS_KEPT
    current().execute(delete(ScheduleClaim).where(ScheduleClaim.task == task.name, old))
    log.info("task_started", task=task.name, business_date=str(slot.business_date), slot=str(slot.time), jobs=written)
    return True


def _newest_claim(task: Task) -> Slot | None:
    newest = (
        select(ScheduleClaim.business_date, ScheduleClaim.slot)
        .where(ScheduleClaim.task == task.name)
        .order_by(ScheduleClaim.business_date.desc(), ScheduleClaim.slot.desc())
        .limit(1)
    )
    found = current().execute(newest).one_or_none()
    return Slot(found.business_date, found.slot) if found else None
