"""Table of the audit trail."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import OwnSide


class AuditEvent(OwnSide, Base):
    """One thing that somebody did. The database grants no UPDATE and no DELETE on it."""

    __tablename__ = "audit_events"
    __table_args__ = (Index(None, "tenant_id", "at", "id"), Index(None, "tenant_id", "about_id"))

    at: Mapped[dt.datetime] = mapped_column(default=now)
    event: Mapped[str]
    account_id: Mapped[uuid.UUID | None]
    actor_name: Mapped[str]
    about: Mapped[str]
    about_id: Mapped[uuid.UUID | None]
    details: Mapped[dict[str, Any]]
