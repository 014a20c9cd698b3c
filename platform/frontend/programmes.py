"""What programmes are called on screen, and their marks: one table for every page."""

from collections.abc import Mapping
from dataclasses import dataclass

from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l


@dataclass(frozen=True)
class ProgrammeWord:
    """`shape` is the icon that stands beside the word wherever a programme is named."""

    word: LazyString
    shape: str


PROGRAMMES: Mapping[str, ProgrammeWord] = {
    "three_dc": ProgrammeWord(_l("Service 3DC"), "p3"),
    "seven_dc": ProgrammeWord(_l("Sales 7DC"), "p7"),
    "service_14": ProgrammeWord(_l("Two-week follow-up"), "p14"),
}
"""By the programme's value, in the order in which they are shown."""
