"""Table of text messages."""

import datetime as dt
import uuid
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import StoreOwned, within_tenant


class MessageState(StrEnum):
    """`sent`: the gateway has taken it. `failed`: it never will, a person sends it by hand."""

    QUEUED = "queued"
    SENT = "sent"
    BY_HAND = "by_hand"
    FAILED = "failed"


AWAY = "gateway_away"
"""The `error` of a message that the gateway never answered; others are its refusal, such as `http_422`."""


class TextMessage(StoreOwned, Base):
    """One message for one purpose about one thing, never two (CB-4).

    `send_key` is the id of its first outbox entry: the gateway knows a message that is sent again by it. `not_before`
    is when quiet hours let it go out, `tries` how often it was handed to the gateway, `error` why the last one failed.
    """

    __tablename__ = "text_messages"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        within_tenant("account_id", "accounts"),
        UniqueConstraint("tenant_id", "about", "about_id", "purpose"),
        CheckConstraint("state IN ('queued', 'sent', 'by_hand', 'failed')", name="state"),
        CheckConstraint("(sent_at IS NOT NULL) = (state = 'sent' OR state = 'by_hand')", name="sent"),
        Index("text_messages_failed_idx", "tenant_id", "queued_at", postgresql_where=text("state = 'failed'")),
    )

    about: Mapped[str]
    about_id: Mapped[uuid.UUID]
    purpose: Mapped[str]
    number: Mapped[str | None]
    text: Mapped[str]
    state: Mapped[str] = mapped_column(default=MessageState.QUEUED)
    send_key: Mapped[uuid.UUID | None]
    gateway_id: Mapped[str | None]
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]
    queued_at: Mapped[dt.datetime] = mapped_column(default=now)
    not_before: Mapped[dt.datetime]
    sent_at: Mapped[dt.datetime | None]
    account_id: Mapped[uuid.UUID | None]
    by_name: Mapped[str]

    @property
    def is_out(self) -> bool:
        """The customer has it, as far as we know."""
        return self.state in {MessageState.SENT, MessageState.BY_HAND}
