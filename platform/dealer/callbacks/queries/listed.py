"""Which callbacks are on a day's list, where each stands, and CB-3's order: the SQL that lists and counts share.

On a list is what was entered when it was frozen or added since. Where nothing was frozen, on a day off say, and for
what an import under way at closing brought, it is whatever is open by that day and what was called on it.
The order is `rules.lists.list_group` in SQL; a test compares the two.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from backbone.clock import SHANGHAI
from backbone.db.unit_of_work import acting
from dealer.callbacks.rules.buckets import CallbackState
from dealer.callbacks.rules.lists import ListGroup
from dealer.callbacks.rules.tabs import ListMoment, Standing, Tab
from dealer.callbacks.rules.window import DateReason

# ruff: noqa: S608 - states and groups are our own constants, values are bound

OPEN = ", ".join(f"'{state}'" for state in CallbackState if state.is_open)


def local_day(moment: str) -> str:
    """The Shanghai date of a moment, in SQL."""
    return f"({moment} AT TIME ZONE 'Asia/Shanghai')::date"


_NOT_ENTERED = """
    NOT EXISTS (SELECT FROM app.call_list_entries AS e
                 WHERE e.tenant_id = :tenant AND e.day = d.day AND e.callback_id = c.id)
"""
LISTED = f"""
listed AS (
    SELECT d.which, d.day, d.now, d.slot, e.callback_id AS id, true AS entered, e.added
      FROM days AS d
      JOIN app.call_list_entries AS e ON e.tenant_id = :tenant AND e.day = d.day
    UNION ALL
    SELECT d.which, d.day, d.now, d.slot, c.id, false, false
      FROM days AS d
      JOIN app.callbacks AS c ON c.tenant_id = :tenant AND c.state IN ({OPEN}) AND c.list_on <= d.day
     WHERE (d.which = '{Tab.TODAY}' OR c.list_on > :today OR {local_day("c.next_try_at")} = d.day)
       AND {_NOT_ENTERED}
    UNION ALL
    SELECT d.which, d.day, d.now, d.slot, c.id, false, false
      FROM days AS d
      JOIN app.callbacks AS c ON c.tenant_id = :tenant AND c.state NOT IN ({OPEN}) AND c.tries > 0
       AND c.ended_at >= CAST(:day_starts AS timestamptz) AND c.ended_at <= d.now
     WHERE d.which = '{Tab.TODAY}' AND {_NOT_ENTERED}
)
"""

# 'Call later' counts before the wish; an evening wish holds on later evenings, a named day has passed with that day.
ASKED_FOR = f"""
    CASE WHEN c.next_try_at IS NOT NULL THEN c.next_try_at
         WHEN '{DateReason.WISH_HOURS}' = ANY (c.date_reasons) AND {local_day("c.wish_at")} < l.day
         THEN c.wish_at + (l.day - {local_day("c.wish_at")}) * interval '1 day'
         ELSE c.wish_at END
"""
GROUP = f"""
    CASE WHEN c.state = '{CallbackState.WAITING_FOR_NUMBER}' THEN {ListGroup.RETRY_LATER}
         WHEN {local_day("a.asked_for")} = l.day THEN {ListGroup.WISH}
         WHEN c.last_call_on = l.day AND l.now <= c.overdue_after THEN {ListGroup.LAST_DAY}
         WHEN {local_day("a.asked_for")} > l.day THEN {ListGroup.RETRY_LATER}
         WHEN c.slots_tried <> 0 AND l.slot >= 0 AND (c.slots_tried >> l.slot) & 1 = 0 THEN {ListGroup.RETRY_NOW}
         WHEN l.now > c.overdue_after THEN {ListGroup.OVERDUE}
         WHEN c.slots_tried <> 0 THEN {ListGroup.RETRY_LATER}
         ELSE {ListGroup.NEW} END
"""
WHEN_AT = f"CASE WHEN g.list_group = {ListGroup.WISH} THEN a.asked_for ELSE c.latest_at END"
"""Within its group: wishes by time, all others by how soon they end."""

STANDING = f"""
    CASE WHEN c.state = '{CallbackState.WAITING_FOR_REPLY}' THEN '{Standing.WAITING}'
         WHEN c.state IN ('{CallbackState.PLANNED}', '{CallbackState.WAITING_FOR_NUMBER}')
         THEN CASE WHEN l.now > c.overdue_after THEN '{Standing.OVERDUE}' ELSE '{Standing.TO_CALL}' END
         WHEN c.state IN ('{CallbackState.DONE}', '{CallbackState.COVERED}') THEN '{Standing.DONE}'
         ELSE '{Standing.OTHERWISE}' END
"""
FROM_LISTED = f"""
  FROM listed AS l
  JOIN app.callbacks AS c ON c.tenant_id = :tenant AND c.id = l.id
 CROSS JOIN LATERAL (SELECT {ASKED_FOR} AS asked_for) AS a
 CROSS JOIN LATERAL (SELECT {GROUP} AS list_group, {STANDING} AS standing) AS g
"""


def days(today: dt.date, moments: Mapping[Tab, ListMoment]) -> tuple[str, dict[str, Any]]:
    """The CTE `days (which, day, now, slot)` with a row for each moment, and all values that `LISTED` asks for."""
    rows = [
        f"('{which}', CAST(:{which}_day AS date), CAST(:{which}_now AS timestamptz), CAST(:{which}_slot AS int))"
        for which in moments
    ]
    starts = dt.datetime.combine(today, dt.time(), SHANGHAI)
    values: dict[str, Any] = {"tenant": acting().tenant_id, "today": today, "day_starts": starts}
    for which, moment in moments.items():
        values |= {f"{which}_day": moment.day, f"{which}_now": moment.now, f"{which}_slot": moment.slot}
    return f"days (which, day, now, slot) AS (VALUES {', '.join(rows)})", values
