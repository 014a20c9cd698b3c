"""Taking the next callback (CB-10)."""

import uuid

from sqlalchemy import text

from backbone.clock import now
from backbone.db.unit_of_work import current
from backbone.errors import ForbiddenError
from dealer.callbacks import may
from dealer.callbacks.actions.assigning import give
from dealer.callbacks.queries.listed import ASKED_FOR, GROUP, WHEN_AT, moment_of
from dealer.callbacks.rules.buckets import CallbackState
from dealer.callbacks.rules.lists import ListGroup
from dealer.callbacks.rules.tabs import ListDays, Tab
from tenants.access.interface import Actor
from tenants.calendar.interface import store_calendar

# ruff: noqa: S608 - the parts are our own constants, values are bound

SOON = "interval '5 minutes'"
"""A time that was asked for is kept: nobody is offered it much earlier."""

# Whoever was tried in this part of the day waits for the next one, whoever has no number for that.
# Rows that somebody else is taking are passed over, so that two people never get the same one.
_NEXT = f"""
WITH {{days}}
SELECT c.id, c.assigned_to, true AS is_open
  FROM app.callbacks AS c
 CROSS JOIN days AS l
 CROSS JOIN LATERAL (SELECT {ASKED_FOR} AS asked_for) AS a
 CROSS JOIN LATERAL (SELECT {GROUP} AS list_group) AS g
 WHERE c.tenant_id = :tenant AND c.state = '{CallbackState.PLANNED}' AND c.list_on <= l.day
   AND (c.assigned_to IS NULL OR c.assigned_to = :me) AND c.passed_on_by IS DISTINCT FROM :me
   AND (c.next_try_at IS NULL OR c.next_try_at < l.ends)
   AND (g.list_group <> {ListGroup.WISH} OR a.asked_for <= l.now + {SOON})
   AND (g.list_group = {ListGroup.WISH} AND c.next_try_at IS NOT NULL
        OR c.slots_tried = 0 OR l.slot < 0 OR (c.slots_tried >> l.slot) & 1 = 0)
   AND EXISTS (SELECT FROM app.customer_phones AS phone
                WHERE phone.tenant_id = :tenant AND phone.customer_id = c.customer_id)
   AND NOT EXISTS (SELECT FROM app.repair_orders AS ro
                    WHERE ro.tenant_id = :tenant AND ro.id = c.repair_order_id AND trim(ro.advisor) = :name)
   AND NOT EXISTS (SELECT FROM app.vehicle_deliveries AS sold
                    WHERE sold.tenant_id = :tenant AND sold.id = c.delivery_id AND trim(sold.consultant) = :name)
 ORDER BY g.list_group, {WHEN_AT}, c.latest_at, c.id
 LIMIT 1
   FOR UPDATE OF c SKIP LOCKED
"""


def take_next(*, by: Actor) -> uuid.UUID | None:
    """The callback that `by` is to call now, in CB-3's order: their own or nobody's. None when there is none.

    It is theirs from here on. Nobody gets one of a customer they served themselves. Raises ForbiddenError.
    """
    if by.account_id is None or not may.call(by):
        raise ForbiddenError
    moment = ListDays.at(now(), store_calendar()).today
    one_day, values = moment_of(Tab.TODAY, moment)
    values |= {"me": by.account_id, "name": by.name.strip()}
    rows = current().execute(text(_NEXT.format(days=one_day)), values).all()
    give(rows, {row.id: by.account_id for row in rows}, by)
    return rows[0].id if rows else None
