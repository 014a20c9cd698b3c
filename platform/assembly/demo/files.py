"""The morning's files: what the DMS wrote since the last one, handed over by the information administrator (CB-14)."""

import csv
import datetime as dt
import tempfile
from collections.abc import Iterator
from pathlib import Path

from assembly.demo.day import MINUTE, Day
from backbone.clock import SHANGHAI, as_of
from backbone.db.unit_of_work import acting_as
from backbone.isolation.acting import Acting
from dealer.imports.actions.running import import_now
from dealer.imports.reading.kinds import Kind
from tenants.access.interface import Actor, Position

NAMES = {Kind.REPAIR_ORDERS: "维修工单", Kind.DELIVERIES: "新车交付"}
FLAWED = 0.16
"""Share of days on which somebody mistyped something in the DMS."""


def hand_over_files(day: Day, who: Acting) -> None:
    """Each department's file of the duty day, each in a transaction of its own. Nobody calls before."""
    if not day.is_duty_day:
        return
    late = not day.happens(day.manner.prompt) and day.date != day.today
    for minute, export in ((42, _orders), (50, _sales)):
        day.at = day.around(10 if late else 8, minute, spread=8)
        if day.at < day.until:
            with as_of(day.at), acting_as(who):
                export(day)
    day.began = day.at + MINUTE


def _by(day: Day) -> Actor | None:
    return day.one(Position.INFORMATION_ADMINISTRATOR) or day.one(Position.CENTRE_HEAD)


def _orders(day: Day) -> None:
    rows = list(day.dms.order_rows(*_span(day)))
    if rows and (day.is_newest or day.happens(FLAWED)):
        rows = list(_flawed(rows, day))
    _hand_over(Kind.REPAIR_ORDERS, rows, day)


def _sales(day: Day) -> None:
    _hand_over(Kind.DELIVERIES, list(day.dms.sale_rows(*_span(day))), day)


def _span(day: Day) -> tuple[dt.datetime, dt.datetime]:
    """From the last export to this one, local: each is made when the DMS opens, before anybody hands it over."""
    last = day.calendar.duty.last_duty_day_before(day.date)
    until = dt.datetime.combine(day.date, dt.time(8))
    # The first file brings the history along.
    return (dt.datetime.combine(last, dt.time(8)) if last >= day.start else dt.datetime.min), until  # noqa: DTZ901


def _flawed(rows: list[dict[str, str]], day: Day) -> Iterator[dict[str, str]]:
    """Mistakes of the kinds that people make: refused rows, and a car that comes with a bad phone."""
    wrong = day.chance.sample(range(len(rows)), k=min(len(rows), 3))
    for place, row in enumerate(rows):
        yield row | ({"送修人电话": "1380000"} if place == wrong[0] and len(rows) > 4 else {})
    refused = rows[wrong[-1]] | {"工单号": f"{rows[wrong[-1]]['工单号']}B"}
    yield refused | {"进厂时间": "待定"}
    yield refused | {"工单号": ""}


def _hand_over(kind: Kind, rows: list[dict[str, str]], day: Day) -> None:
    by = _by(day)
    if by is None or not rows:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{NAMES[kind]}_{day.at.astimezone(SHANGHAI):%Y%m%d}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        import_now(path, kind=kind, by=by)
