"""Who may do what with daily reports and instructions (REP-2, REP-3, ORG-6): pure questions."""

from dealer.voices.interface import MANAGERS
from oem.questionnaires.interface import Department
from tenants.access.interface import Actor, Permission, Position

OF_DEPARTMENT = frozenset({"feedback", "service"})
OF_CENTRE = frozenset({"tracking", "supervision", "rectified"})


def see(actor: Actor) -> bool:
    """The centre and the managers."""
    return actor.can(Permission.REPORTS_SEE)


def follow(actor: Actor, what: str, department: str) -> bool:
    """The department says what it did; the centre tracks and supervises, and says when it is put right."""
    if what in OF_DEPARTMENT:
        return MANAGERS[Department(department)] in actor.positions or Position.CENTRE_HEAD in actor.positions
    return what in OF_CENTRE and actor.can(Permission.INSTRUCTIONS_FOLLOW)
