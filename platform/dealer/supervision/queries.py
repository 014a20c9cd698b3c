"""Reads of supervision: a day's call records, an advisor's week."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select, text

from backbone.clock import SHANGHAI
from backbone.db.unit_of_work import acting, current
from dealer.supervision.models import AdvisorScore, CallCheck
from dealer.supervision.rules import ONE_WEEK, days_to_check
from tenants.calendar.interface import store_calendar
from tenants.stores.interface import get_own_store

ONE_DAY = dt.timedelta(days=1)
MOST_RECORDS = 500
LOOKED_BACK = dt.timedelta(days=60)
"""Holds the duty days that are shown, whatever holidays lie in it."""

_RECORDS = """
SELECT a.id, a.callback_id, a.at, a.by_name, a.outcome, a.inbound, a.seconds, a.note, c.programme,
       customer.name AS customer
  FROM app.attempts AS a
  JOIN app.callbacks AS c ON c.tenant_id = :tenant AND c.id = a.callback_id
  LEFT JOIN app.customers AS customer ON customer.tenant_id = :tenant AND customer.id = c.customer_id
 WHERE a.tenant_id = :tenant AND a.at >= :begins AND a.at < :ends
 ORDER BY a.at, a.id
 LIMIT :most
"""
_COUNT = """
SELECT count(*) FROM app.attempts AS a WHERE a.tenant_id = :tenant AND a.at >= :begins AND a.at < :ends
"""
# 'Asked, none' counts as asked; an order that is not picked up yet is not closed (KPI).
_ADVISORS = """
SELECT trim(ro.advisor) AS advisor, count(*) AS orders, count(*) FILTER (WHERE trim(ro.wish) <> '') AS wishes
  FROM app.repair_orders AS ro
 WHERE ro.tenant_id = :tenant AND ro.picked_up_on >= :first AND ro.picked_up_on < :after AND trim(ro.advisor) <> ''
 GROUP BY 1
 ORDER BY 1
"""


@dataclass(frozen=True)
class AdvisorWeek:
    """An advisor's week: wishes recorded of orders closed, and the score when there is one."""

    advisor: str
    orders: int
    wishes: int
    score: AdvisorScore | None = None


def list_records(day: dt.date) -> Sequence[Row[Any]]:
    """The day's call records in the order in which they were made, `MOST_RECORDS` at most; see `count_records`."""
    return current().execute(text(_RECORDS), _span(day) | {"most": MOST_RECORDS}).all()


def count_records(day: dt.date) -> int:
    """How many there are."""
    return int(current().scalar(text(_COUNT), _span(day)) or 0)


def find_check(day: dt.date) -> CallCheck | None:
    """The day's check, if somebody made it."""
    return current().scalar(select(CallCheck).where(CallCheck.tenant_id == acting().tenant_id, CallCheck.day == day))


def list_days_to_check(today: dt.date) -> list[dt.date]:
    """The last duty days whose records nobody checked, the newest first."""
    lately = (CallCheck.tenant_id == acting().tenant_id, CallCheck.day > today - LOOKED_BACK)
    checked = frozenset(current().scalars(select(CallCheck.day).where(*lately)))
    return days_to_check(today, get_own_store().start_date, checked, store_calendar().duty)


def list_advisors(week: dt.date) -> list[AdvisorWeek]:
    """Every advisor with an order picked up in the week that begins on that Monday."""
    values = {"tenant": acting().tenant_id, "first": week, "after": week + ONE_WEEK}
    scored = (AdvisorScore.tenant_id == acting().tenant_id, AdvisorScore.week == week)
    scores = {each.advisor: each for each in current().scalars(select(AdvisorScore).where(*scored))}
    rows = current().execute(text(_ADVISORS), values)
    return [AdvisorWeek(row.advisor, row.orders, row.wishes, scores.get(row.advisor)) for row in rows]


def _span(day: dt.date) -> dict[str, Any]:
    begins = dt.datetime.combine(day, dt.time(), SHANGHAI)
    return {"tenant": acting().tenant_id, "begins": begins, "ends": begins + ONE_DAY}
