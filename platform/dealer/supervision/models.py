"""Tables of supervision."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import StoreOwned, within_tenant


class CallCheck(StoreOwned, Base):
    """Who checked a day's call records, how many there were then, and what was found. Once a day."""

    __tablename__ = "call_checks"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        within_tenant("account_id", "accounts"),
        UniqueConstraint("tenant_id", "day"),
    )

    day: Mapped[dt.date]
    records: Mapped[int]
    note: Mapped[str]
    at: Mapped[dt.datetime] = mapped_column(default=now)
    account_id: Mapped[uuid.UUID]
    by_name: Mapped[str]


class AdvisorScore(StoreOwned, Base):
    """The after-sales manager's score (1 to 5) of an advisor's week, given on `wishes` of `orders`."""

    __tablename__ = "advisor_scores"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        within_tenant("account_id", "accounts"),
        UniqueConstraint("tenant_id", "week", "advisor"),
        CheckConstraint("score IN (1, 2, 3, 4, 5)", name="score"),
    )

    week: Mapped[dt.date]
    advisor: Mapped[str]
    orders: Mapped[int]
    wishes: Mapped[int]
    score: Mapped[int]
    note: Mapped[str]
    at: Mapped[dt.datetime] = mapped_column(default=now)
    account_id: Mapped[uuid.UUID]
    by_name: Mapped[str]
