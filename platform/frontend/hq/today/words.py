"""How lateness and its figures are spoken of on screen."""

from collections.abc import Mapping
from dataclasses import dataclass

from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l
from oem.reminders.interface import About
from oem.today.interface import Figure, Level

LEVELS: Mapping[Level, LazyString] = {
    Level.FINE: _l("fine"),
    Level.WATCH: _l("watch"),
    Level.LATE: _l("late"),
    Level.SEVERE: _l("severe"),
}
SHAPES: Mapping[Level, str] = {
    Level.FINE: "fine",
    Level.WATCH: "watch",
    Level.LATE: "late",
    Level.SEVERE: "severe",
}
"""A shape of its own for each level: colour only repeats it."""


@dataclass(frozen=True)
class FigureWords:
    """A column: what is counted, and of what."""

    title: LazyString
    of: LazyString


FIGURES: Mapping[Figure, FigureWords] = {
    Figure.DONE: FigureWords(_l("Done today"), _l("÷ to be called today")),
    Figure.OVERDUE: FigureWords(_l("Overdue callbacks"), _l("÷ not done")),
    Figure.UNSIGNED_REPORTS: FigureWords(_l("Unsigned daily reports"), _l("÷ due in 5 duty days")),
    Figure.OVERDUE_OPINIONS: FigureWords(_l("Overdue opinions"), _l("÷ not answered")),
    Figure.OVERDUE_COMPLAINTS: FigureWords(_l("Overdue complaints"), _l("÷ not closed")),
    Figure.BELOW_MINIMUM: FigureWords(_l("Below the minimum"), _l("÷ stores")),
    Figure.MISSING_HANDOVERS: FigureWords(_l("Missing handovers"), _l("÷ due today")),
}

ABOUT: Mapping[Figure, About] = {
    Figure.OVERDUE: About.OVERDUE_CALLBACKS,
    Figure.UNSIGNED_REPORTS: About.UNSIGNED_REPORTS,
    Figure.OVERDUE_OPINIONS: About.OVERDUE_OPINIONS,
    Figure.OVERDUE_COMPLAINTS: About.OVERDUE_COMPLAINTS,
    Figure.MISSING_HANDOVERS: About.MISSING_HANDOVER,
}
"""What a reminder can be about, by the figure that is late."""

MATTERS: Mapping[About, LazyString] = {about: FIGURES[figure].title for figure, about in ABOUT.items()}
