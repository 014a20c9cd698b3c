"""Who rings back, as rows."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Row

from backbone.i18n import gettext as _
from dealer.customers.interface import masked_number
from frontend import formats
from frontend.paths import PATHS
from frontend.programmes import PROGRAMMES
from frontend.store.callbacks.words import OUTCOMES


class Line(NamedTuple):
    """One callback found; its address opens it as the customer's own call."""

    url: str
    customer: str
    phone: str
    car: str
    plate: str
    shape: str
    programme: str
    visit: str
    state: str
    tone: str
    open: bool
    caller: str


def lines_of(found: Iterable[Row[Any]], language: str, now: dt.datetime) -> list[Line]:
    """Rows of `find_ring_backs` as lines."""
    return [_line(row, language, formats.local_date(now)) for row in found]


def _line(row: Row[Any], language: str, today: dt.date) -> Line:
    programme = PROGRAMMES[row.programme]
    ended = "" if row.is_open else f"{OUTCOMES[row.state]} {formats.day(row.ended_at, language, today)}"
    return Line(
        url=f"{PATHS.callbacks}/{row.id}{'?inbound=1' if row.is_open else ''}",
        customer=row.customer or _("no name"),
        phone=masked_number(row.phone),
        car=row.model or "",
        plate=row.plate or "",
        shape=programme.shape,
        programme=str(programme.word),
        visit=formats.day(row.day0, language, today),
        state=ended or _("to be called"),
        tone="now" if row.is_open else "muted",
        open=row.is_open,
        caller=row.caller or "",
    )
