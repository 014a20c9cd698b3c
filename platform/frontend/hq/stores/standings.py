"""How stores stand with their staffing, in words for headquarters (HQ-4, ORG-3, ORG-4)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from backbone.clock import today
from backbone.i18n import gettext as _
from backbone.i18n import ngettext
from frontend import formats
from frontend.rendering import language
from oem.staffing.interface import StaffingDay
from tenants.access.interface import Position


@dataclass(frozen=True)
class StoreStanding:
    """One cell: a word with its shape, and what it consists of."""

    icon: str
    word: str
    tone: str
    notes: list[str]


def standing_of(row: StaffingDay | None) -> StoreStanding:
    """What a store handed over last; a store that never did is said to be unknown."""
    if row is None:
        return StoreStanding("minus", str(_("not reported yet")), "muted", [])
    notes = [lack_words(each) for each in [*row.lacks, *row.gaps]] + [_delegated(each) for each in row.delegated]
    if row.below_since is None:
        return StoreStanding("circle-check", str(_("Minimum held")), "ok", notes)
    word = _("below minimum since %(day)s", day=_day(row.below_since))
    return StoreStanding("user-x", str(word), "warn", notes)


def lack_words(lack: Mapping[str, Any]) -> str:
    """A position, or further people, that a store is short of."""
    if lack["position"] is None:
        return str(ngettext("%(num)d person short", "%(num)d people short", lack["people"]))
    return str(_("no %(position)s", position=Position(lack["position"]).title))


def lack_since(lack: Mapping[str, Any]) -> str:
    """The same, with since when."""
    return str(_("%(lack)s since %(day)s", lack=lack_words(lack), day=_day(dt.date.fromisoformat(lack["since"]))))


def _delegated(each: Mapping[str, Any]) -> str:
    until = _day(dt.date.fromisoformat(each["until"]))
    return str(_("%(position)s delegated until %(day)s", position=Position(each["position"]).title, day=until))


def _day(value: dt.date) -> str:
    text = formats.day(value, language(), today())
    return text.partition(" ")[0] if language() == "zh" else text
