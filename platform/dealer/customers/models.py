"""Tables of customers and vehicles (CUS-1)."""

import datetime as dt
import uuid
from enum import StrEnum

from sqlalchemy import CheckConstraint, Computed, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import StoreOwned, within_tenant


class CarRole(StrEnum):
    """What a person is to a car (CUS-1)."""

    OWNER = "owner"
    BUYER = "buyer"
    DRIVER = "driver"
    SENDER = "sender"
    PAYER = "payer"


class Customer(StoreOwned, Base):
    """A person or company. `name_sort` sorts Chinese names by pinyin; there is no such collation in the server."""

    __tablename__ = "customers"
    __table_args__ = (ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]), Index(None, "tenant_id", "name"))

    name: Mapped[str]
    name_sort: Mapped[str]
    is_company: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    updated_at: Mapped[dt.datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form


class CustomerPhone(StoreOwned, Base):
    """A number that was given for this person, and for nobody else (CUS-1). `rank` 1 is tried first; `tail` are its
    last four digits, by which who rings back is found (CB-6)."""

    __tablename__ = "customer_phones"
    __table_args__ = (
        within_tenant("customer_id", "customers"),
        UniqueConstraint("tenant_id", "customer_id", "number"),
        Index(None, "tenant_id", "number"),
        Index(None, "tenant_id", "tail"),
    )

    customer_id: Mapped[uuid.UUID]
    number: Mapped[str]
    rank: Mapped[int]
    tail: Mapped[str] = mapped_column(Computed('"right"(number, 4)', persisted=True))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)


class Vehicle(StoreOwned, Base):
    """A car. A VIN with a flaw identifies nothing and is kept in `flawed_vin`; such a car is known by its plate.
    `plate_number` is the plate without province and city, as people say it."""

    __tablename__ = "vehicles"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        UniqueConstraint("tenant_id", "vin"),
        Index(None, "tenant_id", "plate"),
        Index(None, "tenant_id", "flawed_vin"),
        Index(None, "tenant_id", "plate_number"),
    )

    vin: Mapped[str | None]
    flawed_vin: Mapped[str | None]
    plate: Mapped[str | None]
    model: Mapped[str | None]
    plate_number: Mapped[str | None] = mapped_column(Computed("substr(plate, 3)", persisted=True))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    updated_at: Mapped[dt.datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form


class VehicleRole(StoreOwned, Base):
    """Who is what to a car, first seen on `since`, last on `seen_on`. A car keeps its history when owners change."""

    __tablename__ = "vehicle_roles"
    __table_args__ = (
        within_tenant("vehicle_id", "vehicles"),
        within_tenant("customer_id", "customers"),
        UniqueConstraint("tenant_id", "vehicle_id", "customer_id", "role"),
        CheckConstraint("role IN ('owner', 'buyer', 'driver', 'sender', 'payer')", name="role"),
        Index(None, "tenant_id", "customer_id"),
    )

    vehicle_id: Mapped[uuid.UUID]
    customer_id: Mapped[uuid.UUID]
    role: Mapped[str]
    since: Mapped[dt.date]
    seen_on: Mapped[dt.date]
