"""Reads of people."""

import uuid

from sqlalchemy import ColumnElement, Text, Uuid, column, select, table
from sqlalchemy.orm import selectinload

from backbone.db.unit_of_work import acting, current
from backbone.errors import NotFoundError
from backbone.isolation.acting import DbRole
from tenants.people.models import Account, PositionHolding
from tenants.people.rules import normal_username

# The slice of stores lies above this one, and every request asks: its table is named here, not its model.
_STORES = table("stores", column("tenant_id", Uuid()), column("state", Text()), schema="app")


def find_account_by_username(username: str) -> Account | None:
    """The tenant's account of that name, ended ones too."""
    return current().scalar(select(Account).where(Account.username == normal_username(username)))


def find_account_to_sign_in(username: str) -> Account | None:
    """The tenant's account of that name, if its person may come in."""
    query = select(Account).where(Account.username == normal_username(username), *_may_come_in())
    return current().scalar(query)


def get_account(account_id: uuid.UUID) -> Account:
    """An account with its position holdings. Raises NotFoundError."""
    query = select(Account).where(Account.id == account_id).options(selectinload(Account.holdings))
    if account := current().scalar(query):
        return account
    raise NotFoundError


def find_working_account(account_id: uuid.UUID) -> tuple[Account, list[PositionHolding]] | None:
    """An account whose person may come in, with its holdings, in one statement: every request asks this."""
    query = (
        select(Account, PositionHolding)
        .outerjoin(
            PositionHolding,
            (PositionHolding.tenant_id == Account.tenant_id) & (PositionHolding.account_id == Account.id),
        )
        .where(Account.id == account_id, *_may_come_in())
    )
    rows = current().execute(query).all()
    if not rows:
        return None
    holdings: list[PositionHolding | None] = [row[1] for row in rows]
    return rows[0][0], [holding for holding in holdings if holding is not None]


def _may_come_in() -> list[ColumnElement[bool]]:
    """Who has left has no access (ORG-5), and nobody of a store that is suspended or closed (HQ-1)."""
    wanted: list[ColumnElement[bool]] = [Account.ended_at.is_(None)]
    if acting().role is DbRole.STORE:
        own = select(_STORES.c.state).where(_STORES.c.tenant_id == acting().tenant_id)
        wanted.append(own.scalar_subquery() == "active")
    return wanted


def has_accounts() -> bool:
    """Whether the tenant has any account at all."""
    return current().scalar(select(Account.id).limit(1)) is not None
