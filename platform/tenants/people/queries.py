"""Reads of people."""

import uuid
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Text, Uuid, column, func, null, or_, select, table
from sqlalchemy.orm import joinedload, selectinload

from backbone.clock import today
from backbone.db.unit_of_work import acting, current
from backbone.errors import NotFoundError
from backbone.isolation.acting import DbRole
from tenants.people.models import Account, PositionHolding
from tenants.people.rules import normal_username

# The slices of stores and staffing lie above this one, and every request asks: their tables are named here, not
# their models.
_STORES = table("stores", column("tenant_id", Uuid()), column("state", Text()), schema="app")
_DELEGATIONS = table(
    "delegations",
    *(column(name, Uuid()) for name in ("tenant_id", "to_account_id")),
    *(column(name, Date()) for name in ("first_day", "last_day", "ended_on")),
    column("position", Text()),
    schema="app",
)


def find_account_by_username(username: str) -> Account | None:
    """The tenant's account of that name, ended ones too."""
    return current().scalar(select(Account).where(Account.username == normal_username(username)))


def find_account_to_sign_in(username: str) -> Account | None:
    """The tenant's account of that name, if its person may come in."""
    query = select(Account).where(Account.username == normal_username(username), *_may_come_in())
    return current().scalar(query)


def find_account(account_id: uuid.UUID) -> Account | None:
    """An account of the tenant, ended ones too."""
    return current().scalar(select(Account).where(Account.id == account_id))


def get_account(account_id: uuid.UUID) -> Account:
    """An account with its position holdings. Raises NotFoundError."""
    query = select(Account).where(Account.id == account_id).options(selectinload(Account.holdings))
    if account := current().scalar(query):
        return account
    raise NotFoundError


def list_people() -> list[Account]:
    """Everybody of the tenant with the positions they hold and held, who has left last; a store has some dozens."""
    query = select(Account).options(selectinload(Account.holdings).joinedload(PositionHolding.account))
    return list(current().scalars(query.order_by(Account.ended_at.is_not(None), Account.name, Account.id)))


def get_holding_to_change(holding_id: uuid.UUID) -> PositionHolding:
    """One position that somebody holds, with the person, locked. Raises NotFoundError."""
    query = select(PositionHolding).where(PositionHolding.id == holding_id).options(joinedload(PositionHolding.account))
    if holding := current().scalar(query.with_for_update(of=PositionHolding)):
        return holding
    raise NotFoundError


def get_account_to_change(account_id: uuid.UUID) -> Account:
    """An account with its holdings, locked. Raises NotFoundError."""
    query = select(Account).where(Account.id == account_id).options(selectinload(Account.holdings))
    if account := current().scalar(query.with_for_update(of=Account)):
        return account
    raise NotFoundError


class WorkingAccount(NamedTuple):
    """Somebody who may come in. `delegated` are positions that they stand in for today (ORG-4)."""

    account: Account
    holdings: list[PositionHolding]
    delegated: list[str]


def find_working_account(account_id: uuid.UUID) -> WorkingAccount | None:
    """An account whose person may come in, with what they hold, in one statement: every request asks this."""
    query = (
        select(Account, PositionHolding, _delegated_to(account_id))
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
    return WorkingAccount(rows[0][0], [each for each in holdings if each is not None], rows[0][2] or [])


def _delegated_to(account_id: uuid.UUID) -> ColumnElement[Any]:
    """Positions that somebody stands in for today; headquarters has none, and no right to look."""
    if acting().role is not DbRole.STORE:
        return null()
    mine = (_DELEGATIONS.c.tenant_id == acting().tenant_id, _DELEGATIONS.c.to_account_id == account_id)
    lasting = (_DELEGATIONS.c.first_day <= today(), _DELEGATIONS.c.last_day >= today())
    early = or_(_DELEGATIONS.c.ended_on.is_(None), _DELEGATIONS.c.ended_on > today())
    return select(func.array_agg(_DELEGATIONS.c.position)).where(*mine, *lasting, early).scalar_subquery()


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
