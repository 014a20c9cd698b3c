"""Fan-out: an announcement of headquarters becomes one entry for each store and subscribed job (architecture §1).

Only the dispatcher does it: one statement an announcement, in the transaction that marks it done. Killed in between,
nothing has happened; and a unique key (tenant, announcement, job) makes a second run add nothing.
"""

import datetime as dt
from typing import Any, cast

import structlog
from sqlalchemy import CursorResult, bindparam, select, text
from sqlalchemy.dialects.postgresql import JSONB

from backbone.clock import now
from backbone.db.unit_of_work import acting_as, current
from backbone.isolation.acting import Acting, DbRole
from backbone.outbox.actions import FAN_OUT
from backbone.outbox.facts import is_known, jobs_of
from backbone.outbox.models import EntryState, OutboxEntry

log = structlog.get_logger()
LONGEST_PAUSE = dt.timedelta(minutes=10)

# The dispatcher may read stores, and nothing else of the tenants, for this one purpose; their model lies above us.
_EXPAND = text("""
INSERT INTO app.outbox
    (tenant_id, id, network_id, role, job, payload, state, tries, next_at, created_at, cause_id)
SELECT stores.tenant_id, app.uuid7(), stores.network_id, CAST(:role AS text), wanted.job, :body, 'new', 0,
       CAST(:now AS timestamptz), CAST(:now AS timestamptz), CAST(:cause AS uuid)
FROM app.stores AS stores CROSS JOIN unnest(CAST(:jobs AS text[])) AS wanted (job)
WHERE stores.network_id = :network AND stores.state = 'active' AND stores.created_at <= :announced_at
  AND (CAST(:stores AS uuid[]) IS NULL OR stores.tenant_id = ANY (CAST(:stores AS uuid[])))
ON CONFLICT (tenant_id, cause_id, job) DO NOTHING
""").bindparams(bindparam("body", type_=JSONB))


def fan_out_next() -> bool:
    """Expand the announcement that has waited longest. False when none is waiting.

    One with a fact that this version does not know is put off: during a roll-out another dispatcher knows it.
    """
    with acting_as(Acting.dispatcher()) as session:
        waiting = (
            select(OutboxEntry)
            .where(OutboxEntry.job == FAN_OUT, OutboxEntry.next_at <= now())
            .where(OutboxEntry.state.in_([EntryState.NEW, EntryState.HANDED]))
            .order_by(OutboxEntry.next_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if (entry := session.scalar(waiting)) is None:
            return False
        if is_known(entry.payload["fact"]):
            expand(entry)
            entry.state, entry.done_at, entry.last_error = EntryState.DONE, now(), None
        else:
            _put_off(entry)
    return True


def expand(entry: OutboxEntry) -> int:
    """One entry for each store that is told and each job that its fact starts. Returns how many are new.

    A store that opened after the announcement is not told: it begins with how things stand.
    """
    told = {
        "role": DbRole.STORE,
        "body": entry.payload["body"],
        "now": now(),
        "cause": entry.id,
        "jobs": list(jobs_of(entry.payload["fact"])),
        "network": entry.network_id,
        "announced_at": entry.created_at,
        "stores": entry.payload["stores"],
    }
    return cast("CursorResult[Any]", current().execute(_EXPAND, told)).rowcount


def _put_off(entry: OutboxEntry) -> None:
    entry.tries += 1
    entry.next_at = now() + min(dt.timedelta(seconds=2**entry.tries), LONGEST_PAUSE)
    entry.last_error = f"unknown fact {entry.payload['fact']}"
    log.error("fan_out_waits", entry=str(entry.id), why=entry.last_error)
