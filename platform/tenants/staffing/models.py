"""Tables of staffing plans and of delegations."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import Reported, StoreOwned, of_region, of_store, within_tenant


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
    why: Mapped[str] = mapped_column(default="")
    chosen_by_name: Mapped[str] = mapped_column(default="")
    created_at: Mapped[dt.datetime] = mapped_column(default=now)


class Delegation(StoreOwned, Base):
    """A position that somebody stands in for, in the open: from, to, until, why (ORG-4).

    `from_account_id` is who is absent, None when the position is vacant. Both days are included; `ended_on` is the
    first day on which it does not hold any more, when it was ended early.
    """

    __tablename__ = "delegations"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        within_tenant("from_account_id", "accounts"),
        within_tenant("to_account_id", "accounts"),
        CheckConstraint("last_day >= first_day", name="days"),
        CheckConstraint("from_account_id IS NULL OR from_account_id <> to_account_id", name="others"),
        Index(None, "tenant_id", "last_day"),
    )

    position: Mapped[str]
    from_account_id: Mapped[uuid.UUID | None]
    to_account_id: Mapped[uuid.UUID]
    first_day: Mapped[dt.date]
    last_day: Mapped[dt.date]
    why: Mapped[str]
    made_at: Mapped[dt.datetime] = mapped_column(default=now)
    made_by_name: Mapped[str]
    ended_on: Mapped[dt.date | None]
    ended_by_name: Mapped[str | None]

    @property
    def held_until(self) -> dt.date:
        """Its last day in truth; before `first_day` when it never came to hold."""
        return self.last_day if self.ended_on is None else min(self.last_day, self.ended_on - dt.timedelta(days=1))
