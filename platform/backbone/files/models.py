"""Table of stored files."""

import datetime as dt

from sqlalchemy import BigInteger, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import OwnSide


class StoredFile(OwnSide, Base):
    """One file: the name it came with (shown, never used as a path), its size in bytes and its SHA-256."""

    __tablename__ = "stored_files"

    name: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
