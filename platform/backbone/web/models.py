"""Table of the keys that requests carry."""

import datetime as dt

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import OwnSide


class FormKey(OwnSide, Base):
    """A form, or a POST of the JSON door, that was sent: `id` stands for the key it carried, `request_hash` for who
    sent what where; `status`, `location` and `body` (packed) are what it was answered."""

    __tablename__ = "form_keys"

    request_hash: Mapped[bytes] = mapped_column(LargeBinary)
    status: Mapped[int | None]
    location: Mapped[str | None]
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    used_at: Mapped[dt.datetime] = mapped_column(default=now)
