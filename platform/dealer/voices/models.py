"""What the tables of opinions and of complaints have in common, and the log of both."""

import datetime as dt
import uuid
from typing import Any, ClassVar

from sqlalchemy import ARRAY, CheckConstraint, ForeignKeyConstraint, Index, Text, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.schema import SchemaItem

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import StoreOwned, within_tenant


class Voice(StoreOwned):
    """Something a customer said that needs an answer.

    `said_at` starts its clocks. `due_at` is the clock that runs now, `stopped_at` when it stopped; `department_due_at`
    is the department's own. `owner_id` is who has it in hand; `person_name` whom it concerns, as the customer or the
    visit names them. `said_by` tells who said it where the archive has no such customer. `round` counts reopenings.
    """

    state: Mapped[str]
    channel: Mapped[str]
    said: Mapped[str]
    said_by: Mapped[str | None]
    reasons: Mapped[list[Any]] = mapped_column(ARRAY(Text))
    question: Mapped[str | None]
    department: Mapped[str]
    person_name: Mapped[str | None]
    owner_id: Mapped[uuid.UUID | None]
    callback_id: Mapped[uuid.UUID | None]
    customer_id: Mapped[uuid.UUID | None]
    vehicle_id: Mapped[uuid.UUID | None]
    repair_order_id: Mapped[uuid.UUID | None]
    delivery_id: Mapped[uuid.UUID | None]
    said_at: Mapped[dt.datetime]
    received_at: Mapped[dt.datetime] = mapped_column(default=now)
    due_at: Mapped[dt.datetime]
    department_due_at: Mapped[dt.datetime]
    provisional: Mapped[bool]
    answer: Mapped[str | None]
    answered_at: Mapped[dt.datetime | None]
    stopped_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]
    round: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)

    step_key: ClassVar[str]
    """The column of the log that names it."""

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}

    @property
    def is_open(self) -> bool:
        """Is there still something to be done?"""
        return self.ended_at is None


def voice_keys(name: str) -> tuple[SchemaItem, ...]:
    """Keys and indexes of a table of voices."""
    return (
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        within_tenant("callback_id", "callbacks"),
        within_tenant("customer_id", "customers"),
        within_tenant("vehicle_id", "vehicles"),
        within_tenant("repair_order_id", "repair_orders"),
        within_tenant("delivery_id", "vehicle_deliveries"),
        within_tenant("owner_id", "accounts"),
        Index(f"{name}_open_idx", "tenant_id", "due_at", "id", postgresql_where=text("ended_at IS NULL")),
        # The same question of the same call makes one matter, however often it is sent.
        Index(
            f"{name}_of_call_idx", "tenant_id", "callback_id", "question", unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(None, "tenant_id", "ended_at", "id"),
        Index(None, "tenant_id", "customer_id"),
    )  # fmt: skip


class VoiceStep(StoreOwned, Base):
    """One line of a voice's log: what somebody did, when, in whose words. Nobody changes one later.

    `details` by `what` (see `StepOf`): what the line tells beside its words, such as to whom it was assigned.
    """

    __tablename__ = "voice_steps"
    __table_args__ = (
        within_tenant("opinion_id", "opinions"),
        within_tenant("complaint_id", "complaints"),
        within_tenant("account_id", "accounts"),
        CheckConstraint("(opinion_id IS NULL) <> (complaint_id IS NULL)", name="one_voice"),
        Index(None, "tenant_id", "opinion_id", "at", "id"),
        Index(None, "tenant_id", "complaint_id", "at", "id"),
    )

    opinion_id: Mapped[uuid.UUID | None]
    complaint_id: Mapped[uuid.UUID | None]
    what: Mapped[str]
    at: Mapped[dt.datetime] = mapped_column(default=now)
    account_id: Mapped[uuid.UUID | None]
    by_name: Mapped[str]
    words: Mapped[str]
    details: Mapped[dict[str, Any]]
