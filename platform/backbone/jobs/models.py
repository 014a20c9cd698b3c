"""Table of what the schedule has already started."""

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import Machine


class ScheduleClaim(Machine, Base):
    """A periodic task was started for this time of this business date: once, however many schedulers stand by."""

    __tablename__ = "schedule_claims"

    task: Mapped[str] = mapped_column(primary_key=True)
    business_date: Mapped[dt.date] = mapped_column(primary_key=True)
    slot: Mapped[dt.time] = mapped_column(primary_key=True)
    claimed_at: Mapped[dt.datetime] = mapped_column(default=now)
