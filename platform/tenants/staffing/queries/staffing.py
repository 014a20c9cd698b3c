"""The store's staffing over time, as the rules ask it: three statements, however long the history."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import select

from backbone.db.unit_of_work import acting, current
from backbone.errors import NotFoundError
from tenants.access.interface import Position
from tenants.people.interface import Account, list_people
from tenants.staffing.models import Delegation, StaffingPlan
from tenants.staffing.rules.staffing import ONE_DAY, Deputed, Held, PlanFrom, Staffing


@dataclass(frozen=True)
class StoreStaffing:
    """Everything about a store's staffing. `people` are all accounts with their holdings, ended ones last."""

    rules: Staffing
    plans: list[StaffingPlan]
    delegations: list[Delegation]
    people: list[Account]

    @property
    def names(self) -> dict[uuid.UUID, str]:
        """Names of all who ever worked here."""
        return {each.id: each.name for each in self.people}


def get_store_staffing() -> StoreStaffing:
    """Of the present store; plans and delegations newest first."""
    plans, delegations, people = list_plans(), list_delegations(), list_people()
    rules = Staffing(
        plans=tuple(PlanFrom(each.plan, each.valid_from) for each in plans) or (PlanFrom(1, dt.date.min),),
        held=tuple(held for each in people for held in _held(each)),
        deputed=tuple(
            Deputed(Position(each.position), each.from_account_id, each.to_account_id, each.first_day, each.held_until)
            for each in delegations
            if each.held_until >= each.first_day
        ),
    )
    return StoreStaffing(rules, plans, delegations, people)


def list_plans() -> list[StaffingPlan]:
    """The store's plans, the newest first; the first whose day has come is in force."""
    mine = StaffingPlan.tenant_id == acting().tenant_id
    return list(current().scalars(select(StaffingPlan).where(mine).order_by(StaffingPlan.valid_from.desc())))


def list_delegations() -> list[Delegation]:
    """All delegations, the last to end first."""
    mine = Delegation.tenant_id == acting().tenant_id
    return list(
        current().scalars(select(Delegation).where(mine).order_by(Delegation.last_day.desc(), Delegation.id.desc()))
    )


def get_delegation_to_change(delegation_id: uuid.UUID) -> Delegation:
    """One delegation, locked. Raises NotFoundError."""
    mine = (Delegation.tenant_id == acting().tenant_id, Delegation.id == delegation_id)
    if (found := current().scalar(select(Delegation).where(*mine).with_for_update())) is None:
        raise NotFoundError
    return found


def lock_staffing() -> None:
    """Whoever changes the staffing of a store waits for who did so before: no two delegations cross."""
    mine = StaffingPlan.tenant_id == acting().tenant_id
    current().execute(select(StaffingPlan.id).where(mine).order_by(StaffingPlan.valid_from).limit(1).with_for_update())


def _held(account: Account) -> list[Held]:
    spans = ((holding, holding.over_on) for holding in account.holdings)
    return [
        Held(account.id, Position(holding.position), holding.starts_on, over - ONE_DAY if over else None)
        for holding, over in spans
        if over is None or over > holding.starts_on
    ]
