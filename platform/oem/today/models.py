"""Table of day totals."""

import datetime as dt

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backbone.db.base import Base
from backbone.isolation.kinds import Reported, of_region, of_store


class DayTotal(Reported, Base):
    """Counts of one store's day in one programme, as of `as_of`; no persons (architecture §7).

    `planned` stood on the day's list (frozen or added), of which `done` are ended by a conversation, `waiting` wait
    for a reply, `to_call` are neither ended nor overdue. `overdue` of all `not_done` are past their latest day, on
    whichever list: with those of them that stand on the day's, the parts make up `planned`.
    `reports_unsigned` are past the due time of their last signature, of `reports_due` that were due in the last five
    duty days or are unsigned from before. Opinions and complaints: overdue, of those that are not answered to the
    customer, or not closed. Each `oldest_…_due_on` is since when it waits; `oldest_report_on` that report's day.
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
    not_done: Mapped[int]
    oldest_due_on: Mapped[dt.date | None]
    handovers_due: Mapped[int] = mapped_column(default=0)
    handovers_missing: Mapped[int] = mapped_column(default=0)
    reports_due: Mapped[int] = mapped_column(default=0)
    reports_unsigned: Mapped[int] = mapped_column(default=0)
    oldest_report_on: Mapped[dt.date | None]
    oldest_report_due_on: Mapped[dt.date | None]
    opinions_open: Mapped[int] = mapped_column(default=0)
    opinions_overdue: Mapped[int] = mapped_column(default=0)
    oldest_opinion_due_on: Mapped[dt.date | None]
    complaints_open: Mapped[int] = mapped_column(default=0)
    complaints_overdue: Mapped[int] = mapped_column(default=0)
    oldest_complaint_due_on: Mapped[dt.date | None]
    as_of: Mapped[dt.datetime]
