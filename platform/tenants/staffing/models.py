"""Table of staffing plans."""

import datetime as dt

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import Reported, of_region, of_store


class StaffingPlan(Reported, Base):
    """From `valid_from` on the store works under `plan`, until the next row; history stays (ORG-2)."""

    __tablename__ = "staffing_plans"
    __table_args__ = (
        UniqueConstraint("tenant_id", "valid_from"),
        CheckConstraint("plan IN (1, 2)", name="plan"),
        of_store(),
        of_region(),
    )

    plan: Mapped[int]
    valid_from: Mapped[dt.date]
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
