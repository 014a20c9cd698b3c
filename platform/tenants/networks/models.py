"""Tables of networks and regions."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import Published


class Network(Published, Base):
    """One car maker with its regions and dealers. Its headquarters is a tenant whose id is the network's."""

    __tablename__ = "networks"
    __table_args__ = (
        UniqueConstraint("network_id"),
        CheckConstraint("id = network_id", name="own_id"),
    )

    code: Mapped[str]
    name: Mapped[str]
    made_by_default: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)


class Region(Published, Base):
    """Part of a network; a tree (大区 > 小区)."""

    __tablename__ = "regions"
    __table_args__ = (
        UniqueConstraint("network_id", "name"),
        ForeignKeyConstraint(["network_id"], ["app.networks.network_id"]),
        ForeignKeyConstraint(["network_id", "parent_id"], ["app.regions.network_id", "app.regions.id"]),
    )

    name: Mapped[str]
    parent_id: Mapped[uuid.UUID | None]
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
