"""Cells of the heat table: one figure of one place, put into words once, so that the template only writes it out."""

from dataclasses import dataclass

from backbone.i18n import gettext as _
from backbone.i18n import ngettext
from frontend.formats import number
from frontend.hq.today.words import FIGURES, LEVELS, SHAPES
from oem.today.interface import Count, Figure, Level, Place, shows_percentage


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
    pace = figure is Figure.DONE and count.of > 0
    nothing_late = figure is not Figure.DONE and count.n == 0
    main, small = _texts(count, group=group, fraction_only=nothing_late)
    stores = {Figure.OVERDUE: place.stores_overdue, Figure.MISSING_HANDOVERS: place.stores_missing}.get(figure)
    return Cell(
        label=str(FIGURES[figure].title),
        level=level,
        shape=SHAPES[level] if level else "",
        word=str(LEVELS[level]) if level else "",
        main=main,
        small=small,
        hit=ngettext("%(num)d store", "%(num)d stores", stores) if group and stores else "",
        zero=nothing_late or count.of == 0,
        share=percent(count) if pace else None,
        usual=percent(usual) if pace and usual.of else None,
    )


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
