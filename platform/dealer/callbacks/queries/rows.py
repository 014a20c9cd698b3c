"""One page of a list: plain rows, in one statement, by keyset."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Row, TextClause, text

from backbone.db.unit_of_work import current
from backbone.errors import InvalidError
from backbone.web.paging import NO_PLACE, decode, encode
from dealer.callbacks.queries.filters import ListFilter
from dealer.callbacks.queries.listed import listed, values_of
from dealer.callbacks.rules.lists import ListGroup
from dealer.callbacks.rules.tabs import STANDINGS, ListDays, Tab

# ruff: noqa: S608 - the parts are our own constants, values are bound

PAGE = 50
LINKS_LIVE = dt.timedelta(days=1)
"""How long one may page through a list as it stood."""

# The newest first, and still ascending: ended_at mirrored in 1970.
_ENDED = "timestamptz 'epoch' - (coalesce(c.ended_at, c.planned_at) - timestamptz 'epoch')"
_WHEN_AT = f"CASE WHEN c.list_group = {ListGroup.WISH} THEN c.asked_for ELSE c.latest_at END"
_KEYS: dict[Tab, tuple[str, str]] = {
    Tab.TODAY: ("c.list_group", _WHEN_AT),
    Tab.TOMORROW: ("c.list_group", _WHEN_AT),
    Tab.OVERDUE: ("0", "c.latest_at"),
    Tab.WAITING: ("0", "c.latest_at"),
    Tab.DONE: ("0", _ENDED),
}
_KEY = "part, when_at, latest_at, id"

_FILTERS = """
    (CAST(:programme AS text) IS NULL OR c.programme = :programme)
AND (CAST(:caller AS uuid) IS NULL OR c.assigned_to = :caller)
AND (NOT :unassigned OR c.assigned_to IS NULL)
AND (NOT :with_wish OR c.wish_at IS NOT NULL)
"""

_SHOWN = (
    "programme", "state", "reason", "day0", "due_at", "overdue_after", "ended_at", "next_try_at", "wish", "wish_at",
    "wish_until", "wish_kept", "provisional", "slots_tried", "assigned_to", "customer_id", "vehicle_id",
    "repair_order_id", "delivery_id",
)  # fmt: skip


def _looked_up(table: str, columns: str, key: str, alias: str, order: str = "") -> str:
    """One row by its id. As a subquery of its own each is planned in no time, as one of ten joins in milliseconds."""
    return f"""
      LEFT JOIN LATERAL (
          SELECT {columns} FROM app.{table} AS t WHERE t.tenant_id = :tenant AND {key} {order} LIMIT 1
      ) AS {alias} ON true
    """


_COLUMNS = f"""
SELECT k.part, k.when_at, k.latest_at, k.id, k.list_group, k.standing, k.asked_for, k.added,
       {", ".join(f"c.{name}" for name in _SHOWN[:15])}, who.name AS caller,
       customer.name AS customer, customer.is_company, phone.number AS phone, vehicle.model, vehicle.plate,
       coalesce(ro.advisor, sold.consultant) AS served_by, ro.kind_of_work, ro.work
  FROM chosen AS k
 CROSS JOIN LATERAL (
      SELECT {", ".join(f"t.{name}" for name in _SHOWN)} FROM app.callbacks AS t
       WHERE t.tenant_id = :tenant AND t.id = k.id LIMIT 1
 ) AS c
{_looked_up("customers", "t.name, t.is_company", "t.id = c.customer_id", "customer")}
{_looked_up("customer_phones", "t.number", "t.customer_id = c.customer_id", "phone", "ORDER BY t.rank, t.id")}
{_looked_up("vehicles", "t.model, t.plate", "t.id = c.vehicle_id", "vehicle")}
{_looked_up("repair_orders", "t.advisor, t.kind_of_work, t.work", "t.id = c.repair_order_id", "ro")}
{_looked_up("vehicle_deliveries", "t.consultant", "t.id = c.delivery_id", "sold")}
{_looked_up("accounts", "t.name", "t.id = c.assigned_to", "who")}
"""


class Direction(StrEnum):
    """Which way a page link goes."""

    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True)
class Cursor:
    """A place in a list as it stood at `now`: later pages show the list of the same moment."""

    direction: Direction
    now: dt.datetime
    part: int
    when_at: dt.datetime
    latest_at: dt.datetime
    id: uuid.UUID


_PARSERS = (
    Direction,
    dt.datetime.fromisoformat,
    int,
    dt.datetime.fromisoformat,
    dt.datetime.fromisoformat,
    uuid.UUID,
)


def read_cursor(cursor: str, tab: Tab, shown: ListFilter, *, now: dt.datetime) -> Cursor:
    """A page link's place. Raises InvalidError when it was made for another tab or filter, or before yesterday."""
    found = Cursor(*decode(cursor, _PARSERS, f"{tab}|{shown}"))
    aware = all(moment.tzinfo is not None for moment in (found.now, found.when_at, found.latest_at))
    if not aware or not now - LINKS_LIVE <= found.now <= now or found.part not in range(len(ListGroup)):
        raise InvalidError(fields={"cursor": [NO_PLACE]})
    return found


@dataclass(frozen=True)
class ListPage:
    """Rows of `_COLUMNS`, in order, and the links to what lies before and after; None at the ends."""

    rows: Sequence[Row[Any]]
    prev_cursor: str | None
    next_cursor: str | None


def list_page(tab: Tab, at: ListDays, shown: ListFilter, *, place: Cursor | None = None, limit: int = PAGE) -> ListPage:
    """A page of a tab. Pass the `at` of `place.now`, so that no row moves between two pages."""
    backwards = place is not None and place.direction is Direction.BEFORE
    which = Tab.TOMORROW if tab is Tab.TOMORROW else Tab.TODAY
    values = (
        values_of(at.today.day, {which: at.of(tab)})
        | _values(shown)
        | {
            "standings": [standing.value for standing in STANDINGS[tab]],
            "limit": limit + 1,
        }
    )
    if place is not None:
        values |= {"part": place.part, "when_at": place.when_at, "latest_at": place.latest_at, "id": place.id}
    rows = current().execute(_statement(tab, which, place.direction if place else None), values).all()
    return _cut(rows, tab, shown, at, limit, backwards=backwards, began=place is not None)


def _values(shown: ListFilter) -> dict[str, Any]:
    return {
        "programme": shown.programme.value if shown.programme else None,
        "caller": None if shown.unassigned else shown.caller,
        "unassigned": shown.unassigned,
        "with_wish": shown.with_wish,
    }


@cache
def _statement(tab: Tab, which: Tab, direction: Direction | None) -> TextClause:
    part, when_at = _KEYS[tab]
    order, sign = ("DESC", "<") if direction is Direction.BEFORE else ("ASC", ">")
    sorted_by = ", ".join(f"{name} {order}" for name in _KEY.split(", "))
    here = f"WHERE ({_KEY}) {sign} (:part, :when_at, :latest_at, :id)" if direction is not None else ""
    return text(f"""
    WITH {listed(which)}, keyed AS (
        SELECT {part} AS part, {when_at} AS when_at, c.latest_at, c.id, c.list_group, c.standing, c.asked_for, c.added
          FROM listed AS c
         WHERE c.standing = ANY (CAST(:standings AS text[])) AND {_FILTERS}
    ), chosen AS (
        SELECT * FROM keyed {here} ORDER BY {sorted_by} LIMIT :limit
    )
    {_COLUMNS} ORDER BY {", ".join(f"k.{name} {order}" for name in _KEY.split(", "))}
    """)


def _cut(
    rows: Sequence[Row[Any]],
    tab: Tab,
    shown: ListFilter,
    at: ListDays,
    limit: int,
    *,
    backwards: bool,
    began: bool,
) -> ListPage:
    more, kept = len(rows) > limit, list(rows[:limit])
    if backwards:
        kept.reverse()
    if not kept:
        return ListPage((), None, None)

    def link(row: Row[Any], direction: Direction) -> str:
        key = (direction, at.today.now.isoformat(), str(row.part), row.when_at.isoformat(), row.latest_at.isoformat())
        return encode([*key, str(row.id)], f"{tab}|{shown}")

    has_prev, has_next = (more, True) if backwards else (began, more)
    return ListPage(
        kept,
        link(kept[0], Direction.BEFORE) if has_prev else None,
        link(kept[-1], Direction.AFTER) if has_next else None,
    )
