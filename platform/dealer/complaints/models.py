"""Table of complaints."""

import datetime as dt
from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from backbone.db.base import Base
from dealer.voices.interface import Voice, voice_keys


class Complaint(Voice, Base):
    """A complaint. Its clock `due_at` is the first contact's until that was made, then the department's."""

    __tablename__ = "complaints"
    __table_args__ = (
        *voice_keys("complaints"),
        CheckConstraint("severity IN ('critical', 'major', 'minor', 'normal')", name="severity"),
        CheckConstraint("state IN ('received', 'assigned', 'answered', 'closed')", name="state"),
        CheckConstraint("outcome IN ('satisfied', 'not_satisfied', 'withdrawn')", name="outcome"),
    )

    step_key: ClassVar[str] = "complaint_id"

    severity: Mapped[str]
    first_contact_due_at: Mapped[dt.datetime]
    contacted_at: Mapped[dt.datetime | None]
    outcome: Mapped[str | None]
