"""What the sentences of a call name: customer, store, car, who served them (CB-15)."""

import uuid
from typing import Any

from sqlalchemy import Row, text

from backbone.db.unit_of_work import acting, current

_NAMED = """
SELECT c.programme, c.customer_id, c.vehicle_id, c.repair_order_id, c.delivery_id,
       customer.name AS customer, store.name AS store, vehicle.model AS car,
       coalesce(ro.advisor, sold.consultant) AS advisor
  FROM app.callbacks AS c
  JOIN app.stores AS store ON store.tenant_id = :tenant
  LEFT JOIN app.customers AS customer ON customer.tenant_id = :tenant AND customer.id = c.customer_id
  LEFT JOIN app.vehicles AS vehicle ON vehicle.tenant_id = :tenant AND vehicle.id = c.vehicle_id
  LEFT JOIN app.repair_orders AS ro ON ro.tenant_id = :tenant AND ro.id = c.repair_order_id
  LEFT JOIN app.vehicle_deliveries AS sold ON sold.tenant_id = :tenant AND sold.id = c.delivery_id
 WHERE c.tenant_id = :tenant AND c.id = :callback
"""
SOMEBODY = {"zh_CN": "车主", "en": "Customer"}


def visit_of(callback_id: uuid.UUID) -> Row[Any]:
    """Whom and what a callback is about: ids and names."""
    return current().execute(text(_NAMED), {"tenant": acting().tenant_id, "callback": callback_id}).one()


def values_of(visit: Row[Any], locale: str) -> dict[str, str | None]:
    """The placeholders of a script, as far as they are known; a customer and a store always are."""
    return {
        "customer": visit.customer or SOMEBODY.get(locale, SOMEBODY["zh_CN"]),
        "store": visit.store,
        "car": visit.car,
        "advisor": visit.advisor,
    }
