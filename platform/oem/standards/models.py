"""Table of standards."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import Published


class Standard(Published, Base):
    """One programme's rule in one version; in force from `valid_from` until the next version's date."""

    __tablename__ = "standards"
    __table_args__ = (
        ForeignKeyConstraint(["network_id"], ["app.networks.network_id"]),
        UniqueConstraint("network_id", "programme", "version"),
    )

    programme: Mapped[str]
    version: Mapped[int]
    valid_from: Mapped[dt.date]
    settings: Mapped[dict[str, Any]]
    published_at: Mapped[dt.datetime] = mapped_column(default=now)
    published_by_name: Mapped[str]
