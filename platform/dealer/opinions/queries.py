"""Reads of opinions."""

import uuid

from sqlalchemy import Select, select

from backbone.db.unit_of_work import acting, current
from backbone.errors import NotFoundError
from dealer.opinions import may
from dealer.opinions.models import Opinion
from dealer.voices.interface import OpenVoice
from tenants.access.interface import Actor

MOST_SHOWN = 50


def get_opinion(opinion_id: uuid.UUID, *, by: Actor) -> Opinion:
    """One opinion. Raises NotFoundError, also for who may not see it."""
    return _found(current().scalar(_one(opinion_id)), by)


def get_opinion_to_change(opinion_id: uuid.UUID, *, by: Actor) -> Opinion:
    """As `get_opinion`, locked, and as it is now."""
    locked = _one(opinion_id).with_for_update().execution_options(populate_existing=True)
    return _found(current().scalar(locked), by)


def _one(opinion_id: uuid.UUID) -> Select[Opinion]:
    return select(Opinion).where(Opinion.tenant_id == acting().tenant_id, Opinion.id == opinion_id)


def _found(opinion: Opinion | None, by: Actor) -> Opinion:
    if opinion is None or not may.see(by, opinion):
        raise NotFoundError
    return opinion


def list_open_of(customer_id: uuid.UUID) -> list[OpenVoice]:
    """A customer's opinions that are not archived, the next due first."""
    mine = (Opinion.tenant_id == acting().tenant_id, Opinion.customer_id == customer_id, Opinion.ended_at.is_(None))
    rows = current().scalars(select(Opinion).where(*mine).order_by(Opinion.due_at, Opinion.id).limit(MOST_SHOWN))
    return [
        OpenVoice(each.id, each.what, each.said, tuple(each.reasons), each.state, each.department, each.due_at)
        for each in rows
    ]
