"""Cells of the heat table: one figure of one place, put into words once, so that the template only writes it out."""

from dataclasses import dataclass
from typing import Any

from backbone.i18n import gettext as _
from backbone.i18n import ngettext
from frontend.formats import number
from frontend.hq.stores.standings import lack_words
from frontend.hq.today.words import FIGURES, LEVELS, SHAPES
from oem.today.interface import Count, Figure, Level, Place, shows_percentage
from tenants.staffing.interface import MINIMUM


@dataclass(frozen=True)
class Cell:
    """`main` is read first (a percentage, else the fraction, else 'none'), `small` beside it; `hit` says in how many
    stores. `share` and `usual` (both in percent) draw the pace of 'done'; None elsewhere."""

    label: str
    level: int
    shape: str
    word: str
    main: str
    small: str
    hit: str
    zero: bool
    share: float | None
    usual: float | None


def cells_of(place: Place, levels: dict[Figure, Level], usual: Count, *, group: bool) -> list[Cell]:
    """A place's cells in the order of the columns; a `group` (region, network) says in how many stores."""
    return [_cell(place, figure, level, usual, group=group) for figure, level in levels.items()]


def _cell(place: Place, figure: Figure, level: Level, usual: Count, *, group: bool) -> Cell:
    count = place.totals.count(figure)
    if figure is Figure.BELOW_MINIMUM and count.of and not group:
        return _staffing(place, level)
    pace = figure is Figure.DONE and count.of > 0
    nothing_late = figure is not Figure.DONE and count.n == 0
    main, small = _texts(count, group=group, fraction_only=nothing_late)
    stores = 0 if figure is Figure.BELOW_MINIMUM else place.hit.get(figure, 0)
    return Cell(
        **_said(figure, level),
        main=main,
        small=small,
        hit=ngettext("%(num)d store", "%(num)d stores", stores) if group and stores else "",
        zero=nothing_late or count.of == 0,
        share=percent(count) if pace else None,
        usual=percent(usual) if pace and usual.of else None,
    )


def _staffing(store: Place, level: Level) -> Cell:
    """A store's own: how many of the minimum are there, and what is missing when it is one."""
    short = sum(lack["people"] for lack in store.lacks)
    there = f"{number(len(MINIMUM) - short)}/{number(len(MINIMUM))}"
    small = lack_words(store.lacks[0]) if len(store.lacks) == 1 else ""
    said = _said(Figure.BELOW_MINIMUM, level)
    return Cell(**said, main=there, small=small, hit="", zero=not short, share=None, usual=None)


def _said(figure: Figure, level: Level) -> dict[str, Any]:
    return {
        "label": str(FIGURES[figure].title),
        "level": level,
        "shape": SHAPES[level] if level else "",
        "word": str(LEVELS[level]) if level else "",
    }


def _texts(count: Count, *, group: bool, fraction_only: bool) -> tuple[str, str]:
    """KPI-1: a percentage never stands without its fraction; a small denominator, and nothing late, has that alone."""
    if count.of == 0:
        return _("none"), ""
    fraction = f"{number(count.n)}/{number(count.of)}"
    if fraction_only or not shows_percentage(count):
        return fraction, ""
    return (f"{percent(count):.1f}%" if group else f"{percent(count):.0f}%"), fraction


def percent(count: Count) -> float:
    """The share in percent."""
    return 100 * count.n / count.of
