"""Tables of imports: one row a file; the column choices and the decided conflicts that a store keeps for next time."""

import datetime as dt
import uuid
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backbone.clock import now
from backbone.db.base import Base
from backbone.files.models import StoredFile
from backbone.isolation.kinds import StoreOwned, within_tenant


class ImportState(StrEnum):
    """waiting → reading → ready (a dry run's result stands) → writing → done; or failed, or cancelled on the way."""

    WAITING = "waiting"
    READING = "reading"
    READY = "ready"
    WRITING = "writing"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class ImportRun(StoreOwned, Base):
    """One file that somebody handed in, and what a dry run found in it.

    `columns` maps field names to column positions (from 0) when a person chose them, None for the guess; `header_row`
    (from 1) stands only where the file is ours, made of rows that were typed in (CB-14). `report` is
    the reading's counts, columns, warnings and preview as JSON, `result` what the real import did; the rejected rows
    lie beside the stored file. Progress counts steps of the state under way.
    """

    __tablename__ = "import_runs"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        within_tenant("file_id", "stored_files"),
        CheckConstraint("kind IN ('deliveries', 'repair_orders')", name="kind"),
        CheckConstraint(
            "state IN ('waiting', 'reading', 'ready', 'writing', 'done', 'failed', 'cancelled')", name="state"
        ),
        Index(None, "tenant_id", "created_at", "id"),
    )

    what: Mapped[str] = mapped_column("kind")
    state: Mapped[str] = mapped_column(default=ImportState.WAITING)
    file_id: Mapped[uuid.UUID]
    requested_by: Mapped[uuid.UUID | None]
    requested_by_name: Mapped[str]
    columns: Mapped[dict[str, Any] | None]
    header_row: Mapped[int | None]
    report: Mapped[dict[str, Any] | None]
    result: Mapped[dict[str, Any] | None]
    progress_done: Mapped[int] = mapped_column(default=0)
    progress_total: Mapped[int] = mapped_column(default=0)
    error_code: Mapped[str | None]
    error_params: Mapped[dict[str, Any] | None]
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    started_at: Mapped[dt.datetime | None]
    finished_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    file: Mapped[StoredFile] = relationship(
        lazy="raise",
        primaryjoin="and_(ImportRun.tenant_id == StoredFile.tenant_id, foreign(ImportRun.file_id) == StoredFile.id)",
        viewonly=True,
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form

    @property
    def is_typed(self) -> bool:
        """Whether it was typed in: there is nothing about its columns to guess or to choose."""
        return self.header_row is not None


class ColumnChoice(StoreOwned, Base):
    """The columns a person chose for files with this header; used as the guess next time (DATA-1)."""

    __tablename__ = "column_choices"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        UniqueConstraint("tenant_id", "kind", "header_fingerprint"),
    )

    what: Mapped[str] = mapped_column("kind")
    header_fingerprint: Mapped[str]
    columns: Mapped[dict[str, Any]]
    chosen_at: Mapped[dt.datetime] = mapped_column(default=now)


class DecidedConflict(StoreOwned, Base):
    """Which content of a number somebody decided for; `fingerprint` is that of the row's normal forms (DATA-1).

    It holds in every file of the store in which that content stands, whatever else the file says of the number.
    """

    __tablename__ = "decided_conflicts"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        UniqueConstraint("tenant_id", "kind", "number"),
        CheckConstraint("kind IN ('deliveries', 'repair_orders')", name="kind"),
    )

    what: Mapped[str] = mapped_column("kind")
    number: Mapped[str]
    fingerprint: Mapped[str]
    decided_by: Mapped[uuid.UUID | None]
    decided_by_name: Mapped[str]
    decided_at: Mapped[dt.datetime] = mapped_column(default=now)
