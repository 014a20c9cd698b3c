"""Words of daily reports and instructions, and the marks that stand beside them."""

import datetime as dt

from backbone.i18n import LazyString
from backbone.i18n import gettext as _
from backbone.i18n import lazy_gettext as _l
from dealer.reports.interface import DEPARTMENTS, LINES, Flag, StepOf
from dealer.reports.queries.verifying import Verdict
from frontend import formats
from frontend.rendering import language
from tenants.calendar.interface import store_day

FLAG_MARKS: dict[Flag, tuple[str, str]] = {
    Flag.COMPLAINT: ("alert-triangle", "bad"),
    Flag.OPINION: ("message-report", ""),
    Flag.NEED: ("message-plus", ""),
    Flag.LATE: ("clock-exclamation", "warn"),
}
"""Icon and tone."""

STEPS: dict[StepOf, LazyString] = {
    StepOf.FEEDBACK: _l("Feedback"),
    StepOf.SERVICE: _l("Service done"),
    StepOf.TRACKING: _l("Tracking"),
    StepOf.SUPERVISION: _l("Supervision"),
    StepOf.RECTIFIED: _l("Rectified"),
}

INSTRUCTION_STATES: dict[str, tuple[str, LazyString]] = {
    "open": ("circle", _l("no answer yet")),
    "answered": ("message-2", _l("answered, being followed")),
    "rectified": ("circle-check", _l("rectified")),
}
"""Icon and word."""

VERDICTS: dict[Verdict, tuple[str, str, LazyString, LazyString]] = {
    Verdict.UNALTERED: (
        "shield-check", "ok", _l("Unaltered"),
        _l("Since the last signature nothing of this report was changed: content, figures, signatures and times."),
    ),
    Verdict.ALTERED: (
        "shield-x", "bad", _l("Altered"),
        _l("What stands in this report now is not what was sealed. Ask the store, and keep your copy."),
    ),
    Verdict.NO_KEY: (
        "help-circle", "warn", _l("Can't be told here"),
        _l("The key that this report was sealed with is not at hand. Its administrator can add it."),
    ),
}  # fmt: skip
"""Icon, tone, word, sentence."""

TOTALS: tuple[tuple[str, LazyString], ...] = (
    ("planned", _l("Planned")),
    ("done", _l("Completed")),
    ("reached", _l("Reached")),
    ("effective", _l("Effective")),
    ("satisfied", _l("Satisfied")),
    ("opinions", _l("Opinion")),
    ("complaints", _l("Complaint")),
    ("late", _l("Late")),
    ("needs", _l("Need")),
)
"""Counts by their name in the report."""


def due(moment: dt.datetime, now: dt.datetime) -> str:
    """By when: `今日 20:00 前`; the end of a day is told as that day's."""
    spoken, today = language(), store_day(now)
    if formats.clock(moment) != "00:00":
        return str(_("by %(moment)s", moment=formats.moment(moment, spoken, today)))
    day = formats.local_date(moment) - dt.timedelta(days=1)
    near = formats.NEAR_DAYS[spoken].get((day - today).days)
    return str(_("by the end of %(day)s", day=near or formats.day(day, spoken, today)))


__all__ = ["DEPARTMENTS", "FLAG_MARKS", "INSTRUCTION_STATES", "LINES", "STEPS", "TOTALS", "VERDICTS", "due"]
