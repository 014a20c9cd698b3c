"""Tables of accounts and position holdings."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backbone.clock import SHANGHAI, now
from backbone.db.base import Base
from backbone.isolation.kinds import OwnSide, within_tenant


class Account(OwnSide, Base):
    """A person of one tenant. Who works in two stores has two accounts (ORG-9)."""

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("tenant_id", "username"),)

    username: Mapped[str]
    name: Mapped[str]
    password_hash: Mapped[str]
    password_changed_at: Mapped[dt.datetime] = mapped_column(default=now)
    password_is_one_time: Mapped[bool] = mapped_column(default=False)
    locale: Mapped[str] = mapped_column(default="zh_CN")
    ended_at: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    holdings: Mapped[list["PositionHolding"]] = relationship(
        lazy="raise", order_by="PositionHolding.starts_on", back_populates="account"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form


class PositionHolding(OwnSide, Base):
    """One person in one position from a date to a date (inclusive; open when None); HQ's may be bound to a region."""

    __tablename__ = "position_holdings"
    __table_args__ = (
        within_tenant("account_id", "accounts"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="dates"),
        Index(None, "tenant_id", "account_id"),
    )

    account_id: Mapped[uuid.UUID]
    position: Mapped[str]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None]
    region_id: Mapped[uuid.UUID | None]

    account: Mapped[Account] = relationship(lazy="raise", back_populates="holdings")

    @property
    def over_on(self) -> dt.date | None:
        """The first day on which it is held no more; needs `account` loaded. Who has left holds nothing (ORG-5)."""
        ends = [self.ends_on + dt.timedelta(days=1)] if self.ends_on else []
        left = [self.account.ended_at.astimezone(SHANGHAI).date()] if self.account.ended_at else []
        return min([*ends, *left], default=None)
