"""What the page of corrections shows, from counts and rows."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Row

from backbone.i18n import LazyString, ngettext
from backbone.i18n import gettext as _
from backbone.i18n import lazy_gettext as _l
from dealer.corrections import may
from dealer.corrections.queries import Counts
from dealer.corrections.schemas import as_read
from dealer.handovers.interface import Department
from frontend import formats
from frontend.paths import PATHS
from tenants.access.interface import Actor

KINDS: Mapping[str, tuple[str, LazyString]] = {
    "phone": ("phone", _l("Wrong number")),
    "owner": ("user", _l("Another owner")),
    "visit": ("file-spreadsheet", _l("Wrong visit")),
}
"""Icon and word of what is wrong."""

DEPARTMENTS: Mapping[Department, LazyString] = {
    Department.SALES: _l("Sales"),
    Department.AFTER_SALES: _l("After-sales"),
}
OUTCOMES: Mapping[str, LazyString] = {"corrected": _l("put right"), "none_known": _l("no other known")}


@dataclass(frozen=True)
class Asked:
    """What the address asks for. What nobody understands in it is left out, not refused."""

    closed: bool = False
    department: Department | None = None
    cursor: str | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        """From the address's query, or from a form that carries it back."""
        named = query.get("department")
        department = Department(named) if named in set(Department) else None
        return cls(query.get("closed") == "1", department, query.get("cursor") or None)

    def address(self, **changes: object) -> str:
        """The page's address with some of `closed department cursor` changed; a page link is left out unless given."""
        parts = {"closed": "1" if self.closed else None, "department": self.department} | changes
        query = urlencode({name: str(value) for name, value in parts.items() if value})
        return f"{PATHS.corrections}?{query}" if query else PATHS.corrections

    def departments(self, mine: Collection[Department]) -> list[Department]:
        """Whose tasks are shown."""
        return [each for each in Department if each in mine and self.department in {None, each}]


@dataclass(frozen=True)
class Typed:
    """A form that was refused: what was in it, and what is said beside its fields."""

    id: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


def headline(counts: Counts, mine: Collection[Department]) -> str:
    """How many wait, and how many of them for too long."""
    waiting, late = _of(counts.open, mine), _of(counts.late, mine)
    parts = [ngettext("%(num)s to put right", "%(num)s to put right", waiting)]
    if late:
        parts.append(ngettext("%(num)s past its time", "%(num)s past their time", late))
    return " · ".join(parts)


def tabs(asked: Asked, counts: Counts, mine: Collection[Department]) -> list[tuple[str, int, str, bool]]:
    """Label, count, address, whether it is the one shown."""
    return [
        (_("To put right"), _of(counts.open, asked.departments(mine)), asked.address(closed=None), not asked.closed),
        (_("Closed tasks"), _of(counts.closed, asked.departments(mine)), asked.address(closed="1"), asked.closed),
    ]


def filters(asked: Asked, counts: Counts, mine: Collection[Department]) -> list[dict[str, Any]]:
    """Chips for who sees both departments, each with how many rows it leaves."""
    if len(mine) < 2:
        return []
    of_each = counts.closed if asked.closed else counts.open
    chips: list[tuple[str, Department | None, int]] = [(_("All"), None, _of(of_each, mine))]
    chips += [(str(DEPARTMENTS[each]), each, of_each.get(each, 0)) for each in Department]
    return [
        {"word": word, "count": count, "on": asked.department == one, "url": asked.address(department=one)}
        for word, one, count in chips
    ]


def _of(counts: Mapping[Department, int], departments: Collection[Department]) -> int:
    return sum(counts.get(each, 0) for each in departments)


@dataclass(frozen=True)
class Line:
    """One task, ready for the template; texts are plain."""

    id: str
    kind: str
    icon: str
    word: str
    wrong: str
    customer: str
    car: str
    visit: str
    papers: str
    note: str
    found: str
    department: str
    when: str
    why: str
    tone: str
    right: str
    may_close: bool
    typed: Typed


def lines(rows: Collection[Row[Any]], me: Actor, *, now: dt.datetime, language: str, typed: Typed) -> list[Line]:
    """The rows as this reader may see them."""
    today = formats.local_date(now)
    return [_line(row, me, now, language, today, typed) for row in rows]


def _line(row: Row[Any], me: Actor, now: dt.datetime, language: str, today: dt.date, typed: Typed) -> Line:
    seen = as_read(row, me)
    icon, word = KINDS[row.what]
    when, why, tone = _closed(row, language, today) if row.closed_at else _due(row, now, language, today)
    papers = [row.number or "", row.served_by or ""]
    found = [row.opened_by_name, formats.moment(row.opened_at, language, today)]
    return Line(
        id=str(row.id),
        kind=row.what,
        icon=icon,
        word=str(word),
        wrong=seen["wrong"],
        customer=row.customer or _("no name"),
        car=" ".join(part for part in (row.model, row.plate) if part),
        visit=formats.day(row.visit_on, language, today),
        papers=" · ".join(part for part in papers if part),
        note=seen["note"],
        found=" · ".join(found),
        department=str(DEPARTMENTS[Department(row.department)]),
        when=when,
        why=why,
        tone=tone,
        right=seen["new_value"] or seen["reason"] or "",
        may_close=row.closed_at is None and may.close(me, row.department),
        typed=typed if typed.id == str(row.id) else Typed(),
    )


def _due(row: Row[Any], now: dt.datetime, language: str, today: dt.date) -> tuple[str, str, str]:
    late = row.due_at < now
    return formats.moment(row.due_at, language, today), _("past its time") if late else "", "bad" if late else ""


def _closed(row: Row[Any], language: str, today: dt.date) -> tuple[str, str, str]:
    who = f"{row.closed_by_name} · {formats.moment(row.closed_at, language, today)}"
    return str(OUTCOMES[row.outcome]), who, "ok" if row.outcome == "corrected" else ""


def empty(asked: Asked) -> tuple[str, str]:
    """Title and sentence where there is nothing."""
    if asked.closed:
        return _("Nothing has been closed here yet"), _("What was put right stands here, with who did it and when.")
    said = _("When a caller finds a wrong number, another owner or a wrong visit, the task stands here.")
    return _("Nothing is to be put right"), said
