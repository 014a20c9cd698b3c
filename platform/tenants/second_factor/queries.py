"""Reads of second factors."""

import uuid

from sqlalchemy import Select, func, select

from backbone.clock import now
from backbone.db.unit_of_work import acting, current
from tenants.access.interface import Position
from tenants.second_factor.models import RecoveryCode, SecondFactor, SecondFactorPosition
from tenants.second_factor.rules.codes import BEGUN_ENDS


def find_factor(account_id: uuid.UUID) -> SecondFactor | None:
    """A person's second factor that counts."""
    return current().scalar(_of(account_id).where(SecondFactor.confirmed_at.is_not(None)))


def find_begun(account_id: uuid.UUID) -> SecondFactor | None:
    """A second factor that waits for its first code."""
    waiting = (SecondFactor.confirmed_at.is_(None), SecondFactor.begun_at > now() - BEGUN_ENDS)
    return current().scalar(_of(account_id).where(*waiting))


def count_recovery_codes(factor: SecondFactor) -> int:
    """How many of its recovery codes are left."""
    mine = (RecoveryCode.tenant_id == factor.tenant_id, RecoveryCode.factor_id == factor.id)
    return current().scalar(select(func.count()).where(*mine, RecoveryCode.used_at.is_(None))) or 0


def list_accounts_with_factor() -> set[uuid.UUID]:
    """Whoever of the tenant has a second factor that counts."""
    query = select(SecondFactor.account_id).where(SecondFactor.tenant_id == acting().tenant_id)
    return set(current().scalars(query.where(SecondFactor.confirmed_at.is_not(None))))


def list_positions_that_need_one() -> frozenset[Position]:
    """Positions whose people can do nothing without a second factor."""
    query = select(SecondFactorPosition.position).where(SecondFactorPosition.tenant_id == acting().tenant_id)
    return frozenset(Position(each) for each in current().scalars(query))


def _of(account_id: uuid.UUID) -> Select[SecondFactor]:
    return select(SecondFactor).where(
        SecondFactor.tenant_id == acting().tenant_id, SecondFactor.account_id == account_id
    )
