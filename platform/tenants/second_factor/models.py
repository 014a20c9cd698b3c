"""Tables of second factors, recovery codes, and the positions that need one."""

import datetime as dt
import uuid

from sqlalchemy import BigInteger, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import OwnSide, within_tenant


class SecondFactor(OwnSide, Base):
    """One person's device. It counts from `confirmed_at` on; `last_step` is the last code's, which counts once."""

    __tablename__ = "second_factors"
    __table_args__ = (within_tenant("account_id", "accounts"), UniqueConstraint("tenant_id", "account_id"))

    account_id: Mapped[uuid.UUID]
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    begun_at: Mapped[dt.datetime] = mapped_column(default=now)
    confirmed_at: Mapped[dt.datetime | None]


class RecoveryCode(OwnSide, Base):
    """A way in without the device, once; only its hash is stored."""

    __tablename__ = "recovery_codes"
    __table_args__ = (
        within_tenant("factor_id", "second_factors", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "factor_id", "code_hash"),
    )

    factor_id: Mapped[uuid.UUID]
    code_hash: Mapped[bytes] = mapped_column(LargeBinary)
    used_at: Mapped[dt.datetime | None]


class SecondFactorPosition(OwnSide, Base):
    """A position whose people can do nothing without a second factor."""

    __tablename__ = "second_factor_positions"
    __table_args__ = (UniqueConstraint("tenant_id", "position"),)

    position: Mapped[str]
    since: Mapped[dt.datetime] = mapped_column(default=now)
