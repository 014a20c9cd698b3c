"""Table of vehicle deliveries."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base, Money
from backbone.isolation.kinds import StoreOwned


class VehicleDelivery(StoreOwned, Base):
    """One sold car handed over. `imported` is the last imported row as it was (DATA-1)."""

    __tablename__ = "vehicle_deliveries"
    __table_args__ = (
        UniqueConstraint("tenant_id", "number"),
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        Index(None, "tenant_id", "delivered_at"),
    )

    number: Mapped[str]
    vin: Mapped[str | None]
    plate: Mapped[str | None]
    model: Mapped[str | None]
    delivered_at: Mapped[dt.datetime]
    delivery_has_time: Mapped[bool] = mapped_column(default=False)
    consultant: Mapped[str | None]
    amount: Mapped[Money | None]
    buyer_name: Mapped[str | None]
    buyer_phones: Mapped[list[Any]] = mapped_column(default=list)
    wish: Mapped[str | None]
    imported: Mapped[dict[str, Any]]
    imported_fingerprint: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    updated_at: Mapped[dt.datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form
