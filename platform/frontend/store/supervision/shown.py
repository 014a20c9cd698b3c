"""Call records and weeks as text."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Row

from backbone.clock import SHANGHAI
from backbone.i18n import gettext as _
from frontend import formats
from frontend.paths import PATHS
from frontend.programmes import PROGRAMMES
from frontend.store.callbacks.call.words import OUTCOMES


class RecordLine(NamedTuple):
    """One call record, ready for the template."""

    at: str
    url: str
    customer: str
    shape: str
    programme: str
    outcome: str
    length: str
    caller: str
    note: str


def records(rows: Iterable[Row[Any]]) -> list[RecordLine]:
    """The day's records as lines."""
    nobody, rang = _("no name"), _("the customer called")
    return [
        RecordLine(
            formats.clock(row.at.astimezone(SHANGHAI)),
            f"{PATHS.callbacks}/{row.callback_id}",
            row.customer or nobody,
            PROGRAMMES[row.programme].shape,
            str(PROGRAMMES[row.programme].word),
            str(OUTCOMES[row.outcome]) + (f" · {rang}" if row.inbound else ""),
            length(row.seconds),
            row.by_name,
            row.note,
        )
        for row in rows
    ]


def length(seconds: int | None) -> str:
    """Minutes and seconds as a timer shows them; nothing where nothing was measured."""
    return "" if seconds is None else f"{seconds // 60}:{seconds % 60:02}"


def address(day: dt.date) -> str:
    """The page with that day's records."""
    return f"{PATHS.supervision}?day={day.isoformat()}"
