"""Reads of today's picture: the network, its regions and its stores in one statement, so that all sums agree."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Row, select, text

from backbone.clock import SHANGHAI
from backbone.db.unit_of_work import acting, current
from backbone.isolation.acting import DbRole
from oem.today.models import DayTotal
from oem.today.rules import Totals

_COUNTS = tuple(field.name for field in fields(Totals))
_SUMS = ", ".join(f"coalesce(sum({name}), 0) AS {name}" for name in _COUNTS)
_HIT = """count(*) FILTER (WHERE overdue > 0) AS stores_overdue,
       count(*) FILTER (WHERE handovers_missing > 0) AS stores_missing"""

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
), today AS (
    SELECT store.tenant_id, store.code, store.name, store.region_id,
           min(total.as_of) AS as_of, min(total.oldest_due_on) AS oldest_due_on, {sums}
    FROM app.stores AS store
    LEFT JOIN app.day_totals AS total
        ON total.tenant_id = store.tenant_id AND total.network_id = store.network_id
        AND total.region_id = store.region_id AND total.day = :day
        AND (CAST(:programme AS text) IS NULL OR total.programme = :programme)
    WHERE {store} AND store.state = 'active'
    GROUP BY store.tenant_id, store.code, store.name, store.region_id
), reminded AS (
    SELECT reminder.tenant_id, max(reminder.sent_at) AS at
    FROM app.reminders AS reminder WHERE {reminder} AND reminder.sent_at >= :since GROUP BY reminder.tenant_id
)
SELECT 'network' AS what, CAST(:network AS uuid) AS id, '' AS code, '' AS name, CAST(NULL AS uuid) AS above,
       count(*) AS stores, count(as_of) AS reporting, CAST(NULL AS timestamptz) AS reminded_at,
       min(as_of) AS as_of, min(oldest_due_on) AS oldest_due_on, {hit}, {sums}
FROM today
UNION ALL
SELECT 'region', region.id, '', region.name, region.parent_id, count(*), count(as_of), NULL,
       min(as_of), min(oldest_due_on), {hit}, {sums}
FROM app.regions AS region
JOIN under ON under.above = region.id
JOIN today ON today.region_id = under.region_id
WHERE region.network_id = :network {shown}
GROUP BY region.id, region.name, region.parent_id
UNION ALL
SELECT 'store', today.tenant_id, code, name, region_id, 1, CAST(as_of IS NOT NULL AS integer), reminded.at,
       as_of, oldest_due_on, CAST(overdue > 0 AS integer), CAST(handovers_missing > 0 AS integer), {counts}
FROM today LEFT JOIN reminded ON reminded.tenant_id = today.tenant_id
ORDER BY what, name, code, id
"""
_STATEMENTS = {
    role: text(
        _PICTURE.format(
            sums=_SUMS,
            hit=_HIT,
            counts=", ".join(_COUNTS),
            store=whose.format(name="store"),
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
    `stores` have handed over; in so many stores something is overdue, or a handover missing. `reminded_at`: a
    store's last reminder of today.
    """

    id: uuid.UUID
    name: str
    code: str
    above: uuid.UUID | None
    stores: int
    reporting: int
    stores_overdue: int
    stores_missing: int
    totals: Totals
    as_of: dt.datetime | None
    oldest_due_on: dt.date | None
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
                stores_overdue=row.stores_overdue,
                stores_missing=row.stores_missing,
                totals=Totals(*(int(getattr(row, name)) for name in _COUNTS)),
                as_of=row.as_of,
                oldest_due_on=row.oldest_due_on,
                reminded_at=row.reminded_at,
            )
