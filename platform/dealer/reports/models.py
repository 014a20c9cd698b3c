"""Tables of daily reports."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import Door, StoreOwned, within_tenant

LINES = "('caller', 'centre_head', 'general_affairs_manager', 'general_manager')"


class DailyReport(StoreOwned, Base):
    """One programme's report of one day (REP-1).

    `head` is `rules.content.Content` but for its lines, of the present `edition`; `frozen_at` is its first signature.
    `turn` is the line that is to be signed next, `turn_due_at` by when; `due_at` is the last line's. Sealed: `number`
    in the store's chain, the `hash` over everything and `previous_hash` of the one before it, by the key `key_id`;
    `code` is for the verify page.
    """

    __tablename__ = "daily_reports"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        UniqueConstraint("tenant_id", "programme", "day"),
        UniqueConstraint("tenant_id", "number"),
        CheckConstraint("programme IN ('seven_dc', 'three_dc', 'service_14')", name="programme"),
        CheckConstraint("plan IN (1, 2)", name="plan"),
        CheckConstraint("state IN ('open', 'sealed')", name="state"),
        CheckConstraint(f"turn IN {LINES}", name="turn"),
        CheckConstraint("(state = 'sealed') = (hash IS NOT NULL AND number IS NOT NULL)", name="sealed"),
        Index("daily_reports_open_idx", "tenant_id", "turn_due_at", "id", postgresql_where=text("state = 'open'")),
        Index(None, "tenant_id", "day", "id"),
        Index(None, "tenant_id", "due_at"),
    )

    programme: Mapped[str]
    day: Mapped[dt.date]
    plan: Mapped[int]
    cut_off: Mapped[dt.datetime]
    edition: Mapped[int]
    head: Mapped[dict[str, Any]]
    planned: Mapped[int]
    state: Mapped[str] = mapped_column(default="open")
    turn: Mapped[str | None]
    turn_due_at: Mapped[dt.datetime | None]
    due_at: Mapped[dt.datetime]
    compiled_at: Mapped[dt.datetime]
    frozen_at: Mapped[dt.datetime | None]
    sealed_at: Mapped[dt.datetime | None]
    number: Mapped[int | None]
    previous_hash: Mapped[str | None]
    hash: Mapped[str | None]
    key_id: Mapped[str | None]
    code: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form

    @property
    def is_sealed(self) -> bool:
        """Can nothing of it change any more (REP-4)?"""
        return self.state == "sealed"


class ReportLine(StoreOwned, Base):
    """One line of one edition. `personal` and `salt` go when the person is erased; both hashes stay (CUS-9, REP-4)."""

    __tablename__ = "report_lines"
    __table_args__ = (
        within_tenant("report_id", "daily_reports"),
        within_tenant("callback_id", "callbacks"),
        UniqueConstraint("tenant_id", "report_id", "edition", "number"),
        CheckConstraint("(personal IS NULL) = (salt IS NULL)", name="erased"),
        Index(None, "tenant_id", "callback_id"),
    )

    report_id: Mapped[uuid.UUID]
    edition: Mapped[int]
    number: Mapped[int]
    callback_id: Mapped[uuid.UUID]
    facts: Mapped[dict[str, Any]]
    personal: Mapped[dict[str, Any] | None]
    salt: Mapped[str | None]
    personal_hash: Mapped[str]
    hash: Mapped[str]


class ReportSignature(StoreOwned, Base):
    """A signature on a line of the form (REP-2). Without an account the line was passed on, not reviewed."""

    __tablename__ = "report_signatures"
    __table_args__ = (
        within_tenant("report_id", "daily_reports"),
        within_tenant("account_id", "accounts"),
        CheckConstraint(f"line IN {LINES}", name="line"),
        Index(
            "report_signatures_once_idx", "tenant_id", "report_id", "line", "account_id", unique=True,
            postgresql_where=text("struck_at IS NULL"),
        ),
    )  # fmt: skip

    report_id: Mapped[uuid.UUID]
    edition: Mapped[int]
    line: Mapped[str]
    at: Mapped[dt.datetime] = mapped_column(default=now)
    account_id: Mapped[uuid.UUID | None]
    name: Mapped[str]
    for_name: Mapped[str | None]
    also_below: Mapped[bool] = mapped_column(default=False)
    struck_at: Mapped[dt.datetime | None]
    struck_by_name: Mapped[str | None]


class ReportReturn(StoreOwned, Base):
    """Who sent a report back to which line, and why."""

    __tablename__ = "report_returns"
    __table_args__ = (
        within_tenant("report_id", "daily_reports"),
        within_tenant("account_id", "accounts"),
        CheckConstraint(f"to_line IN {LINES}", name="to_line"),
        Index(None, "tenant_id", "report_id"),
    )

    report_id: Mapped[uuid.UUID]
    to_line: Mapped[str]
    why: Mapped[str]
    at: Mapped[dt.datetime] = mapped_column(default=now)
    account_id: Mapped[uuid.UUID]
    by_name: Mapped[str]


class ReportScan(StoreOwned, Base):
    """A printed copy that was signed by hand and scanned in (REP-2). It is no part of the seal."""

    __tablename__ = "report_scans"
    __table_args__ = (
        within_tenant("report_id", "daily_reports"),
        within_tenant("file_id", "stored_files"),
        within_tenant("account_id", "accounts"),
        CheckConstraint("form IN ('pdf', 'jpeg', 'png')", name="form"),
        Index(None, "tenant_id", "report_id"),
    )

    report_id: Mapped[uuid.UUID]
    file_id: Mapped[uuid.UUID]
    form: Mapped[str]
    at: Mapped[dt.datetime] = mapped_column(default=now)
    account_id: Mapped[uuid.UUID]
    by_name: Mapped[str]


class ReportChain(StoreOwned, Base):
    """Where the store's chain ends, under a `mac`: whoever cuts its tail would have to forge that (REP-4, R16)."""

    __tablename__ = "report_chains"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        UniqueConstraint("tenant_id", "chain"),
    )

    chain: Mapped[str]
    number: Mapped[int]
    hash: Mapped[str]
    key_id: Mapped[str]
    mac: Mapped[str]


class Instruction(StoreOwned, Base):
    """What the general manager orders on a line (its number) or on the whole report (REP-3). A draft until the report
    is signed; then a task of a department until it is rectified."""

    __tablename__ = "instructions"
    __table_args__ = (
        within_tenant("report_id", "daily_reports"),
        within_tenant("account_id", "accounts"),
        CheckConstraint("state IN ('draft', 'open', 'answered', 'rectified')", name="state"),
        Index("instructions_open_idx", "tenant_id", "due_at", "id", postgresql_where=text("ended_at IS NULL")),
        Index(None, "tenant_id", "report_id"),
    )

    report_id: Mapped[uuid.UUID]
    line_number: Mapped[int | None]
    words: Mapped[str]
    department: Mapped[str]
    due_at: Mapped[dt.datetime]
    state: Mapped[str] = mapped_column(default="draft")
    account_id: Mapped[uuid.UUID]
    by_name: Mapped[str]
    written_at: Mapped[dt.datetime] = mapped_column(default=now)
    issued_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form


class InstructionStep(StoreOwned, Base):
    """One step of following an instruction: feedback, service, tracking, supervision, until rectified (REP-3)."""

    __tablename__ = "instruction_steps"
    __table_args__ = (
        within_tenant("instruction_id", "instructions"),
        within_tenant("account_id", "accounts"),
        CheckConstraint("what IN ('feedback', 'service', 'tracking', 'supervision', 'rectified')", name="what"),
        Index(None, "tenant_id", "instruction_id", "at"),
    )

    instruction_id: Mapped[uuid.UUID]
    what: Mapped[str]
    words: Mapped[str]
    at: Mapped[dt.datetime] = mapped_column(default=now)
    account_id: Mapped[uuid.UUID]
    by_name: Mapped[str]


class ReportCode(Door, Base):
    """Which report a verify code belongs to; by the code's hash, so that the table gives no codes away."""

    __tablename__ = "report_codes"

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[uuid.UUID]
    report_id: Mapped[uuid.UUID]
