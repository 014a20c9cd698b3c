"""The door to positions, permissions and actors."""

from tenants.access.actor import Actor, SecondFactorMissingError, platform_actor
from tenants.access.permissions import HOLDERS, WORDS, Permission, permissions_of
from tenants.access.positions import Position, Side

__all__ = [
    "HOLDERS",
    "WORDS",
    "Actor",
    "Permission",
    "Position",
    "SecondFactorMissingError",
    "Side",
    "permissions_of",
    "platform_actor",
]
