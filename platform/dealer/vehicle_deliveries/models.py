"""Table of vehicle deliveries."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base, Money
from backbone.isolation.kinds import StoreOwned, within_tenant


class VehicleDelivery(StoreOwned, Base):
    """One sold car, handed over.

    `fingerprint` and `raw` are the last imported row as it was: 'changed' is measured against it, never against what
    people corrected since (DATA-1). `delivered_on` is day 0 of its callbacks, in the store's zone (CB-1). `known_at`
    is when that date reached us (CB-16). `exclusion` says why it is never called.
    """

    __tablename__ = "vehicle_deliveries"
    __table_args__ = (
        UniqueConstraint("tenant_id", "number"),
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        within_tenant("vehicle_id", "vehicles"),
        within_tenant("buyer_id", "customers"),
        within_tenant("owner_id", "customers"),
        Index(None, "tenant_id", "delivered_on"),
        Index(None, "tenant_id", "vehicle_id"),
    )

    number: Mapped[str]
    vehicle_id: Mapped[uuid.UUID | None]
    buyer_id: Mapped[uuid.UUID | None]
    owner_id: Mapped[uuid.UUID | None]
    delivered_at: Mapped[dt.datetime | None]
    delivered_on: Mapped[dt.date | None]
    delivery_has_time: Mapped[bool] = mapped_column(default=False)
    consultant: Mapped[str | None]
    price: Mapped[Money | None]
    wish: Mapped[str | None]
    exclusion: Mapped[str | None]
    known_at: Mapped[dt.datetime] = mapped_column(default=now)
    raw: Mapped[dict[str, Any]]
    fingerprint: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    updated_at: Mapped[dt.datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form
