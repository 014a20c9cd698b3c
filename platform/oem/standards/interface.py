"""The door to standards."""

from oem.standards.actions import publish_shipped_standards, publish_standard
from oem.standards.facts import StandardPublished
from oem.standards.models import Standard
from oem.standards.queries import find_newest, get_standard, settings_in_force, settings_of_version
from oem.standards.schemas import PROGRAMMES

__all__ = [
    "PROGRAMMES",
    "Standard",
    "StandardPublished",
    "find_newest",
    "get_standard",
    "publish_shipped_standards",
    "publish_standard",
    "settings_in_force",
    "settings_of_version",
]
