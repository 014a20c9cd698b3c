"""Table of notices."""

import datetime as dt
import uuid
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import StoreOwned


class NoticeOf(StrEnum):
    """What headquarters did."""

    REMINDER = "reminder"
    STANDARD = "standard"


class Notice(StoreOwned, Base):
    """One thing on the desk, until it is dismissed. `source_id` is headquarters' row that it tells of, once a store.

    `details` by `what`: reminder {about, note}; standard {programme, version, valid_from}.
    """

    __tablename__ = "notices"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        UniqueConstraint("tenant_id", "source_id"),
        CheckConstraint("what IN ('reminder', 'standard')", name="what"),
        Index("notices_open_idx", "tenant_id", "sent_at", "id", postgresql_where=text("dismissed_at IS NULL")),
    )

    what: Mapped[str]
    source_id: Mapped[uuid.UUID]
    details: Mapped[dict[str, Any]]
    from_name: Mapped[str]
    sent_at: Mapped[dt.datetime]
    received_at: Mapped[dt.datetime] = mapped_column(default=now)
    dismissed_at: Mapped[dt.datetime | None]
    dismissed_by_name: Mapped[str | None]
