"""What the list page shows, from counts and rows."""

import datetime as dt
from typing import Any

from backbone.i18n import gettext as _
from backbone.i18n import ngettext
from dealer.voices.interface import KINDS, VoiceCounts, VoiceTab
from frontend import formats
from frontend.paths import PATHS
from frontend.store.voices.asked import Asked
from frontend.store.voices.words import DEPARTMENTS, KIND_WORDS, TABS
from oem.questionnaires.interface import Department

Chip = dict[str, Any]


def headline(counts: VoiceCounts, at: dt.datetime, *, mine: bool) -> str:
    """How many are open, whose, and as of when."""
    count = counts.of(VoiceTab.OPEN)
    parts = [ngettext("%(num)s open", "%(num)s open", count)]
    if overdue := counts.of(VoiceTab.OVERDUE):
        parts.append(_("%(count)s of them overdue", count=overdue))
    if mine:
        parts.append(_("only what is in your hands"))
    return " · ".join([*parts, _("as of %(clock)s", clock=formats.clock(at))])


def tabs(asked: Asked, counts: VoiceCounts) -> list[tuple[str, int, str, bool]]:
    """Label, count, address, whether it is the one shown."""
    return [
        (str(word), counts.of(tab), asked.address(tab=None if tab is VoiceTab.OPEN else tab), tab is asked.tab)
        for tab, word in ((tab, TABS[tab]) for tab in VoiceTab)
    ]


def filters(asked: Asked, counts: VoiceCounts) -> list[Chip]:
    """Chips that narrow the list, each with how many rows it leaves; a chip that is on takes itself off."""
    every = asked.department is None and asked.kind is None
    if every and not counts.of(asked.tab):
        return []
    all_ = _chip(_("All"), counts.of(asked.tab), asked.address(department=None, kind=None), on=every)
    return [all_, *_kinds(asked, counts), *_departments(asked, counts)]


def _kinds(asked: Asked, counts: VoiceCounts) -> list[Chip]:
    found = []
    for kind in KINDS:
        on = kind == asked.kind
        count = counts.of(asked.tab, asked.department, kind)
        if count or on:
            found.append(_chip(str(KIND_WORDS[kind]), count, asked.address(kind=None if on else kind), on=on))
    return found


def _departments(asked: Asked, counts: VoiceCounts) -> list[Chip]:
    found = []
    for department in Department:
        on = department is asked.department
        count = counts.of(asked.tab, department, asked.kind)
        if count or on:
            there = asked.address(department=None if on else department)
            found.append(_chip(str(DEPARTMENTS[department]), count, there, on=on))
    return found


def _chip(word: str, count: int, url: str, *, on: bool) -> Chip:
    return {"word": word, "count": count, "url": url, "on": on}


def pager(asked: Asked, total: int, next_cursor: str | None) -> dict[str, str]:
    """Links to the first page and to what lies after."""
    return {
        "text": ngettext("%(num)s row", "%(num)s rows", total),
        "prev_url": asked.address() if asked.cursor else "",
        "next_url": asked.address(cursor=next_cursor) if next_cursor else "",
    }


def empty(asked: Asked, counts: VoiceCounts, *, may_receive: bool) -> dict[str, str]:
    """What is done, what is next, one button: title, text, action_label, action_url."""
    if counts.of(asked.tab):
        return _said(_("Nothing fits these filters"), "", _("Show all rows"), asked.address(department=None, kind=None))
    title, text = _EMPTY[asked.tab]()
    if asked.tab is not VoiceTab.OPEN:
        return _said(title, text, _("To the open ones"), PATHS.voices)
    return _said(title, text, *((_("Take in by hand"), PATHS.new_voice) if may_receive else ("", "")))


def _said(title: str, text: str, label: str, url: str) -> dict[str, str]:
    return {"title": title, "text": text, "action_label": label, "action_url": url}


_EMPTY = {
    VoiceTab.OPEN: lambda: (
        _("Nothing is open"),
        _("What customers say in callbacks comes here by itself; what reaches you otherwise is taken in by hand."),
    ),
    VoiceTab.TO_TELL: lambda: (
        _("No customer waits to be told"),
        _("Once a department has given its result, it stands here until the customer knows."),
    ),
    VoiceTab.OVERDUE: lambda: (_("Nothing is overdue"), _("Every customer was told in time, or still can be.")),
    VoiceTab.ARCHIVED: lambda: (
        _("The archive is empty"),
        _("What the customer was told, and what was closed, stands here, the newest first."),
    ),
}
