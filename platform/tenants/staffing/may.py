"""Who may do what with staffing (ORG-1, ORG-4): pure questions."""

import uuid

from tenants.access.interface import Actor, Permission, Position, permissions_of


def change(actor: Actor) -> bool:
    """The general manager, and who stands in for him, changes plan, people and positions."""
    return actor.can(Permission.STAFFING_CHANGE)


def let_in_again(actor: Actor) -> bool:
    """The general manager in person: who stands in could take that account over, and sign with it (REP-2)."""
    return change(actor) and Permission.STAFFING_CHANGE in permissions_of(actor.positions)


def delegate(actor: Actor, position: Position, from_id: uuid.UUID | None) -> bool:
    """The general manager delegates any position, others their own."""
    own = from_id is not None and from_id == actor.account_id and position in actor.positions
    return own or change(actor)


def end_delegation(actor: Actor, from_id: uuid.UUID | None, to_id: uuid.UUID) -> bool:
    """Who gave it, who has it, and the general manager."""
    return change(actor) or actor.account_id in {from_id, to_id} - {None}
