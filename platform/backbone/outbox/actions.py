"""Writing to the outbox."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import select

from backbone.clock import now
from backbone.db.unit_of_work import acting, current
from backbone.ids import uuid7
from backbone.isolation.acting import DbRole
from backbone.jobs.registry import job_named
from backbone.outbox.facts import as_payload, jobs_of
from backbone.outbox.models import EntryState, OutboxEntry

FAN_OUT = "fan_out"
"""The job of an announcement. No worker runs it: the dispatcher itself does."""


def must_happen(job: str, **payload: Any) -> uuid.UUID:
    """Have `job` run once, as the present tenant, if and only if this transaction commits.

    `payload` is what the job function takes: ids and small JSON values. Returns the entry's id, which calls to the
    outside carry as their idempotency key. Raises KeyError for a job that nobody registered.
    """
    job_named(job)
    return _add(job, payload, now())


def must_happen_within(seconds: float, job: str, **payload: Any) -> uuid.UUID:
    """Have `job` run once after so many seconds; one that waits already will do for this change, too.

    The waiting entry is held until this transaction ends, so that no worker runs it before the change is there to be
    seen; any number of transactions may hold it at once. Returns the entry's id. Raises KeyError.
    """
    job_named(job)
    waiting = (
        select(OutboxEntry.id)
        .where(OutboxEntry.tenant_id == acting().tenant_id, OutboxEntry.job == job)
        .where(OutboxEntry.state == EntryState.NEW, OutboxEntry.payload == payload)
        .limit(1)
        .with_for_update(skip_locked=True, key_share=True, read=True)
    )
    if (found := current().scalar(waiting)) is not None:
        return found
    return _add(job, payload, now() + dt.timedelta(seconds=seconds))


def announce(fact: object, *, to_stores: Literal["all"] | Sequence[uuid.UUID]) -> uuid.UUID:
    """Tell stores of the present network that something happened: one row, however many they are.

    The dispatcher fans it out into one entry a store and subscribed job; suspended and closed stores are left out.
    Only headquarters announces. Returns the announcement's id. Raises KeyError for a fact without subscriptions.
    """
    if acting().role is not DbRole.HQ:
        raise RuntimeError("only headquarters announces to its stores")
    name = type(fact).__name__
    jobs_of(name)
    stores = None if to_stores == "all" else [str(store) for store in to_stores]
    return _add(FAN_OUT, {"fact": name, "stores": stores, "body": as_payload(fact)}, now())


def _add(job: str, payload: dict[str, Any], at: dt.datetime) -> uuid.UUID:
    who = acting()
    entry = OutboxEntry(
        tenant_id=who.tenant_id,
        id=uuid7(),
        network_id=who.network_id,
        role=who.role,
        job=job,
        payload=payload,
        next_at=at,
    )
    current().add(entry)
    current().flush()
    current().info["something_must_happen"] = True
    return entry.id
