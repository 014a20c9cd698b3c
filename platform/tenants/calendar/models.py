"""Table of a store's closures."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import StoreOwned


class StoreClosure(StoreOwned, Base):
    """The store is closed from `first` to `last`; takes out duty days only beforehand (glossary: duty day)."""

    __tablename__ = "store_closures"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        CheckConstraint("last >= first", name="dates"),
        Index(None, "tenant_id", "last"),
    )

    first: Mapped[dt.date]
    last: Mapped[dt.date]
    reason: Mapped[str]
    entered_at: Mapped[dt.datetime] = mapped_column(default=now)
    entered_by_name: Mapped[str]
