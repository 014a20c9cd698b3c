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
    notes = [_lack(each) for each in [*row.lacks, *row.gaps]] + [_delegated(each) for each in row.delegated]
    if row.below_since is None:
        return StoreStanding("circle-check", str(_("Minimum held")), "ok", notes)
    word = _("below minimum since %(day)s", day=_day(row.below_since))
    return StoreStanding("user-x", str(word), "warn", notes)


def _lack(lack: Mapping[str, Any]) -> str:
    if lack["position"] is None:
        return str(ngettext("%(num)d person short", "%(num)d people short", lack["people"]))
    return str(_("no %(position)s", position=Position(lack["position"]).title))


def _delegated(each: Mapping[str, Any]) -> str:
    until = _day(dt.date.fromisoformat(each["until"]))
    return str(_("%(position)s delegated until %(day)s", position=Position(each["position"]).title, day=until))


def _day(value: dt.date) -> str:
    text = formats.day(value, language(), today())
    return text.partition(" ")[0] if language() == "zh" else text
