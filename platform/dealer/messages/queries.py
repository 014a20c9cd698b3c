"""Reads of text messages."""

import datetime as dt
import uuid
from collections.abc import Collection

from sqlalchemy import select

from backbone.clock import now
from backbone.db.unit_of_work import acting, current
from backbone.errors import NotFoundError
from dealer.messages.models import MessageState, TextMessage

WEEK = dt.timedelta(days=7)
CALLBACK = "callback"
UNREACHED = "unreached"
"""The purpose of CB-4's message: the customer was tried in vain."""


def find_message(about: str, about_id: uuid.UUID, *, purpose: str = UNREACHED) -> TextMessage | None:
    """The message for this purpose about this thing, whatever became of it."""
    return current().scalar(
        select(TextMessage).where(
            TextMessage.tenant_id == acting().tenant_id,
            TextMessage.about == about,
            TextMessage.about_id == about_id,
            TextMessage.purpose == purpose,
        )
    )


def get_message_to_change(message_id: uuid.UUID) -> TextMessage:
    """The message as it is now, locked until the transaction ends. Raises NotFoundError."""
    mine = (TextMessage.tenant_id == acting().tenant_id, TextMessage.id == message_id)
    statement = select(TextMessage).where(*mine).with_for_update().execution_options(populate_existing=True)
    if (found := current().scalar(statement)) is None:
        raise NotFoundError
    return found


def list_failed(about: str = CALLBACK, limit: int = 5) -> list[TextMessage]:
    """Messages that a person has to send by hand, those that wait longest first; after a week nobody waits for one."""
    failed = (TextMessage.tenant_id == acting().tenant_id, TextMessage.state == MessageState.FAILED)
    waiting = select(TextMessage).where(*failed, TextMessage.about == about, TextMessage.queued_at > now() - WEEK)
    return list(current().scalars(waiting.order_by(TextMessage.queued_at, TextMessage.id).limit(limit)))


def first_sent(about: str, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, dt.datetime]:
    """When the first message about each of these things went out: taken by the gateway, or sent by hand."""
    rows = current().execute(
        select(TextMessage.about_id, TextMessage.sent_at)
        .where(TextMessage.tenant_id == acting().tenant_id, TextMessage.about == about)
        .where(TextMessage.about_id.in_(list(ids)), TextMessage.sent_at.is_not(None))
        .order_by(TextMessage.sent_at.desc())
    )
    return {about_id: sent_at for about_id, sent_at in rows if sent_at is not None}
