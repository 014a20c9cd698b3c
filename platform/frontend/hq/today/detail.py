"""A store's day by programme: where headquarters' path ends (KPI-2). Counts, never a record."""

import datetime as dt
import uuid
from dataclasses import dataclass

from backbone.i18n import gettext as _
from frontend.programmes import PROGRAMMES
from oem.today.interface import DayTotal, list_store_totals


@dataclass(frozen=True)
class ProgrammeLine:
    """One programme's counts of the day; `handover` says how its department's handover stands."""

    word: str
    shape: str
    total: DayTotal
    handover: str
    handover_missing: bool


def lines_of(store_id: uuid.UUID, day: dt.date) -> list[ProgrammeLine]:
    """The store's programmes, in the order in which programmes are shown."""
    totals = {total.programme: total for total in list_store_totals(store_id, day)}
    return [
        ProgrammeLine(str(words.word), words.shape, total, _handover(total), bool(total.handovers_missing))
        for programme, words in PROGRAMMES.items()
        if (total := totals.get(programme)) is not None
    ]


def _handover(total: DayTotal) -> str:
    if not total.handovers_due:
        return str(_("none due"))
    return str(_("missing") if total.handovers_missing else _("not missing"))
