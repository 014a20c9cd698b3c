"""A store's day by programme: where headquarters' path ends (KPI-2). Counts, never a record."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields

from backbone.clock import today
from backbone.i18n import LazyString
from backbone.i18n import gettext as _
from backbone.i18n import lazy_gettext as _l
from frontend import formats
from frontend.formats import number
from frontend.hq.today.words import ABOUT, FIGURES
from frontend.programmes import PROGRAMMES
from frontend.rendering import language
from oem.today.interface import DayTotal, Figure, Totals, list_store_totals

_DUE: LazyString = _l("%(count)s, oldest due %(day)s")
_OLDEST: Mapping[Figure, tuple[str, LazyString]] = {
    Figure.OVERDUE: ("oldest_due_on", _DUE),
    Figure.UNSIGNED_REPORTS: ("oldest_report_on", _l("%(count)s, oldest of %(day)s")),
    Figure.OVERDUE_OPINIONS: ("oldest_opinion_due_on", _DUE),
    Figure.OVERDUE_COMPLAINTS: ("oldest_complaint_due_on", _DUE),
}


@dataclass(frozen=True)
class ProgrammeLine:
    """One programme's counts of the day; `handover` says how its department's handover stands."""

    word: str
    shape: str
    total: DayTotal
    handover: str
    handover_missing: bool


@dataclass(frozen=True)
class LateLine:
    """A figure with something late, by programme; `about`: what the store can be reminded of."""

    title: str
    words: list[str]
    about: str


@dataclass(frozen=True)
class Detail:
    """What is shown below an open store."""

    programmes: list[ProgrammeLine]
    late: list[LateLine]


def detail_of(store_id: uuid.UUID, day: dt.date) -> Detail:
    """The store's programmes, in the order in which programmes are shown, and what is late in them."""
    return detail_from(list_store_totals(store_id, day))


def detail_from(totals: Collection[DayTotal]) -> Detail:
    """The same, of totals that were read already."""
    by_programme = {total.programme: total for total in totals}
    ordered = [total for programme in PROGRAMMES if (total := by_programme.get(programme)) is not None]
    late = [
        LateLine(str(FIGURES[figure].title), _late(figure, ordered), about.value) for figure, about in ABOUT.items()
    ]
    return Detail([_line(total) for total in ordered], [line for line in late if line.words])


def _line(total: DayTotal) -> ProgrammeLine:
    words, missing = PROGRAMMES[total.programme], bool(total.handovers_missing)
    handover = _("none due") if not total.handovers_due else _("missing") if missing else _("not missing")
    return ProgrammeLine(str(words.word), words.shape, total, str(handover), missing)


def _late(figure: Figure, totals: Collection[DayTotal]) -> list[str]:
    return [_words(figure, total) for total in totals if _counts(total).count(figure).n]


def _counts(total: DayTotal) -> Totals:
    return Totals(**{each.name: getattr(total, each.name, 0) for each in fields(Totals)})


def _words(figure: Figure, total: DayTotal) -> str:
    word = str(PROGRAMMES[total.programme].word)
    if figure not in _OLDEST:
        return word
    count, (name, words) = _counts(total).count(figure), _OLDEST[figure]
    of_all = f"{word} {number(count.n)}/{number(count.of)}"
    oldest = getattr(total, name)
    return str(words) % {"count": of_all, "day": formats.day(oldest, language(), today())} if oldest else of_all
