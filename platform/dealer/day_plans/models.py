"""Tables of the plans of the day."""

import datetime as dt
import uuid
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import StoreOwned, within_tenant


class LineKind(StrEnum):
    """What a line is about (ORG-8)."""

    CALLS = "calls"
    VISIT = "visit"
    EVENT = "event"
    OTHER = "other"


class LineState(StrEnum):
    """open → done or not done; a mark can be changed until the day is closed."""

    OPEN = "open"
    DONE = "done"
    NOT_DONE = "not_done"


class DayPlan(StoreOwned, Base):
    """One day of the service centre; closed when each of its lines is done or not done."""

    __tablename__ = "day_plans"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        UniqueConstraint("tenant_id", "day"),
    )

    day: Mapped[dt.date]
    closed_at: Mapped[dt.datetime | None]
    closed_by_name: Mapped[str | None]


class DayPlanLine(StoreOwned, Base):
    """One thing to be done, at a time of the day or at any; `account_id` by whom, None by the centre.

    `note`: why it was not done.
    """

    __tablename__ = "day_plan_lines"
    __table_args__ = (
        within_tenant("plan_id", "day_plans"),
        within_tenant("account_id", "accounts"),
        CheckConstraint("about IN ('calls', 'visit', 'event', 'other')", name="about"),
        CheckConstraint("state IN ('open', 'done', 'not_done')", name="state"),
        Index(None, "tenant_id", "plan_id"),
    )

    plan_id: Mapped[uuid.UUID]
    at: Mapped[dt.time | None]
    about: Mapped[str]
    what: Mapped[str]
    account_id: Mapped[uuid.UUID | None]
    state: Mapped[str] = mapped_column(default=LineState.OPEN)
    note: Mapped[str] = mapped_column(default="")
    written_at: Mapped[dt.datetime] = mapped_column(default=now)
    written_by_name: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form
