"""Reads of people."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ColumnElement, Text, Uuid, column, select, table, text
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


def names_of(account_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Names of accounts of the tenant, ended ones too."""
    query = select(Account.id, Account.name).where(Account.id.in_(account_ids))
    return {row.id: row.name for row in current().execute(query)}


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


class WorkingPerson(NamedTuple):
    """Somebody who may come in."""

    id: uuid.UUID
    username: str
    name: str
    locale: str
    password_is_one_time: bool


class HeldPosition(NamedTuple):
    """A position held from a date to a date (inclusive; open when None); HQ's may be bound to a region."""

    position: str
    starts_on: dt.date
    ends_on: dt.date | None
    region_id: uuid.UUID | None

    def holds_on(self, day: dt.date) -> bool:
        """Whether the person holds the position on that day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class WorkingAccount(NamedTuple):
    """An account at work. `delegated` are positions that its person stands in for today (ORG-4).

    `need_second_factor` are the house's positions whose people can do nothing without one.
    """

    account: WorkingPerson
    holdings: list[HeldPosition]
    delegated: list[str]
    has_second_factor: bool
    need_second_factor: list[str]


# As text: it costs every page a third of what the ORM takes for it (P4). Who may come in: see `_may_come_in`.
_WORKING = """
SELECT a.id, a.username, a.name, a.locale, a.password_is_one_time,
       h.position, h.starts_on, h.ends_on, h.region_id, {delegated} AS delegated,
       EXISTS (SELECT FROM app.second_factors AS f
                WHERE f.tenant_id = :tenant AND f.account_id = :account AND f.confirmed_at IS NOT NULL) AS has_one,
       (SELECT array_agg(n.position) FROM app.second_factor_positions AS n WHERE n.tenant_id = :tenant) AS need_one
  FROM app.accounts AS a
  LEFT JOIN app.position_holdings AS h ON h.tenant_id = :tenant AND h.account_id = a.id
 WHERE a.tenant_id = :tenant AND a.id = :account AND a.ended_at IS NULL
"""
_DELEGATED = """
    (SELECT array_agg(d.position) FROM app.delegations AS d
      WHERE d.tenant_id = :tenant AND d.to_account_id = :account AND d.first_day <= :today AND d.last_day >= :today
        AND (d.ended_on IS NULL OR d.ended_on > :today))
"""
_AT_WORK = "AND (SELECT s.state FROM app.stores AS s WHERE s.tenant_id = :tenant) = 'active'"
_OF_STORE, _OF_HQ = text(_WORKING.format(delegated=_DELEGATED) + _AT_WORK), text(_WORKING.format(delegated="NULL"))


def find_working_account(account_id: uuid.UUID) -> WorkingAccount | None:
    """An account whose person may come in, with what they hold, in one statement: every request asks this.

    Headquarters has no delegations, and no right to look.
    """
    statement = _OF_STORE if acting().role is DbRole.STORE else _OF_HQ
    values = {"tenant": acting().tenant_id, "account": account_id, "today": today()}
    rows = current().execute(statement, values).all()
    if not rows:
        return None
    held = [HeldPosition(*row[5:9]) for row in rows if row.position is not None]
    first = rows[0]
    return WorkingAccount(WorkingPerson(*first[:5]), held, first.delegated or [], first.has_one, first.need_one or [])


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
