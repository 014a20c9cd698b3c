"""Who may do what with an opinion (ORG-6): pure questions."""

from dealer.opinions.models import Opinion
from dealer.voices.interface import is_manager_of
from tenants.access.interface import Actor, Permission


def receive(actor: Actor) -> bool:
    """The centre takes down what customers say; managers what is told to them."""
    return actor.can(Permission.VOICES_RECEIVE)


def see(actor: Actor, opinion: Opinion) -> bool:
    """The centre and the managers see all; everybody what is in their hands."""
    return actor.can(Permission.VOICES_SEE_ALL) or (
        actor.can(Permission.VOICES_SEE) and actor.account_id is not None and opinion.owner_id == actor.account_id
    )


def assign(actor: Actor, opinion: Opinion) -> bool:
    """The centre hands on promptly; a manager within their department."""
    return actor.can(Permission.VOICES_ASSIGN) and (tell(actor) or is_manager_of(actor, opinion))


def answer(actor: Actor, opinion: Opinion) -> bool:
    """The department's manager, or who has it in hand."""
    mine = actor.account_id is not None and opinion.owner_id == actor.account_id
    return (mine and actor.can(Permission.VOICES_ANSWER)) or is_manager_of(actor, opinion)


def tell(actor: Actor) -> bool:
    """The centre tells customers, archives and reopens."""
    return actor.can(Permission.VOICES_TELL)
