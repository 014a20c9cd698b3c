"""Whose department it is (ORG-6)."""

import uuid

from dealer.voices.models import Voice
from dealer.voices.rules import MANAGERS
from oem.questionnaires.interface import Department
from tenants.access.interface import Actor, Permission, Position

ABOVE_ALL = frozenset({Position.GENERAL_MANAGER})


def is_manager_of(actor: Actor, voice: Voice) -> bool:
    """Does this person, or whom they stand in for, manage the department? The general manager manages all."""
    return bool((actor.positions | actor.delegated) & (ABOVE_ALL | {MANAGERS[Department(voice.department)]}))


def sees_only(actor: Actor) -> uuid.UUID | None:
    """Whose voices this person sees: their own (their account), or everybody's (None)."""
    return None if actor.can(Permission.VOICES_SEE_ALL) else actor.account_id or uuid.UUID(int=0)
