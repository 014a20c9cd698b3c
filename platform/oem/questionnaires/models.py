"""Table of questionnaires."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import Published


class PublishedQuestionnaire(Published, Base):
    """A programme's questionnaire in one version, as its raw document; asked from `valid_from` until the next one's."""

    __tablename__ = "questionnaires"
    __table_args__ = (
        ForeignKeyConstraint(["network_id"], ["app.networks.network_id"]),
        UniqueConstraint("network_id", "programme", "version"),
    )

    programme: Mapped[str]
    version: Mapped[int]
    valid_from: Mapped[dt.date]
    document: Mapped[dict[str, Any]]
    published_at: Mapped[dt.datetime] = mapped_column(default=now)
    published_by_name: Mapped[str]
