"""Network today: a made-up afternoon of three regions, and the page on which stores are reminded."""

import datetime as dt
import uuid
from types import SimpleNamespace
from typing import Any

from backbone.clock import SHANGHAI
from frontend.hq.today.addresses import Address
from frontend.hq.today.detail import ProgrammeLine
from frontend.hq.today.page import page_of
from frontend.hq.today.rows import table_of
from frontend.hq.today.words import MATTERS
from oem.reminders.interface import About
from oem.today.interface import Count, Figure, Picture, Place, Totals

DAY = dt.date(2026, 11, 20)
AS_OF = dt.datetime(2026, 11, 20, 14, 35, 10, tzinfo=SHANGHAI)

# region: (store, planned, done, waiting, overdue, ended otherwise, oldest overdue since days, handovers missing of 2)
STORES = {
    "华东大区": [
        ("合肥瑶海店", 74, 43, 0, 31, 0, 7, 1), ("温州龙湾店", 26, 0, 2, 6, 0, 3, 0),
        ("常州武进店", 11, 4, 1, 0, 0, 0, 0),
        ("金华义乌店", 1, 1, 0, 0, 0, 0, 0), ("徐州泉山店", 38, 6, 2, 1, 1, 1, 0), ("扬州邗江店", 8, 2, 0, 3, 0, 1, 2),
    ],
    "华南大区": [("佛山南海店", 60, 34, 4, 1, 2, 2, 0), ("南宁青秀店", 40, 25, 3, 0, 0, 0, 0)],
    "北方大区": [("济南历下店", 1200, 700, 50, 90, 10, 4, 0), ("天津河西店", 0, 0, 0, 0, 0, 0, 0)],
}  # fmt: skip


def _id(name: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, name)


def _totals(planned: int, done: int, waiting: int, overdue: int, ended: int, missing: int) -> Totals:
    to_call = planned - done - waiting - overdue - ended
    return Totals(planned, done, waiting, overdue, to_call, ended, 2, missing)


def _place(name: str, above: uuid.UUID | None, totals: Totals, stores: list[Place] | None = None) -> Place:
    inside = stores or []
    return Place(
        id=_id(name),
        name=name,
        code="" if inside else "SZ-WZ01",
        above=above,
        stores=len(inside) or 1,
        reporting=sum(store.reporting for store in inside) if inside else 1,
        stores_overdue=sum(store.totals.overdue > 0 for store in inside),
        stores_missing=sum(store.totals.handovers_missing > 0 for store in inside),
        totals=totals,
        as_of=AS_OF,
        oldest_due_on=None,
        reminded_at=None,
    )


def _store(region: str, name: str, *day: int) -> Place:
    planned, done, waiting, overdue, ended, since, missing = day
    place = _place(name, _id(region), _totals(planned, done, waiting, overdue, ended, missing))
    silent = name == "天津河西店"
    return Place(
        **vars(place)
        | {"oldest_due_on": DAY - dt.timedelta(days=since) if since else None}
        | {"reporting": 0 if silent else 1, "as_of": None if silent else AS_OF}
        | {"reminded_at": AS_OF - dt.timedelta(hours=1) if name == "扬州邗江店" else None}
    )


def picture(only: str = "") -> Picture:
    """The day as headquarters sees it, or the one region that somebody is bound to."""
    stores = {region: [_store(region, *store) for store in held] for region, held in STORES.items()}
    seen = {region: held for region, held in stores.items() if only in {"", region}}
    regions = [_place(name, None, sum((s.totals for s in held), Totals()), held) for name, held in seen.items()]
    everywhere = [store for held in seen.values() for store in held]
    network = _place("network", None, sum((region.totals for region in regions), Totals()), everywhere)
    return Picture(DAY, None, network, tuple(regions), tuple(everywhere))


def today(at: Address | None = None, only: str = "") -> dict[str, Any]:
    return page_of(
        at or Address(),
        picture(only),
        detail=[],
        switched_on=["three_dc", "seven_dc"],
        bound=bool(only),
        may_remind=not only,
        below_minimum=3,
    )


def today_store() -> dict[str, Any]:
    total = {"planned": 50, "done": 30, "waiting": 0, "overdue": 20, "to_call": 0, "ended_otherwise": 0}
    first = SimpleNamespace(**total, oldest_due_on=dt.date(2026, 11, 13), handovers_due=1, handovers_missing=1)
    lines = [
        ProgrammeLine("维修3DC", "p3", first, "未交接", handover_missing=True),
        ProgrammeLine("销售7DC", "p7", SimpleNamespace(**vars(first) | {"oldest_due_on": None}), "未逾时", False),
    ]
    at = Address(store=_id("合肥瑶海店"))
    return page_of(at, picture(), detail=lines, switched_on=["three_dc", "seven_dc"], bound=False, may_remind=True)


def today_empty() -> dict[str, Any]:
    nothing = Picture(DAY, None, _place("network", None, Totals()), (), ())
    empty = Place(**vars(nothing.network) | {"stores": 0, "reporting": 0, "as_of": None})
    return page_of(
        Address(), Picture(DAY, None, empty, (), ()), detail=[], switched_on=[], bound=False, may_remind=True
    )


def remind(about: About = About.OVERDUE_CALLBACKS, *, late: bool = True, **errors: list[str]) -> dict[str, Any]:
    figure = Figure.OVERDUE if about is About.OVERDUE_CALLBACKS else Figure.MISSING_HANDOVERS
    rows = [row for row in table_of(picture()).network.stores if row.levels[figure] and late]
    counts: list[Count] = [row.place.totals.count(figure) for row in rows]
    return {
        "about": about,
        "matters": [(word, f"/hq/reminders/new?about={each.value}", each is about) for each, word in MATTERS.items()],
        "candidates": [
            SimpleNamespace(row=row, count=count, ticked=row.place.reminded_at is None)
            for row, count in zip(rows, counts, strict=True)
        ],
        "region": "",
        "note": "请今天 17:30 前补交。" if errors else "",
        "longest_note": 300,
        "back_url": "/hq/today",
        "errors": errors,
    }
