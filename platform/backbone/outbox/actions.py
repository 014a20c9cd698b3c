"""Writing to the outbox."""

import uuid
from typing import Any

from backbone.db.unit_of_work import acting, current
from backbone.ids import uuid7
from backbone.jobs.registry import job_named
from backbone.outbox.models import OutboxEntry


def must_happen(job: str, **payload: Any) -> uuid.UUID:
    """Have `job` run once, as the present tenant, if and only if this transaction commits.

    `payload` is what the job function takes: ids and small JSON values. Returns the entry's id, which calls to the
    outside carry as their idempotency key. Raises KeyError for a job that nobody registered.
    """
    job_named(job)
    who = acting()
    entry = OutboxEntry(
        tenant_id=who.tenant_id, id=uuid7(), network_id=who.network_id, role=who.role, job=job, payload=payload
    )
    current().add(entry)
    current().flush()
    current().info["something_must_happen"] = True
    return entry.id
