"""Table of corrections."""

import datetime as dt
import uuid
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import StoreOwned, within_tenant


class CorrectionKind(StrEnum):
    """What is wrong: a telephone number, who owns the car, or the visit itself."""

    PHONE = "phone"
    OWNER = "owner"
    VISIT = "visit"


class Outcome(StrEnum):
    """How a correction closed: the right value is in, or nobody knows one."""

    CORRECTED = "corrected"
    NONE_KNOWN = "none_known"


class Correction(StoreOwned, Base):
    """One task; open until `closed_at`. `thing_id` is what is wrong: one open task a kind (`what`) and thing.

    `wrong` and `new_value` are personal data: shown whole only to whoever has to correct them (CUS-9).
    """

    __tablename__ = "corrections"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        within_tenant("callback_id", "callbacks"),
        within_tenant("customer_id", "customers"),
        within_tenant("phone_id", "customer_phones"),
        within_tenant("vehicle_id", "vehicles"),
        within_tenant("opened_by", "accounts"),
        within_tenant("closed_by", "accounts"),
        CheckConstraint("what IN ('phone', 'owner', 'visit')", name="what"),
        CheckConstraint("department IN ('sales', 'after_sales')", name="department"),
        CheckConstraint("outcome IN ('corrected', 'none_known')", name="outcome"),
        CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name="closed"),
        Index(
            "corrections_open_thing_idx",
            "tenant_id",
            "what",
            "thing_id",
            unique=True,
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("corrections_open_idx", "tenant_id", "due_at", "id", postgresql_where=text("closed_at IS NULL")),
        Index(None, "tenant_id", "closed_at", "id"),
        Index(None, "tenant_id", "customer_id"),
    )

    what: Mapped[str]
    department: Mapped[str]
    thing_id: Mapped[uuid.UUID]
    callback_id: Mapped[uuid.UUID | None]
    customer_id: Mapped[uuid.UUID | None]
    phone_id: Mapped[uuid.UUID | None]
    vehicle_id: Mapped[uuid.UUID | None]
    wrong: Mapped[str]
    note: Mapped[str]
    opened_at: Mapped[dt.datetime] = mapped_column(default=now)
    opened_by: Mapped[uuid.UUID | None]
    opened_by_name: Mapped[str]
    due_at: Mapped[dt.datetime]
    closed_at: Mapped[dt.datetime | None]
    closed_by: Mapped[uuid.UUID | None]
    closed_by_name: Mapped[str | None]
    outcome: Mapped[str | None]
    new_value: Mapped[str | None]
    reason: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form

    @property
    def is_open(self) -> bool:
        """The right value is not in yet."""
        return self.closed_at is None
