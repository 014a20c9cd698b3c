"""Table of opinions."""

import datetime as dt
from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backbone.db.base import Base
from dealer.voices.interface import Voice, voice_keys


class Opinion(Voice, Base):
    """An opinion, suggestion, consultation or need (`what`). `due_at` is the customer's clock: it stops when told.

    `told_how`, `reaction` and `told_words` are of the present round; `late_before`: an earlier round was told late or
    reopened unanswered, so that a reopening hides no lateness.
    """

    __tablename__ = "opinions"
    __table_args__ = (
        *voice_keys("opinions"),
        CheckConstraint("what IN ('opinion', 'suggestion', 'consultation', 'need')", name="what"),
        CheckConstraint("state IN ('received', 'assigned', 'answered', 'told', 'archived')", name="state"),
        CheckConstraint("told_how IN ('call', 'message', 'in_person')", name="told_how"),
        CheckConstraint("reaction IN ('satisfied', 'accepts', 'not_satisfied')", name="reaction"),
    )

    step_key: ClassVar[str] = "opinion_id"

    what: Mapped[str]
    told_how: Mapped[str | None]
    reaction: Mapped[str | None]
    told_words: Mapped[str | None]
    late_before: Mapped[bool] = mapped_column(default=False)

    @property
    def customer_due_at(self) -> dt.datetime:
        """When the customer is to be told."""
        return self.due_at
