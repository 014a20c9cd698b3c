"""The dispatcher sweeps its own room: entries that were done long ago. Dead ones stay, for whoever looks into them."""

import datetime as dt

from sqlalchemy import delete, select

from backbone.clock import now
from backbone.db.unit_of_work import acting_as
from backbone.isolation.acting import Acting
from backbone.outbox.models import EntryState, OutboxEntry

KEPT = dt.timedelta(days=30)
AT_ONCE = 5_000
"""Rows a transaction, so that nobody waits for a night's worth of locks."""


def forget_done_entries() -> int:
    """Delete entries done more than thirty days ago. Returns how many there were."""
    forgotten = 0
    while (gone := _forget_some()) > 0:
        forgotten += gone
    return forgotten


def _forget_some() -> int:
    with acting_as(Acting.dispatcher()) as session:
        old = (
            select(OutboxEntry.tenant_id, OutboxEntry.id)
            .where(OutboxEntry.state == EntryState.DONE, OutboxEntry.done_at < now() - KEPT)
            .limit(AT_ONCE)
            .subquery()
        )
        these = (OutboxEntry.tenant_id == old.c.tenant_id) & (OutboxEntry.id == old.c.id)
        gone = session.execute(delete(OutboxEntry).where(these).returning(OutboxEntry.id)).all()
    return len(gone)
