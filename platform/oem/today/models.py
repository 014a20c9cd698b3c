"""Table of day totals."""

import datetime as dt

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backbone.db.base import Base
from backbone.isolation.kinds import Reported, of_region, of_store


class DayTotal(Reported, Base):
    """Counts of one store's day in one programme, as of `as_of`; no persons (architecture §7).

    `planned` stood on the day's list (frozen or added), of which `done` are ended by a conversation, `waiting` wait
    for a reply, `overdue` are past their latest day and open, `to_call` are the rest: planned = done + waiting +
    overdue + to_call + ended_otherwise.
    """

    __tablename__ = "day_totals"
    __table_args__ = (
        of_store(),
        of_region(),
        UniqueConstraint("tenant_id", "day", "programme"),
        Index(None, "network_id", "day", "region_id"),
    )

    day: Mapped[dt.date]
    programme: Mapped[str]
    planned: Mapped[int]
    done: Mapped[int]
    waiting: Mapped[int]
    overdue: Mapped[int]
    to_call: Mapped[int]
    ended_otherwise: Mapped[int]
    oldest_due_on: Mapped[dt.date | None]
    handovers_due: Mapped[int] = mapped_column(default=0)
    handovers_missing: Mapped[int] = mapped_column(default=0)
    as_of: Mapped[dt.datetime]
