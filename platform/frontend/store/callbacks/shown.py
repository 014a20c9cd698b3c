"""What the list page shows, from counts, rows and callers."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from backbone.i18n import gettext as _
from backbone.i18n import ngettext
from dealer.callbacks.interface import (
    Caller,
    ListCounts,
    ListDays,
    ListGroup,
    ListPage,
    Programme,
    Standing,
    Tab,
)
from frontend import formats
from frontend.paths import PATHS
from frontend.programmes import PROGRAMMES
from frontend.store.callbacks.asked import Asked
from frontend.store.callbacks.lines import Line
from frontend.store.callbacks.words import GROUP_NOTES, GROUPS, SHARING, STANDINGS, TABS

GROUPED = {Tab.TODAY, Tab.TOMORROW}


def headline(counts: ListCounts, at: ListDays, language: str) -> str:
    """Whose day it is, how many there are, how many of them were known the evening before, and as of when."""
    today = at.today.day
    parts = [formats.day(today, language, today), extent(counts, at, language)]
    if counts.frozen:
        frozen, added = counts.frozen - counts.added, counts.added
        parts.append(_("%(frozen)s frozen the evening before, %(added)s added since", frozen=frozen, added=added))
    elif counts.planned and at.today_is_duty_day:
        parts.append(_("the list is not frozen yet"))
    parts.append(_("as of %(clock)s", clock=formats.clock(at.today.now)))
    return " · ".join(parts)


def extent(counts: ListCounts, at: ListDays, language: str) -> str:
    """How many there are today; on a day off also when the next duty day is."""
    planned: str = ngettext("%(num)s callback", "%(num)s callbacks", counts.planned)
    if at.today_is_duty_day:
        return planned
    next_day = formats.day(at.next.day, language, at.today.day)
    return " · ".join([_("a day off; the next duty day is %(day)s", day=next_day), planned])


def tabs(asked: Asked, counts: ListCounts, at: ListDays, language: str) -> list[tuple[str, int, str, bool]]:
    """Label, count, address, whether it is the one shown."""
    return [
        (_tab_word(tab, at, language), counts.of_tab(tab), asked.address(tab=_plain(tab)), tab is asked.tab)
        for tab in Tab
    ]


def _tab_word(tab: Tab, at: ListDays, language: str) -> str:
    tomorrow = at.today.day + dt.timedelta(days=1)
    if tab is Tab.TOMORROW and at.next.day != tomorrow:
        return formats.day(at.next.day, language, at.today.day)
    return str(TABS[tab])


def _plain(tab: Tab) -> Tab | None:
    return None if tab is Tab.TODAY else tab


def progress(counts: ListCounts) -> list[tuple[str, int, str]]:
    """The bar's parts: kind, count, word; what ended otherwise only where there is some."""
    parts = [(kind, counts.standing(standing), str(word)) for kind, standing, word in STANDINGS]
    return [part for part in parts if part[1] or part[0] != "soft"]


def people(asked: Asked, counts: ListCounts, callers: Iterable[Caller]) -> list[dict[str, Any]]:
    """Who has done how much of what they have; a click shows whose rows these are."""
    found = [_person(asked, counts, each.name, each.id) for each in callers]
    if waiting := counts.of_caller(None, Standing.TO_CALL, Standing.OVERDUE):
        address = asked.address(tab=None, unassigned="1", caller=None)
        found.append({"name": _("not assigned"), "done": waiting, "all": counts.planned, "url": address})
    return [each for each in found if each["all"]]


def _person(asked: Asked, counts: ListCounts, name: str, account_id: uuid.UUID) -> dict[str, Any]:
    done = counts.of_caller(account_id, Standing.DONE)
    address = asked.address(tab=None, caller=account_id, unassigned=None)
    return {"name": name, "done": done, "all": counts.of_caller(account_id), "url": address}


def filters(asked: Asked, counts: ListCounts, callers: Iterable[Caller]) -> list[dict[str, Any]]:
    """Chips that narrow the list, each with how many rows it leaves; a chip that is on takes itself off."""
    if asked.shown.is_empty and not counts.of_tab(asked.tab):
        return []
    shown, names = asked.shown, {each.id: each.name for each in callers}
    chips = [_chip(asked, counts, _("All"), on=shown.is_empty, programme=None, caller=None, unassigned=None, wish=None)]
    for programme, named in PROGRAMMES.items():
        if counts.has(Programme(programme)):
            on = shown.programme == programme
            chips.append(_chip(asked, counts, str(named.word), on=on, programme=None if on else programme))
    on = shown.unassigned
    chips.append(_chip(asked, counts, _("Not assigned"), on=on, unassigned=None if on else "1", caller=None))
    on = shown.with_wish
    chips.append(_chip(asked, counts, _("With a wish"), on=on, wish=None if on else "1"))
    if shown.caller is not None and not shown.unassigned:
        chips.append(_chip(asked, counts, names.get(shown.caller, _("Somebody else")), on=True, caller=None))
    return chips


def _chip(asked: Asked, counts: ListCounts, word: str, *, on: bool, **changes: object) -> dict[str, Any]:
    there = asked if on else asked.changed(**changes)
    return {"word": word, "on": on, "url": asked.address(**changes), "count": counts.of_tab(asked.tab, there.shown)}


def groups(asked: Asked, counts: ListCounts, lines: Sequence[Line]) -> list[dict[str, Any]]:
    """CB-3's parts with their headings; other tabs are one part without."""
    if asked.tab not in GROUPED:
        return [{"title": "", "lines": lines}]
    sizes, total = counts.groups(asked.tab, asked.shown), counts.of_tab(asked.tab, asked.shown)
    return [
        {
            "title": str(GROUPS[ListGroup(part)]),
            "note": str(GROUP_NOTES.get(ListGroup(part), "")),
            "count": sizes[ListGroup(part)],
            "total": total,
            "lines": list(mine),
        }
        for part, mine in groupby(lines, key=lambda line: line.list_group)
    ]


def pager(asked: Asked, page: ListPage, total: int) -> dict[str, str]:
    """Links to what lies before and after."""
    return {
        "text": ngettext("%(num)s row", "%(num)s rows", total),
        "prev_url": asked.address(cursor=page.prev_cursor) if page.prev_cursor else "",
        "next_url": asked.address(cursor=page.next_cursor) if page.next_cursor else "",
    }


def empty(asked: Asked, counts: ListCounts, at: ListDays, *, may_import: bool) -> dict[str, str]:
    """What is done, what is next, one button: title, text, action_label, action_url."""
    if not asked.shown.is_empty and counts.of_tab(asked.tab):
        every = asked.address(programme=None, caller=None, unassigned=None, wish=None)
        return _said(_("No row fits these filters"), "", _("Show all rows"), every)
    if asked.tab is Tab.TODAY and not counts.planned:
        text = _("Callbacks are planned from repair orders and deliveries: import what the departments handed over.")
        action = (_("Import a file"), PATHS.new_import) if may_import else ("", "")
        return _said(_("Nothing is planned for today"), text, *action)
    if asked.tab is Tab.TODAY:
        waiting = counts.standing(Standing.WAITING)
        text = _("%(count)s still wait for a reply.", count=waiting) if waiting else _("Every callback is done.")
        return _said(_("Today's list is called through"), text, _("See the next list"), asked.address(tab=Tab.TOMORROW))
    title, text = _EMPTY[asked.tab]()
    return _said(title, text, _("To today's plan"), asked.address(tab=None))


def _said(title: str, text: str, label: str, url: str) -> dict[str, str]:
    return {"title": title, "text": text, "action_label": label, "action_url": url}


_EMPTY = {
    Tab.OVERDUE: lambda: (_("Nothing is overdue"), _("Every callback was called by its last day, or still can be.")),
    Tab.WAITING: lambda: (
        _("Nobody is waited for"),
        _("Who was tried in three parts of the day and got a message waits here for a reply."),
    ),
    Tab.DONE: lambda: (_("Nothing is done yet today"), _("What was called today stands here with its outcome.")),
    Tab.TOMORROW: lambda: (
        _("Nothing new on the next list yet"),
        _("At closing, what is still open today is added, and the list is frozen."),
    ),
}


def takers(counts: ListCounts, callers: Iterable[Caller]) -> list[dict[str, Any]]:
    """Whom the selected rows can be given to, with what waits for each."""
    waiting = (Standing.TO_CALL, Standing.OVERDUE)
    return [
        {"value": str(each.id), "name": each.name, "to_call": counts.of_caller(each.id, *waiting)} for each in callers
    ]


def ways() -> list[tuple[str, str]]:
    """Ways to share out, as (value, word)."""
    return [(how.value, str(word)) for how, word in SHARING.items()]
