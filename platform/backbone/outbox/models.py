"""Table of the outbox."""

import datetime as dt
import uuid
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import OwnSide


class EntryState(StrEnum):
    """new → handed (to a queue, perhaps several times) → done, or dead after the last try."""

    NEW = "new"
    HANDED = "handed"
    DONE = "done"
    DEAD = "dead"


class OutboxEntry(OwnSide, Base):
    """One thing that must happen once. `role` and `network_id` say as whom its job runs.

    `cause_id` is the announcement that an entry was fanned out from: once a tenant and job, however often it is tried.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("tenant_id", "cause_id", "job"),
        CheckConstraint("state IN ('new', 'handed', 'done', 'dead')", name="state"),
        # What still waits in one tenant: `must_happen_within` looks there at every change.
        Index("outbox_new_idx", "tenant_id", "job", postgresql_where=text("state = 'new'")),
        # The dispatcher's index: it alone reads without a tenant.
        Index("outbox_waiting_idx", "next_at", postgresql_where=text("state IN ('new', 'handed')")),
    )

    network_id: Mapped[uuid.UUID]
    role: Mapped[str]
    job: Mapped[str]
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(default=EntryState.NEW)
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[dt.datetime] = mapped_column(default=now)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    done_at: Mapped[dt.datetime | None]
    last_error: Mapped[str | None]
    cause_id: Mapped[uuid.UUID | None]
