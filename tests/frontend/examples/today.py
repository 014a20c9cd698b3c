"""Network today: a made-up afternoon of three regions, and the page on which stores are reminded."""

import datetime as dt
import uuid
from typing import Any

from backbone.clock import SHANGHAI
from frontend.hq.today.addresses import Address
from frontend.hq.today.detail import detail_from
from frontend.hq.today.page import page_of
from frontend.hq.today.reminding import FIGURE_OF, Candidate
from frontend.hq.today.rows import table_of
from frontend.hq.today.words import MATTERS
from oem.reminders.interface import About
from oem.today.interface import Count, DayTotal, Figure, Picture, Place, Totals

DAY = dt.date(2026, 11, 20)
SILENT = "天津河西店"
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

# store: unsigned reports of 10, overdue opinions of, overdue complaints of, whom the centre lacks; else nothing late.
REST: dict[str, tuple[int, tuple[int, int], tuple[int, int], tuple[str, ...]]] = {
    "合肥瑶海店": (4, (5, 12), (1, 3), ("information_administrator",)),
    "温州龙湾店": (2, (3, 12), (0, 2), ()),
    "常州武进店": (0, (3, 11), (0, 2), ("centre_head", "customer_representative")),
    "金华义乌店": (3, (0, 3), (0, 1), ()),
    "徐州泉山店": (0, (5, 26), (0, 4), ()),
    "佛山南海店": (1, (1, 40), (0, 0), ()),
}
SINCE = DAY - dt.timedelta(days=32)


def _id(name: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, name)


def _totals(name: str, planned: int, done: int, waiting: int, overdue: int, ended: int, missing: int) -> Totals:
    if name == SILENT:
        return Totals()
    unsigned, opinions, complaints, lacking = REST.get(name, (0, (0, 2), (0, 1), ()))
    return Totals(
        planned=planned,
        done=done,
        waiting=waiting,
        overdue=overdue,
        to_call=planned - done - waiting - overdue - ended,
        ended_otherwise=ended,
        not_done=2 * (planned - done - ended),
        handovers_due=2,
        handovers_missing=missing,
        reports_due=10,
        reports_unsigned=unsigned,
        opinions_overdue=opinions[0],
        opinions_open=opinions[1],
        complaints_overdue=complaints[0],
        complaints_open=complaints[1],
        staffing_known=1,
        staffing_below=int(bool(lacking)),
    )


def _place(name: str, above: uuid.UUID | None, totals: Totals, stores: list[Place] | None = None) -> Place:
    inside = stores or []
    return Place(
        id=_id(name),
        name=name,
        code="" if inside else "SZ-WZ01",
        above=above,
        stores=len(inside) or 1,
        reporting=sum(store.reporting for store in inside) if inside else 1,
        hit={each: sum(store.totals.count(each).n > 0 for store in inside) for each in Figure if each != Figure.DONE},
        totals=totals,
        as_of=AS_OF,
        oldest={},
        lacks=(),
        reminded_at=None,
    )


def _store(region: str, name: str, *day: int) -> Place:
    planned, done, waiting, overdue, ended, since, missing = day
    place = _place(name, _id(region), _totals(name, planned, done, waiting, overdue, ended, missing))
    late = {figure: DAY - dt.timedelta(days=since or 2) for figure in Figure if place.totals.count(figure).n}
    lacking = REST[name][3] if name in REST else ()
    return Place(
        **vars(place)
        | {"oldest": late}
        | {"lacks": [{"position": each, "since": SINCE.isoformat(), "people": 1} for each in lacking]}
        | {"reporting": 0 if name == SILENT else 1, "as_of": None if name == SILENT else AS_OF}
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
        detail=None,
        switched_on=["three_dc", "seven_dc"],
        bound=bool(only),
        may_remind=not only,
    )


def today_store() -> dict[str, Any]:
    total = {"planned": 50, "done": 30, "waiting": 0, "overdue": 20, "to_call": 0, "ended_otherwise": 0, "not_done": 48}
    rest = {
        "reports_due": 5, "reports_unsigned": 3, "opinions_open": 9, "opinions_overdue": 5, "complaints_open": 3,
        "complaints_overdue": 1,
    }  # fmt: skip
    oldest = ("oldest_due_on", "oldest_report_on", "oldest_opinion_due_on", "oldest_complaint_due_on")
    first = DayTotal(
        programme="three_dc",
        **total,
        **rest,
        **dict.fromkeys(oldest, dt.date(2026, 11, 13)),
        handovers_due=1,
        handovers_missing=1,
    )
    idle = total | dict.fromkeys(rest, 0) | {"overdue": 0, "to_call": 20, "reports_due": 5}
    nothing = DayTotal(programme="seven_dc", **idle, handovers_due=1, handovers_missing=0)
    at = Address(store=_id("合肥瑶海店"))
    return page_of(
        at,
        picture(),
        detail=detail_from([first, nothing]),
        switched_on=["three_dc", "seven_dc"],
        bound=False,
        may_remind=True,
    )


def today_empty() -> dict[str, Any]:
    nothing = Picture(DAY, None, _place("network", None, Totals()), (), ())
    empty = Place(**vars(nothing.network) | {"stores": 0, "reporting": 0, "as_of": None})
    return page_of(
        Address(), Picture(DAY, None, empty, (), ()), detail=None, switched_on=[], bound=False, may_remind=True
    )


def remind(about: About = About.OVERDUE_CALLBACKS, *, late: bool = True, **errors: list[str]) -> dict[str, Any]:
    figure = FIGURE_OF[about]
    rows = [row for row in table_of(picture()).network.stores if row.levels[figure] and late]
    counts: list[Count] = [row.place.totals.count(figure) for row in rows]
    return {
        "about": about,
        "matters": [(word, f"/hq/reminders/new?about={each.value}", each is about) for each, word in MATTERS.items()],
        "candidates": [
            Candidate(row, count, row.age_words_of(figure), ticked=row.place.reminded_at is None)
            for row, count in zip(rows, counts, strict=True)
        ],
        "region": "",
        "note": "请今天 17:30 前补交。" if errors else "",
        "longest_note": 300,
        "back_url": "/hq/today",
        "errors": errors,
    }
