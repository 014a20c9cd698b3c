"""Table of the outbox."""

import datetime as dt
import uuid
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
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
    """One thing that must happen once. `role` and `network_id` say as whom its job runs."""

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("state IN ('new', 'handed', 'done', 'dead')", name="state"),
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
