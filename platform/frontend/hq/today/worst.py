"""The stores that are latest, in words, on top of the table: what it is, where, since when."""

import uuid
from dataclasses import dataclass

from backbone.i18n import gettext as _
from backbone.i18n import ngettext
from frontend.hq.stores.standings import lack_words
from frontend.hq.today.cells import percent
from frontend.hq.today.rows import StoreRow, Table
from frontend.hq.today.words import ABOUT, LEVELS, SHAPES
from oem.today.interface import Count, Figure

SHOWN = 4


@dataclass(frozen=True)
class Worst:
    """One of the latest: `lines` below its `title`; `about` when a reminder can be sent for it."""

    store_id: uuid.UUID
    shape: str
    level_word: str
    title: str
    lines: list[str]
    about: str


def worst_of(table: Table) -> list[Worst]:
    """At most four stores with something late, each with its worst figure."""
    return [_worst(store, table.usual) for store in table.network.late[:SHOWN]]


def _worst(store: StoreRow, usual: Count) -> Worst:
    figure = max(store.levels, key=lambda each: (store.levels[each], store.place.totals.count(each).n))
    level, count = store.levels[figure], store.place.totals.count(figure)
    title, lines = _SAID[figure](store, count, usual)
    about = ABOUT.get(figure)
    return Worst(store.place.id, SHAPES[level], str(LEVELS[level]), title, lines, about.value if about else "")


def _of_done(store: StoreRow, count: Count, usual: Count) -> tuple[str, list[str]]:
    numbers = {"done": count.n, "planned": count.of}
    title = (
        _("%(done)s of %(planned)s done today", **numbers)
        if count.n
        else _("Silent: none of %(planned)s done", **numbers)
    )
    return title, [store.place.name, _("all together now: %(share)s%%", share=f"{percent(usual):.1f}")]


def _of_overdue(store: StoreRow, count: Count, usual: Count) -> tuple[str, list[str]]:
    title = ngettext("%(num)d overdue callback", "%(num)d overdue callbacks", count.n)
    return title, _late_lines(store, Figure.OVERDUE, _("%(n)s of %(of)s open", n=count.n, of=count.of))


def _of_reports(store: StoreRow, count: Count, usual: Count) -> tuple[str, list[str]]:
    title = ngettext("%(num)d unsigned daily report", "%(num)d unsigned daily reports", count.n)
    of_all = _("%(n)s of %(of)s due in 5 duty days", n=count.n, of=count.of)
    return title, _late_lines(store, Figure.UNSIGNED_REPORTS, of_all)


def _of_opinions(store: StoreRow, count: Count, usual: Count) -> tuple[str, list[str]]:
    title = ngettext("%(num)d overdue opinion", "%(num)d overdue opinions", count.n)
    of_all = _("%(n)s of %(of)s not answered", n=count.n, of=count.of)
    return title, _late_lines(store, Figure.OVERDUE_OPINIONS, of_all)


def _of_complaints(store: StoreRow, count: Count, usual: Count) -> tuple[str, list[str]]:
    title = ngettext("%(num)d overdue complaint", "%(num)d overdue complaints", count.n)
    of_all = _("%(n)s of %(of)s not closed", n=count.n, of=count.of)
    return title, _late_lines(store, Figure.OVERDUE_COMPLAINTS, of_all)


def _of_staffing(store: StoreRow, count: Count, usual: Count) -> tuple[str, list[str]]:
    return _("Staffing below the minimum"), [store.place.name, ", ".join(map(lack_words, store.place.lacks))]


def _of_missing(store: StoreRow, count: Count, usual: Count) -> tuple[str, list[str]]:
    title = ngettext("%(num)d missing handover", "%(num)d missing handovers", count.n)
    return title, [store.place.name, _("%(due)s due today by 10:00", due=count.of)]


def _late_lines(store: StoreRow, figure: Figure, of_all: str) -> list[str]:
    age = store.age_words_of(figure)
    return [f"{store.place.name} · {of_all}", age and _("the oldest %(age)s late", age=age)]


_SAID = {
    Figure.DONE: _of_done,
    Figure.OVERDUE: _of_overdue,
    Figure.UNSIGNED_REPORTS: _of_reports,
    Figure.OVERDUE_OPINIONS: _of_opinions,
    Figure.OVERDUE_COMPLAINTS: _of_complaints,
    Figure.BELOW_MINIMUM: _of_staffing,
    Figure.MISSING_HANDOVERS: _of_missing,
}
