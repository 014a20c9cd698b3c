"""What an event was about and what is noted of it, in words."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from backbone.i18n import LazyString
from backbone.i18n import gettext as _
from backbone.i18n import lazy_gettext as _l
from dealer.messages.queries import UNREACHED
from dealer.reports.interface import DEPARTMENTS, KINDS, LINES, OUTCOMES, STATES
from frontend import formats
from frontend.hq.today.words import MATTERS
from frontend.paths import PATHS
from frontend.programmes import PROGRAMMES
from frontend.store.corrections.shown import KINDS as CORRECTIONS
from frontend.store.corrections.shown import OUTCOMES as CORRECTED
from frontend.store.day_plan.shown import ABOUT as PLANNED
from frontend.store.day_plan.shown import STATES as PLANNED_STATES
from frontend.store.imports.words import KINDS as IMPORTS
from frontend.store.reports.words import INSTRUCTION_STATES, STEPS
from frontend.store.voices.words import CHANNELS, REACTIONS, SEVERITIES, TOLD_HOW
from frontend.store.voices.words import OUTCOMES as CLOSED
from tenants.access.interface import Actor, Permission, Position
from tenants.audit_trail.interface import AuditEvent

PLACES: Mapping[str, tuple[str, Permission]] = {
    "account": (PATHS.staffing_people, Permission.STAFFING_CHANGE),
    "callback": (PATHS.callbacks, Permission.CALLBACKS_SEE),
    "complaint": (PATHS.complaints, Permission.VOICES_SEE),
    "import": (PATHS.imports, Permission.IMPORTS_SEE),
    "opinion": (PATHS.voices, Permission.VOICES_SEE),
    "report": (PATHS.reports, Permission.REPORTS_SEE),
}
"""Where a page about the thing is, for those that have one, and who may look at it; its id follows."""

OUR_OWN = frozenset({"customer", "hash", "questionnaire_version", "edition"})
"""Details for whoever looks into the database: they say nothing to a reader."""

KEYS: Mapping[str, LazyString] = {
    "added": _l("added"), "also_below": _l("signed the line below as well"), "browser": _l("browser"),
    "by_hand": _l("by hand"), "changed": _l("changed"), "channel": _l("channel"), "code": _l("code"),
    "columns": _l("columns"), "day": _l("day"), "department": _l("department"), "done": _l("done"),
    "due_on": _l("due"), "ended_on": _l("until"), "ends_on": _l("until"), "error": _l("fault"), "field": _l("field"),
    "fields": _l("fields"), "file_name": _l("file"), "first": _l("first"), "first_day": _l("from the day"),
    "format": _l("format"), "from": _l("before"), "how": _l("how"), "in_time": _l("in time"),
    "inbound": _l("the customer rang"), "kind": _l("kind"), "last": _l("until"), "last_day": _l("until"),
    "line": _l("line"), "line_number": _l("line"), "locale": _l("language"), "matter": _l("about"), "name": _l("name"),
    "new": _l("new"), "not_done": _l("not done"), "number": _l("number"), "numbers": _l("numbers"),
    "old": _l("before"), "on_time": _l("in time"), "outcome": _l("outcome"), "plan": _l("plan"),
    "position": _l("position"), "programme": _l("programme"), "purpose": _l("purpose"), "questions": _l("questions"),
    "reaction": _l("reaction"), "reason": _l("why"), "records": _l("records"), "region": _l("region"),
    "removed": _l("removed"), "round": _l("round"), "rows": _l("rows"), "score": _l("score"), "sealed": _l("sealed"),
    "severity": _l("severity"), "size": _l("bytes"), "start_date": _l("from the day"), "starts_on": _l("from the day"),
    "state": _l("state"), "struck": _l("signatures struck"), "to": _l("after"), "to_line": _l("back to"),
    "unchanged": _l("unchanged"), "username": _l("user name"), "valid_from": _l("from the day"),
    "version": _l("version"), "week": _l("week from"), "what": _l("about"), "why": _l("why"),
}  # fmt: skip

_POSITIONS = {position.value: position.title for position in Position}
_LINES = {line.value: word for line, word in LINES.items()}
_WHAT = {
    **{step.value: word for step, word in STEPS.items()},
    "reminder": _l("reminder"), "standard": _l("new standard"),
}  # fmt: skip

VALUES: Mapping[str, Mapping[str, Any]] = {
    "added": _POSITIONS,
    "channel": CHANNELS,
    "department": DEPARTMENTS,
    "field": {"password": _l("password"), "code": _l("code of the device")},
    "fields": {
        "what": _l("kind"), "said": _l("words"), "reasons": _l("reasons"), "department": _l("department"),
        "person_name": _l("person"),
    },
    "from": SEVERITIES | _POSITIONS,
    "how": TOLD_HOW,
    "kind": {**KINDS, **IMPORTS, **{kind.value: word for kind, word in PLANNED.items()}},
    "correction.kind": {kind: word for kind, (_icon, word) in CORRECTIONS.items()},
    "line": _LINES,
    "locale": {"zh_CN": "中文", "en": "English"},
    "matter": {about.value: word for about, word in MATTERS.items()},
    "outcome": {**{outcome.value: word for outcome, word in OUTCOMES.items()}, **CLOSED, **CORRECTED},
    "position": _POSITIONS,
    "programme": {programme: mark.word for programme, mark in PROGRAMMES.items()},
    "purpose": {UNREACHED: _l("customer not reached")},
    "reaction": REACTIONS,
    "removed": _POSITIONS,
    "severity": SEVERITIES,
    "state": {
        **{state.value: word for state, word in STATES.items()},
        **{state: word for state, (_icon, word, _tone) in PLANNED_STATES.items()},
        **{state: word for state, (_icon, word) in INSTRUCTION_STATES.items()},
    },
    "to": SEVERITIES | _POSITIONS,
    "to_line": _LINES,
    "what": _WHAT,
}  # fmt: skip
COUNTED = frozenset({"columns", "questions"})
"""Of these their number is told."""
LATE = frozenset({"in_time", "on_time"})
"""That these are not so is what a reader looks for."""


@dataclass(frozen=True)
class Shown:
    """One event: `whom` it was done to, `url` of the thing, and what was noted, as (word, value)."""

    at: dt.datetime
    who: str
    what: str
    whom: str
    url: str
    noted: list[tuple[str, str]]


def shown(event: AuditEvent, what: str, names: Mapping[str, str], me: Actor) -> Shown:
    """An event for a reader; `names` are accounts' names by id."""
    path, needed = PLACES.get(event.about, ("", None))
    known = event.about_id is not None and needed is not None and me.can(needed)
    whom = names.get(str(event.about_id), "") if event.about_id != event.account_id else ""
    # Without an account it was the platform: a job, or the command line.
    who = event.actor_name if event.account_id else ""
    return Shown(
        event.at, who, what, whom, f"{path}/{event.about_id}" if known else "", noted(event.about, event.details, names)
    )


def noted(about: str, details: Mapping[str, Any], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """(word, value) of what was noted; `names` are accounts' names by id. What is not so is left out."""
    return [
        (str(KEYS[key]), text)
        for key, value in details.items()
        if key in KEYS
        and (text := ", ".join(_texts(key, value, VALUES.get(f"{about}.{key}", VALUES.get(key, {})), names)))
    ]


def _texts(key: str, value: Any, words: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    if value in (None, "") or (value is False and key not in LATE):
        return
    if isinstance(value, bool):
        yield _("yes") if value else _("no")
    elif key == "browser":
        yield formats.browser(value)
    elif key in COUNTED:
        yield str(len(value))
    elif isinstance(value, list):
        for each in value:
            yield from _texts(key, each, words, names)
    elif isinstance(value, str):
        yield str(words.get(value) or names.get(value) or value)
    else:
        yield str(value)
