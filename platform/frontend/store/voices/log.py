"""The log of a voice in words: what, who, when, and what the line tells beside its words."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from backbone.i18n import gettext as _
from dealer.voices.interface import StepOf, VoiceStep
from frontend.store.voices.words import DEPARTMENTS, OUTCOMES, REACTIONS, SEVERITIES, STEPS, TOLD_HOW


class Entry(NamedTuple):
    """One line."""

    what: str
    at: dt.datetime
    by: str
    words: str
    note: str


def entries_of(steps: Iterable[VoiceStep]) -> list[Entry]:
    """The log, the newest first."""
    return [Entry(str(STEPS[StepOf(step.what)]), step.at, step.by_name, step.words, _note(step)) for step in steps][
        ::-1
    ]


def _note(step: VoiceStep) -> str:
    worded = _NOTES.get(StepOf(step.what))
    return worded(step.details) if worded else ""


def _assigned(details: dict[str, Any]) -> str:
    return " · ".join([str(DEPARTMENTS[details["department"]]), details["to"] or _("nobody in particular")])


def _classified(details: dict[str, Any]) -> str:
    said = f"{SEVERITIES[details['before']]} → {SEVERITIES[details['severity']]}"
    return f"{said} · {_('a manager must take it over')}" if details["taken_back"] else said


def _in_time(details: dict[str, Any]) -> str:
    return str(_("in time") if details["in_time"] else _("overdue"))


def _told(details: dict[str, Any]) -> str:
    words = (TOLD_HOW[details["how"]], REACTIONS[details["reaction"]], _in_time(details))
    return " · ".join(map(str, words))


def _contacted(details: dict[str, Any]) -> str:
    how = str(TOLD_HOW[details["how"]])
    return f"{how} · {_in_time(details)}" if details["first"] else how


_NOTES: dict[StepOf, Callable[[dict[str, Any]], str]] = {
    StepOf.ASSIGNED: _assigned,
    StepOf.CLASSIFIED: _classified,
    StepOf.ANSWERED: _in_time,
    StepOf.TOLD: _told,
    StepOf.CONTACTED: _contacted,
    StepOf.CLOSED: lambda details: str(OUTCOMES[details["outcome"]]),
}
