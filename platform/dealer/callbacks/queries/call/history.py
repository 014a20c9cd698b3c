"""The same person's other callbacks, and what was done to the car before: one statement."""

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import text

from backbone.db.unit_of_work import acting, current

MOST = 12
"""Rows of each kind; the whole past is the customer's page."""

_STATEMENT = """
(SELECT 'callback' AS what, c.id, c.programme AS kind, c.day0 AS day, c.state, c.due_at, c.first_try_on, c.assigned_to,
        o.number AS overall, CAST(NULL AS integer) AS mileage, CAST(NULL AS numeric) AS money
   FROM app.callbacks AS c
   LEFT JOIN app.answers AS o ON o.tenant_id = :tenant AND o.callback_id = c.id AND o.question = :overall
  WHERE c.tenant_id = :tenant AND c.customer_id = :customer AND c.id <> :callback
  ORDER BY c.day0 DESC, c.id DESC LIMIT :most)
UNION ALL
(SELECT 'repair', r.id, coalesce(r.kind_of_work, r.work), r.picked_up_on, '', NULL, NULL, NULL, NULL, r.mileage, r.total
   FROM app.repair_orders AS r
  WHERE r.tenant_id = :tenant AND r.vehicle_id = :vehicle AND r.picked_up_on IS NOT NULL
    AND r.id IS DISTINCT FROM :repair_order
  ORDER BY r.picked_up_on DESC, r.id DESC LIMIT :most)
UNION ALL
(SELECT 'delivery', s.id, NULL, s.delivered_on, '', NULL, NULL, NULL, NULL, NULL, NULL
   FROM app.vehicle_deliveries AS s
  WHERE s.tenant_id = :tenant AND s.vehicle_id = :vehicle AND s.delivered_on IS NOT NULL
    AND s.id IS DISTINCT FROM :delivery
  ORDER BY s.delivered_on DESC, s.id DESC LIMIT :most)
"""


@dataclass(frozen=True, slots=True)
class Former:
    """`what`: callback (of this person), repair or delivery (of this car). `kind`: its programme or its work.

    A callback has state, dates, who has it and, once asked, its overall answer.
    """

    what: str
    id: uuid.UUID
    kind: str | None
    day: dt.date
    state: str
    due_at: dt.datetime | None
    first_try_on: dt.date | None
    assigned_to: uuid.UUID | None
    overall: int | None
    mileage: int | None
    money: Decimal | None


def list_former(
    callback_id: uuid.UUID,
    *,
    customer: uuid.UUID | None,
    vehicle: uuid.UUID | None,
    visit: tuple[uuid.UUID | None, uuid.UUID | None],
    overall: str,
) -> list[Former]:
    """All but this callback and its own visit (repair order, delivery), newest day first. One statement.

    `overall` is the code of the question whose answer is shown for a callback.
    """
    values = {
        "tenant": acting().tenant_id,
        "callback": callback_id,
        "customer": customer,
        "vehicle": vehicle,
        "repair_order": visit[0],
        "delivery": visit[1],
        "overall": overall,
        "most": MOST,
    }
    found = [Former(*row) for row in current().execute(text(_STATEMENT), values)]
    return sorted(found, key=lambda each: (each.day, each.id), reverse=True)
