"""Who may do what with callbacks (CB-10, ORG-6): pure questions."""

from tenants.access.interface import HOLDERS, Actor, Permission

CALLING_POSITIONS = frozenset(position.value for position in HOLDERS[Permission.CALLBACKS_CALL])
"""Whoever holds one of them may be given callbacks."""


def assign(actor: Actor) -> bool:
    """The head says who calls what; the general-affairs manager, where there is one, stands above the centre."""
    return actor.can(Permission.CALLBACKS_ASSIGN)


def call(actor: Actor) -> bool:
    """The people of the centre call."""
    return actor.can(Permission.CALLBACKS_CALL)


def be_given(name: str, served_by: str | None) -> bool:
    """Nobody calls customers whom they served themselves. The DMS knows advisors and consultants by name only."""
    return served_by is None or served_by.strip() != name.strip()
