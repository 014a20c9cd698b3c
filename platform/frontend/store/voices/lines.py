"""Rows of the list as text."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Row

from backbone.i18n import gettext as _
from dealer.complaints.interface import IN_PERSON, Severity
from dealer.voices.interface import Level, VoiceState
from frontend.paths import PATHS
from frontend.store.voices.clocks import Clocks
from frontend.store.voices.words import (
    DEPARTMENTS,
    KIND_WORDS,
    LEVELS,
    OUTCOMES,
    REACTIONS,
    SEVERITIES,
    STATE_ICONS,
    STATES,
)

SHORT = 80
"""Letters of what was said that a row shows."""


class Line(NamedTuple):
    """One row, ready for the template."""

    url: str
    when: str
    why: str
    tone: str
    raised: str
    kind: str
    severity: str
    severe: bool
    said: str
    customer: str
    car: str
    department: str
    owner: str
    state: str
    icon: str


class Lines:
    """Words rows of one page."""

    def __init__(self, clocks: Clocks, reasons: Callable[[str], str]) -> None:
        self.clocks, self.reasons = clocks, reasons
        self.kind = cache(lambda kind: str(KIND_WORDS[kind]))
        self.department = cache(lambda department: str(DEPARTMENTS[department]))
        self.state = cache(lambda state: str(STATES[state]))

    def of(self, rows: Iterable[Row[Any]]) -> list[Line]:
        """The rows as lines."""
        return [self._line(row) for row in rows]

    def _line(self, row: Row[Any]) -> Line:
        when, why, tone, raised = self._time(row)
        severity = Severity(row.severity) if row.severity else None
        return Line(
            url=f"{PATHS.voices if row.about == 'opinion' else PATHS.complaints}/{row.id}",
            when=when,
            why=why,
            tone=tone,
            raised=raised,
            kind=self.kind(row.kind),
            severity=str(SEVERITIES[severity]) if severity else "",
            severe=severity in IN_PERSON,
            said=self._said(row),
            customer=row.customer or row.said_by or _("no name"),
            car=" ".join(part for part in (row.model, row.plate) if part),
            department=self.department(row.department),
            owner=row.owner or "",
            state=self.state(row.state),
            icon=STATE_ICONS[VoiceState(row.state)],
        )

    def _said(self, row: Row[Any]) -> str:
        words = row.said or "、".join(map(self.reasons, row.reasons))
        return words if len(words) <= SHORT else f"{words[:SHORT]}…"

    def _time(self, row: Row[Any]) -> tuple[str, str, str, str]:
        """When, why, tone, to whom it has risen."""
        if row.ended_at is not None:
            return self.clocks.moment(row.ended_at), self._ended(row), "ok", ""
        if row.stopped_at is not None:
            return _("clock stopped"), self.clocks.moment(row.stopped_at), "", self._at_once(row)
        note, tone = self.clocks.left(row.due_at)
        raised = self.clocks.raised(row.due_at) or self._at_once(row)
        return self.clocks.moment(row.due_at), " · ".join(filter(None, (self._what(row), note))), tone, raised

    @staticmethod
    def _what(row: Row[Any]) -> str:
        if row.about == "opinion":
            return str(_("tell the customer"))
        return str(_("department's result") if row.contacted_at else _("first contact"))

    @staticmethod
    def _at_once(row: Row[Any]) -> str:
        return str(LEVELS[Level.GENERAL_MANAGER]) if row.severity and Severity(row.severity) in IN_PERSON else ""

    @staticmethod
    def _ended(row: Row[Any]) -> str:
        words = REACTIONS if row.about == "opinion" else OUTCOMES
        return str(words[row.outcome]) if row.outcome else ""
