"""Table of staffing days."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from backbone.db.base import Base
from backbone.isolation.kinds import Reported, of_region, of_store


class StaffingDay(Reported, Base):
    """How a store stood on a day, as of `as_of`; `met`: at or above the minimum, a delegated position being filled.

    `lacks` and `gaps`: {position or null, since, people}; `delegated`: {position, until}. Days are ISO dates.
    """

    __tablename__ = "staffing_days"
    __table_args__ = (
        of_store(),
        of_region(),
        UniqueConstraint("tenant_id", "day"),
        CheckConstraint("plan IN (1, 2)", name="plan"),
        Index(None, "network_id", "day", "region_id"),
    )

    day: Mapped[dt.date]
    plan: Mapped[int]
    met: Mapped[bool]
    below_since: Mapped[dt.date | None]
    lacks: Mapped[list[Any]]
    gaps: Mapped[list[Any]]
    delegated: Mapped[list[Any]]
    as_of: Mapped[dt.datetime]
