"""Who may do what with corrections (CUS-8, CUS-9, ORG-6): pure questions."""

from dealer.handovers.interface import Department
from tenants.access.interface import HOLDERS, Actor, Permission, Position

_OF_DEPARTMENT = {
    Position.SALES_MANAGER: Department.SALES,
    Position.SALES_CONSULTANT: Department.SALES,
    Position.AFTER_SALES_MANAGER: Department.AFTER_SALES,
    Position.SERVICE_ADVISOR: Department.AFTER_SALES,
}
"""Whoever sees corrections in another position sees those of both departments."""


def departments_of(actor: Actor) -> frozenset[Department]:
    """Whose corrections this person works with; somebody with several positions has all of theirs."""
    if not actor.can(Permission.CORRECTIONS_SEE):
        return frozenset()
    seeing = [position for position in actor.positions if position in HOLDERS[Permission.CORRECTIONS_SEE]]
    if any(position not in _OF_DEPARTMENT for position in seeing):
        return frozenset(Department)
    return frozenset(_OF_DEPARTMENT[position] for position in seeing)


def see(actor: Actor, department: str) -> bool:
    """The centre and the managers above see all, a department its own."""
    return department in departments_of(actor)


def close(actor: Actor, department: str) -> bool:
    """The department it came from enters the right value, or the centre when it is told."""
    return actor.can(Permission.CORRECTIONS_CLOSE) and see(actor, department)
