"""Table of reminders."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import Directed, of_region, of_store


class About(StrEnum):
    """What a reminder is about."""

    MISSING_HANDOVER = "missing_handover"
    OVERDUE_CALLBACKS = "overdue_callbacks"
    UNSIGNED_REPORTS = "unsigned_reports"
    OVERDUE_OPINIONS = "overdue_opinions"
    OVERDUE_COMPLAINTS = "overdue_complaints"


class Reminder(Directed, Base):
    """Headquarters' word to one store. Stores reminded at once have the same `id`: one sending, one announcement."""

    __tablename__ = "reminders"
    __table_args__ = (
        of_store(),
        of_region(),
        CheckConstraint(
            "about IN ('missing_handover', 'overdue_callbacks', 'unsigned_reports', 'overdue_opinions', "
            "'overdue_complaints')",
            name="about",
        ),
        Index(None, "network_id", "sent_at", "id"),
    )

    about: Mapped[str]
    note: Mapped[str]
    sent_by_name: Mapped[str]
    sent_at: Mapped[dt.datetime] = mapped_column(default=now)
