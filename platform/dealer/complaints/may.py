"""Who may do what with a complaint (ORG-6, CMP-7): pure questions."""

from dealer.complaints.models import Complaint
from dealer.complaints.rules import IN_PERSON, Severity
from dealer.voices.interface import MANAGERS, PEOPLE, is_manager_of
from oem.questionnaires.interface import Department
from tenants.access.interface import Actor, Permission, Position

MANAGERS_IN_PERSON = frozenset({Position.SALES_MANAGER, Position.AFTER_SALES_MANAGER})


def owners_of(severity: Severity, department: Department) -> frozenset[Position]:
    """Which positions may have such a complaint in hand: a major or critical one only a manager in person (CMP-7)."""
    if severity not in IN_PERSON:
        return PEOPLE[department]
    return MANAGERS_IN_PERSON & {MANAGERS[department]} or MANAGERS_IN_PERSON


def receive(actor: Actor) -> bool:
    """The centre takes complaints in; managers what is told to them."""
    return actor.can(Permission.VOICES_RECEIVE)


def see(actor: Actor, complaint: Complaint) -> bool:
    """The centre and the managers see all; everybody what is in their hands."""
    return actor.can(Permission.VOICES_SEE_ALL) or (actor.can(Permission.VOICES_SEE) and has_in_hand(actor, complaint))


def has_in_hand(actor: Actor, complaint: Complaint) -> bool:
    """Is it this person's?"""
    return actor.account_id is not None and complaint.owner_id == actor.account_id


def classify(actor: Actor, complaint: Complaint) -> bool:
    """The centre says how severe it is and whose; a manager within their department."""
    return actor.can(Permission.VOICES_ASSIGN) and (close(actor) or is_manager_of(actor, complaint))


def contact(actor: Actor, complaint: Complaint) -> bool:
    """Its owner speaks with the customer; the department's manager and the centre may, too."""
    return has_in_hand(actor, complaint) or classify(actor, complaint)


def answer(actor: Actor, complaint: Complaint) -> bool:
    """The department's manager, or who has it in hand."""
    mine = has_in_hand(actor, complaint) and actor.can(Permission.VOICES_ANSWER)
    return mine or is_manager_of(actor, complaint)


def close(actor: Actor) -> bool:
    """The centre confirms with the customer, and closes and reopens."""
    return actor.can(Permission.VOICES_TELL)
