"""Who calls: people with a calling position (CB-10)."""

import datetime as dt
import uuid
from typing import NamedTuple

from sqlalchemy import or_, select

from backbone.clock import today
from backbone.db.unit_of_work import acting, current
from dealer.callbacks.may import CALLING_POSITIONS
from tenants.people.interface import Account, PositionHolding


class Caller(NamedTuple):
    """A person who may be given callbacks today."""

    id: uuid.UUID
    name: str


def list_callers(day: dt.date | None = None) -> list[Caller]:
    """Everybody who holds a calling position on `day` (today unless given), by name."""
    on, mine = day or today(), acting().tenant_id
    query = (
        select(Account.id, Account.name)
        .join(PositionHolding, PositionHolding.account_id == Account.id)
        .where(Account.tenant_id == mine, PositionHolding.tenant_id == mine, Account.ended_at.is_(None))
        .where(PositionHolding.position.in_(CALLING_POSITIONS), PositionHolding.starts_on <= on)
        .where(or_(PositionHolding.ends_on.is_(None), PositionHolding.ends_on >= on))
        .distinct()
        .order_by(Account.name, Account.id)
    )
    return [Caller(*row) for row in current().execute(query)]
