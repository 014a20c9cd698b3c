"""Table of one-time form keys."""

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import OwnSide


class FormKey(OwnSide, Base):
    """A form that was sent: `id` is the key it carried, `location` where its answer led (double click, back button)."""

    __tablename__ = "form_keys"

    location: Mapped[str | None]
    used_at: Mapped[dt.datetime] = mapped_column(default=now)
