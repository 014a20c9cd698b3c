"""Table of repair orders."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base, Money
from backbone.isolation.kinds import StoreOwned


class RepairOrder(StoreOwned, Base):
    """One workshop visit. `imported` is the last imported row as it was: 'changed' is measured against it (DATA-1)."""

    __tablename__ = "repair_orders"
    __table_args__ = (
        UniqueConstraint("tenant_id", "number"),
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        Index(None, "tenant_id", "picked_up_at"),
    )

    number: Mapped[str]
    vin: Mapped[str | None]
    plate: Mapped[str | None]
    model: Mapped[str | None]
    arrived_at: Mapped[dt.datetime]
    promised_at: Mapped[dt.datetime | None]
    picked_up_at: Mapped[dt.datetime | None]
    pickup_has_time: Mapped[bool] = mapped_column(default=False)
    kind_of_work: Mapped[str | None]
    never_called: Mapped[str | None]
    mileage: Mapped[int | None]
    advisor: Mapped[str | None]
    technician: Mapped[str | None]
    amount: Mapped[Money | None]
    sender_name: Mapped[str | None]
    sender_phones: Mapped[list[Any]] = mapped_column(default=list)
    owner_name: Mapped[str | None]
    wish: Mapped[str | None]
    imported: Mapped[dict[str, Any]]
    imported_fingerprint: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    updated_at: Mapped[dt.datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form
