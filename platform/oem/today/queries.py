"""Reads of today's picture: the network, its regions and its stores in one statement, so that all sums agree."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Row, select, text

from backbone.clock import SHANGHAI
from backbone.db.unit_of_work import acting, current
from backbone.isolation.acting import DbRole
from oem.staffing.interface import RECENT
from oem.today.models import DayTotal
from oem.today.rules import Figure, Totals

_COUNTS = tuple(field.name for field in fields(Totals))
_LATE = {
    Figure.OVERDUE: ("overdue", "oldest_due_on"),
    Figure.UNSIGNED_REPORTS: ("reports_unsigned", "oldest_report_due_on"),
    Figure.OVERDUE_OPINIONS: ("opinions_overdue", "oldest_opinion_due_on"),
    Figure.OVERDUE_COMPLAINTS: ("complaints_overdue", "oldest_complaint_due_on"),
    Figure.BELOW_MINIMUM: ("staffing_below", "below_since"),
    Figure.MISSING_HANDOVERS: ("handovers_missing", None),
}
"""The count that is late, and since when the oldest waits."""
_DAYS = tuple(day for _, day in _LATE.values() if day)
_OF_STAFFING = frozenset({"staffing_known", "staffing_below", "below_since"})
"""From the days of staffing, which know no programme; all else is in the day totals."""


def _each(pattern: str, names: Iterable[str]) -> str:
    return ", ".join(pattern.format(name=name) for name in names)


def _handed(names: Iterable[str]) -> list[str]:
    return [name for name in names if name not in _OF_STAFFING]


# Whose rows: headquarters sees its network, who is bound to regions sees those.
_WHOSE = {
    DbRole.HQ: "{name}.network_id = :network",
    DbRole.REGION: "{name}.network_id = :network AND {name}.region_id = ANY (:regions)",
}
_SHOWN_REGIONS = {DbRole.HQ: "", DbRole.REGION: "AND region.id = ANY (:regions)"}

# A region's sums are those of its subtree. A row that a store handed over from its former region waits for its next.
_PICTURE = """
WITH RECURSIVE under (above, region_id) AS (
    SELECT region.id, region.id FROM app.regions AS region WHERE region.network_id = :network
    UNION
    SELECT under.above, region.id
    FROM under JOIN app.regions AS region ON region.parent_id = under.region_id
    WHERE region.network_id = :network
), handed AS (
    SELECT store.tenant_id, store.code, store.name, store.region_id,
           min(total.as_of) AS as_of, {days}, {handed_over}
    FROM app.stores AS store
    LEFT JOIN app.day_totals AS total
        ON total.tenant_id = store.tenant_id AND total.network_id = store.network_id
        AND total.region_id = store.region_id AND total.day = :day
        AND (CAST(:programme AS text) IS NULL OR total.programme = :programme)
    WHERE {store} AND store.state = 'active'
    GROUP BY store.tenant_id, store.code, store.name, store.region_id
), standing AS (
    SELECT DISTINCT ON (standing.tenant_id) standing.tenant_id, standing.met, standing.below_since, standing.lacks
    FROM app.staffing_days AS standing
    WHERE {standing} AND standing.day > :recent AND standing.day <= :day
    ORDER BY standing.tenant_id, standing.day DESC
), today AS (
    SELECT handed.*, CAST(standing.met IS NOT NULL AS integer) AS staffing_known,
           CAST(standing.met IS FALSE AS integer) AS staffing_below, standing.below_since, standing.lacks
    FROM handed LEFT JOIN standing ON standing.tenant_id = handed.tenant_id
), reminded AS (
    SELECT reminder.tenant_id, max(reminder.sent_at) AS at
    FROM app.reminders AS reminder WHERE {reminder} AND reminder.sent_at >= :since GROUP BY reminder.tenant_id
)
SELECT 'network' AS what, CAST(:network AS uuid) AS id, '' AS code, '' AS name, CAST(NULL AS uuid) AS above,
       count(*) AS stores, count(as_of) AS reporting, CAST(NULL AS timestamptz) AS reminded_at,
       min(as_of) AS as_of, CAST(NULL AS jsonb) AS lacks, {oldest}, {hit}, {sums}
FROM today
UNION ALL
SELECT 'region', region.id, '', region.name, region.parent_id, count(*), count(as_of), NULL,
       min(as_of), NULL, {oldest}, {hit}, {sums}
FROM app.regions AS region
JOIN under ON under.above = region.id
JOIN today ON today.region_id = under.region_id
WHERE region.network_id = :network {shown}
GROUP BY region.id, region.name, region.parent_id
UNION ALL
SELECT 'store', today.tenant_id, code, name, region_id, 1, CAST(as_of IS NOT NULL AS integer), reminded.at,
       as_of, lacks, {each_oldest}, {each_hit}, {counts}
FROM today LEFT JOIN reminded ON reminded.tenant_id = today.tenant_id
ORDER BY what, name, code, id
"""
_STATEMENTS = {
    role: text(
        _PICTURE.format(
            days=_each("min(total.{name}) AS {name}", _handed(_DAYS)),
            handed_over=_each("coalesce(sum(total.{name}), 0) AS {name}", _handed(_COUNTS)),
            oldest=_each("min({name}) AS {name}", _DAYS),
            hit=", ".join(f"count(*) FILTER (WHERE {late} > 0) AS hit_{each}" for each, (late, _) in _LATE.items()),
            sums=_each("coalesce(sum({name}), 0) AS {name}", _COUNTS),
            each_oldest=_each("{name}", _DAYS),
            each_hit=_each("CAST({name} > 0 AS integer)", (late for late, _ in _LATE.values())),
            counts=_each("{name}", _COUNTS),
            store=whose.format(name="store"),
            standing=whose.format(name="standing"),
            reminder=whose.format(name="reminder"),
            shown=_SHOWN_REGIONS[role],
        )
    )
    for role, whose in _WHOSE.items()
}


@dataclass(frozen=True)
class Place:
    """The network, a region with all below it, or a store. `above` is a region's parent, a store's region.

    `as_of` is when the oldest of its counts was taken, None when nothing was handed over today; `reporting` of
    `stores` have handed over; `hit`: in so many stores the figure is late; `oldest`: since when the oldest late thing
    of a figure waits. `lacks`: what a store is short of, {position or null, since, people}. `reminded_at`: a store's
    last reminder of today.
    """

    id: uuid.UUID
    name: str
    code: str
    above: uuid.UUID | None
    stores: int
    reporting: int
    hit: Mapping[Figure, int]
    totals: Totals
    as_of: dt.datetime | None
    oldest: Mapping[Figure, dt.date]
    lacks: Sequence[Mapping[str, Any]]
    reminded_at: dt.datetime | None


@dataclass(frozen=True)
class Picture:
    """One moment: every region's totals are the sums of its stores', and the network's of all."""

    day: dt.date
    programme: str | None
    network: Place
    regions: tuple[Place, ...]
    stores: tuple[Place, ...]


def picture_of(day: dt.date, *, programme: str | None = None) -> Picture:
    """What active stores handed over of `day`, as far as the reader may see; one statement, however many stores."""
    who = acting()
    values: dict[str, Any] = {
        "network": who.network_id,
        "day": day,
        "programme": programme,
        "recent": day - RECENT,
        "since": dt.datetime.combine(day, dt.time(0), SHANGHAI),
    }
    if who.role is DbRole.REGION:
        values["regions"] = list(who.region_ids)
    rows = current().execute(_STATEMENTS[who.role], values).all()
    (network,) = _places(rows, "network")
    return Picture(day, programme, network, tuple(_places(rows, "region")), tuple(_places(rows, "store")))


def list_store_totals(store_id: uuid.UUID, day: dt.date) -> list[DayTotal]:
    """One store's day by programme: where headquarters' path ends (KPI-2). Empty for a store that isn't visible."""
    mine = (DayTotal.network_id == acting().network_id, DayTotal.tenant_id == store_id, DayTotal.day == day)
    return list(current().scalars(select(DayTotal).where(*mine).order_by(DayTotal.programme)))


def _places(rows: Iterable[Row[Any]], what: str) -> Iterable[Place]:
    for row in rows:
        if row.what == what:
            yield Place(
                id=row.id,
                name=row.name,
                code=row.code,
                above=row.above,
                stores=row.stores,
                reporting=row.reporting,
                hit={figure: getattr(row, f"hit_{figure}") for figure in _LATE},
                totals=Totals(*(int(getattr(row, name)) for name in _COUNTS)),
                as_of=row.as_of,
                oldest={figure: day for figure, (_, name) in _LATE.items() if name and (day := getattr(row, name))},
                lacks=row.lacks or (),
                reminded_at=row.reminded_at,
            )
