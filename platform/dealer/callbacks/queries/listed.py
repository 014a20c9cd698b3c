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


# NOT IN makes a hash of the few entries, whatever the planner believes; both columns are NOT NULL.
_NOT_ENTERED = """
    (d.day, c.id) NOT IN (SELECT e.day, e.callback_id FROM app.call_list_entries AS e
                           WHERE e.tenant_id = :tenant AND e.day IN (SELECT day FROM days))
"""
_LOOKED_AT = (
    "id", "programme", "state", "assigned_to", "next_try_at", "wish_at", "date_reasons", "last_call_on", "latest_at",
    "overdue_after", "slots_tried", "ended_at", "planned_at",
)  # fmt: skip
_COLUMNS = ", ".join(f"c.{name}" for name in _LOOKED_AT)

# Each branch carries the callback's columns itself, and an entry's callback is looked up one by one (LIMIT 1): left to
# its guesses, the planner joins with the store's whole past.
LISTED = f"""
listed AS (
    SELECT d.which, true AS entered, e.added, {_COLUMNS}
      FROM days AS d
      JOIN app.call_list_entries AS e ON e.tenant_id = :tenant AND e.day = d.day
     CROSS JOIN LATERAL (
        SELECT {_COLUMNS} FROM app.callbacks AS c WHERE c.tenant_id = :tenant AND c.id = e.callback_id LIMIT 1
     ) AS c
    UNION ALL
    SELECT d.which, false, false, {_COLUMNS}
      FROM days AS d
      JOIN app.callbacks AS c ON c.tenant_id = :tenant AND c.state IN ({OPEN}) AND c.list_on <= d.day
     WHERE (d.which = '{Tab.TODAY}' OR c.list_on > :today OR (c.next_try_at >= d.starts AND c.next_try_at < d.ends))
       AND {_NOT_ENTERED}
    UNION ALL
    SELECT d.which, false, false, {_COLUMNS}
      FROM days AS d
      JOIN app.callbacks AS c ON c.tenant_id = :tenant AND c.state NOT IN ({OPEN}) AND c.tries > 0
       AND c.ended_at >= d.starts AND c.ended_at <= d.now
     WHERE d.which = '{Tab.TODAY}' AND {_NOT_ENTERED}
)
"""

# 'Call later' counts before the wish; an evening wish holds on later evenings, a named day has passed with that day.
# Moments are compared with the day's bounds: turning each into a local date costs more than all the rest.
ASKED_FOR = f"""
    CASE WHEN c.next_try_at IS NOT NULL THEN c.next_try_at
         WHEN c.wish_at < l.starts AND '{DateReason.WISH_HOURS}' = ANY (c.date_reasons)
         THEN c.wish_at + ceil(extract(epoch FROM l.starts - c.wish_at) / 86400) * interval '1 day'
         ELSE c.wish_at END
"""
GROUP = f"""
    CASE WHEN c.state = '{CallbackState.WAITING_FOR_NUMBER}' THEN {ListGroup.RETRY_LATER}
         WHEN a.asked_for >= l.starts AND a.asked_for < l.ends THEN {ListGroup.WISH}
         WHEN c.last_call_on = l.day AND l.now <= c.overdue_after THEN {ListGroup.LAST_DAY}
         WHEN a.asked_for >= l.ends THEN {ListGroup.RETRY_LATER}
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
  FROM listed AS c
  JOIN days AS l ON l.which = c.which
 CROSS JOIN LATERAL (SELECT {ASKED_FOR} AS asked_for OFFSET 0) AS a
 CROSS JOIN LATERAL (SELECT {GROUP} AS list_group, {STANDING} AS standing OFFSET 0) AS g
"""
# OFFSET 0: computed once a row. Else the planner writes each expression into all that use it, and those into theirs.


def days(today: dt.date, moments: Mapping[Tab, ListMoment]) -> tuple[str, dict[str, Any]]:
    """The CTE `days (which, day, now, slot, starts, ends)`, a row for each moment, and all values `LISTED` asks for."""
    rows, values = [], {"tenant": acting().tenant_id, "today": today}
    for which, moment in moments.items():
        names = ", ".join(f"CAST(:{which}_{name} AS {kind})" for name, kind in _OF_A_DAY.items())
        rows.append(f"('{which}', {names})")
        values |= {f"{which}_{name}": value for name, value in of_a_day(moment).items()}
    return f"days (which, {', '.join(_OF_A_DAY)}) AS (VALUES {', '.join(rows)})", values


_OF_A_DAY = {"day": "date", "now": "timestamptz", "slot": "int", "starts": "timestamptz", "ends": "timestamptz"}


def of_a_day(moment: ListMoment) -> dict[str, Any]:
    """A moment's values: the order asks for the day's bounds as well."""
    starts = dt.datetime.combine(moment.day, dt.time(), SHANGHAI)
    bounds = {"starts": starts, "ends": starts + dt.timedelta(days=1)}
    return {"day": moment.day, "now": moment.now, "slot": moment.slot, **bounds}
