"""Who may do what with the plan of the day (ORG-6, ORG-8): pure questions."""

import uuid

from tenants.access.interface import Actor, Permission


def write(actor: Actor) -> bool:
    """The head of the centre, and who stands in for them, writes and closes it."""
    return actor.can(Permission.DAY_PLAN_WRITE)


def mark(actor: Actor, account_id: uuid.UUID | None) -> bool:
    """Whose line it is says whether it is done; so does the head."""
    return write(actor) or (account_id is not None and account_id == actor.account_id)
