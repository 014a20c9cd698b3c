"""Whom a visit names as the one who served the customer."""

import uuid
from collections.abc import Collection

from sqlalchemy import text

from backbone.db.unit_of_work import acting, current

_SERVED_BY = """
SELECT c.id, coalesce(ro.advisor, sold.consultant) AS served_by
  FROM app.callbacks AS c
  LEFT JOIN app.repair_orders AS ro ON ro.tenant_id = :tenant AND ro.id = c.repair_order_id
  LEFT JOIN app.vehicle_deliveries AS sold ON sold.tenant_id = :tenant AND sold.id = c.delivery_id
 WHERE c.tenant_id = :tenant AND c.id = ANY (CAST(:ids AS uuid[]))
"""


def served_by(callback_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str | None]:
    """The advisor or sales consultant of each callback's visit; the DMS knows them by name only."""
    rows = current().execute(text(_SERVED_BY), {"tenant": acting().tenant_id, "ids": list(callback_ids)})
    return {row.id: row.served_by for row in rows}
