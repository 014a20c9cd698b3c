"""Reads of people."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from backbone.db.unit_of_work import current
from backbone.errors import NotFoundError
from tenants.people.models import Account, PositionHolding
from tenants.people.rules import normal_username


def find_account_by_username(username: str) -> Account | None:
    """The tenant's account of that name, ended ones too."""
    return current().scalar(select(Account).where(Account.username == normal_username(username)))


def get_account(account_id: uuid.UUID) -> Account:
    """An account with its position holdings. Raises NotFoundError."""
    query = select(Account).where(Account.id == account_id).options(selectinload(Account.holdings))
    if account := current().scalar(query):
        return account
    raise NotFoundError


def find_working_account(account_id: uuid.UUID) -> tuple[Account, list[PositionHolding]] | None:
    """An account that has not ended, with its holdings, in one statement: every request asks this."""
    query = (
        select(Account, PositionHolding)
        .outerjoin(
            PositionHolding,
            (PositionHolding.tenant_id == Account.tenant_id) & (PositionHolding.account_id == Account.id),
        )
        .where(Account.id == account_id, Account.ended_at.is_(None))
    )
    rows = current().execute(query).all()
    if not rows:
        return None
    holdings: list[PositionHolding | None] = [row[1] for row in rows]
    return rows[0][0], [holding for holding in holdings if holding is not None]


def has_accounts() -> bool:
    """Whether the tenant has any account at all."""
    return current().scalar(select(Account.id).limit(1)) is not None
