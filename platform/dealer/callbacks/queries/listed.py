"""Which callbacks are on a day's list, where each stands, and CB-3's order: the SQL that lists and counts share.

On a list is what was entered when it was frozen or added since. Where nothing was frozen, on a day off say, and for
what an import under way at closing brought, it is whatever is open by that day and what was called on it.
The order is `rules.lists.list_group` in SQL; a test compares the two.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from backbone.clock import SHANGHAI
from backbone.db.unit_of_work import acting
from dealer.callbacks.rules.buckets import CallbackState
from dealer.callbacks.rules.lists import ListGroup
from dealer.callbacks.rules.tabs import ListMoment, Standing, Tab
from dealer.callbacks.rules.window import DateReason

# ruff: noqa: S608 - states and groups are our own constants, values are bound

EVENING = dt.timedelta(days=1)
OPEN = ", ".join(f"'{state}'" for state in CallbackState if state.is_open)


_LOOKED_AT = (
    "id", "programme", "state", "assigned_to", "next_try_at", "wish_at", "date_reasons", "last_call_on", "latest_at",
    "overdue_after", "slots_tried", "ended_at", "planned_at",
)  # fmt: skip
_COLUMNS = ", ".join(f"c.{name}" for name in _LOOKED_AT)
_OF_A_DAY = {"day": "date", "now": "timestamptz", "slot": "int", "starts": "timestamptz", "ends": "timestamptz"}

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


def listed(*tabs: Tab) -> str:
    """The CTE `listed`: a row for each callback of each list.

    OFFSET 0: what is computed is computed once a row. Else the planner writes each expression into all that use it.
    """
    branches = [_branch(which, source) for which in tabs for source in _SOURCES[which]]
    return f"listed AS (SELECT * FROM ({' UNION ALL '.join(branches)}) AS c OFFSET 0)"


def values_of(today: dt.date, moments: Mapping[Tab, ListMoment]) -> dict[str, Any]:
    """All values that `listed` of these tabs asks for."""
    values = {"tenant": acting().tenant_id, "today": today} | _ended_between(moments.values())
    for which, moment in moments.items():
        values |= {f"{which}_{name}": value for name, value in of_a_day(moment).items()}
    return values


# A list's callbacks are those that are open and those that have ended since it was frozen. Found so, each costs little;
# found by the list's entries, each would cost a look into the index of all callbacks that ever were.
_IS_OPEN = f"c.state IN ({OPEN})"
_HAS_ENDED = f"c.state NOT IN ({OPEN}) AND c.ended_at BETWEEN :since AND :until"
_CALLED_TODAY = "c.tries > 0 AND c.ended_at >= l.starts AND c.ended_at <= l.now"
_NEW_THAT_DAY = """
    c.list_on <= l.day AND (c.list_on > :today OR (c.next_try_at >= l.starts AND c.next_try_at < l.ends))
"""
_SOURCES = {
    Tab.TODAY: ((_IS_OPEN, "c.list_on <= l.day"), (_HAS_ENDED, _CALLED_TODAY)),
    Tab.TOMORROW: ((_IS_OPEN, _NEW_THAT_DAY), (_HAS_ENDED, "false")),
}
"""Of each list: which callbacks are looked at, and which of them are on it without an entry."""


def _branch(which: Tab, source: tuple[str, str]) -> str:
    looked_at, listed_anyhow = source
    moment = f"(SELECT {_values_of(which)}) AS l"
    return f"""
    SELECT '{which}' AS which, c.*, {GROUP} AS list_group, {STANDING} AS standing
      FROM (SELECT {_COLUMNS}, e.id IS NOT NULL AS entered, coalesce(e.added, false) AS added,
                   {ASKED_FOR} AS asked_for
              FROM {moment}
              JOIN app.callbacks AS c ON c.tenant_id = :tenant AND {looked_at}
              LEFT JOIN app.call_list_entries AS e
                ON e.tenant_id = :tenant AND e.day = :{which}_day AND e.callback_id = c.id
             WHERE e.id IS NOT NULL OR ({listed_anyhow}) OFFSET 0) AS c
     CROSS JOIN {moment}
     CROSS JOIN LATERAL (SELECT c.asked_for) AS a
    """


def _values_of(which: Tab) -> str:
    return ", ".join(f"CAST(:{which}_{name} AS {kind}) AS {name}" for name, kind in _OF_A_DAY.items())


def moment_of(which: Tab, moment: ListMoment) -> tuple[str, dict[str, Any]]:
    """The CTE `days (day, now, slot, starts, ends)` of one row, and its values."""
    values = {f"{which}_{name}": value for name, value in of_a_day(moment).items()}
    return f"days AS (SELECT {_values_of(which)})", {"tenant": acting().tenant_id} | values


def of_a_day(moment: ListMoment) -> dict[str, Any]:
    """A moment's values: the order asks for the day's bounds as well."""
    starts = dt.datetime.combine(moment.day, dt.time(), SHANGHAI)
    bounds = {"starts": starts, "ends": starts + dt.timedelta(days=1)}
    return {"day": moment.day, "now": moment.now, "slot": moment.slot, **bounds}


# Both ends are named: of one alone the planner expects a third of the store's past.
def _ended_between(moments: Iterable[ListMoment]) -> dict[str, dt.datetime]:
    """When whoever was on one of the lists can have ended: since it was frozen, or the evening it was."""
    starts = min(min(of_a_day(each)["starts"], each.frozen_at - EVENING) for each in moments)
    return {"since": starts, "until": max(each.now for each in moments) + EVENING}
