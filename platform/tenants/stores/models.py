"""Table of stores."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import Directed


class StoreState(StrEnum):
    """HQ-1: a suspended or closed store keeps its data; its access ends."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Store(Directed, Base):
    """One dealership. Headquarters writes it; the store reads it."""

    __tablename__ = "stores"
    __table_args__ = (
        UniqueConstraint("tenant_id"),
        UniqueConstraint("tenant_id", "network_id"),
        UniqueConstraint("network_id", "code"),
        CheckConstraint("id = tenant_id", name="own_id"),
        CheckConstraint("state IN ('active', 'suspended', 'closed')", name="state"),
        ForeignKeyConstraint(["network_id", "region_id"], ["app.regions.network_id", "app.regions.id"]),
        Index(None, "network_id", "region_id", "code"),
    )

    code: Mapped[str]
    name: Mapped[str]
    start_date: Mapped[dt.date]
    state: Mapped[str] = mapped_column(default=StoreState.ACTIVE)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form
