"""Table of handovers."""

import datetime as dt
import uuid
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import StoreOwned, within_tenant


class Department(StrEnum):
    """Who hands over: sales the deliveries, after-sales the repair orders."""

    SALES = "sales"
    AFTER_SALES = "after_sales"


class Handover(StoreOwned, Base):
    """A department's handover of the duty day `due_on`: on time until 10:00 of it; later ones add rows."""

    __tablename__ = "handovers"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        within_tenant("import_id", "import_runs"),
        UniqueConstraint("tenant_id", "department", "due_on"),
        CheckConstraint("department IN ('sales', 'after_sales')", name="department"),
    )

    department: Mapped[str]
    due_on: Mapped[dt.date]
    at: Mapped[dt.datetime] = mapped_column(default=now)
    on_time: Mapped[bool]
    rows: Mapped[int]
    import_id: Mapped[uuid.UUID | None]
    by_name: Mapped[str]
