"""What is known of who said it: the customer, the car, the visit it belongs to."""

from typing import Any

from sqlalchemy import Row, text

from backbone.db.unit_of_work import acting, current
from dealer.voices.models import Voice

_FACTS = """
SELECT customer.name AS customer, customer.is_company, phones.numbers AS phones,
       vehicle.model, vehicle.plate, vehicle.vin,
       ro.number AS order_number, ro.picked_up_on, ro.kind_of_work, ro.work, ro.mileage, ro.advisor, ro.technician,
       sold.number AS delivery_number, sold.delivered_on, sold.consultant,
       call.programme, who.name AS owner
  FROM (SELECT 1) AS one
  LEFT JOIN app.customers AS customer ON customer.tenant_id = :tenant AND customer.id = :customer
  LEFT JOIN LATERAL (
      SELECT array_agg(t.number ORDER BY t.rank, t.id) AS numbers FROM app.customer_phones AS t
       WHERE t.tenant_id = :tenant AND t.customer_id = :customer
  ) AS phones ON true
  LEFT JOIN app.vehicles AS vehicle ON vehicle.tenant_id = :tenant AND vehicle.id = :vehicle
  LEFT JOIN app.repair_orders AS ro ON ro.tenant_id = :tenant AND ro.id = :repair_order
  LEFT JOIN app.vehicle_deliveries AS sold ON sold.tenant_id = :tenant AND sold.id = :delivery
  LEFT JOIN app.callbacks AS call ON call.tenant_id = :tenant AND call.id = :callback
  LEFT JOIN app.accounts AS who ON who.tenant_id = :tenant AND who.id = :owner
"""


def facts_of(voice: Voice) -> Row[Any]:
    """One row of `_FACTS`; None for what is not known."""
    values = {
        "tenant": acting().tenant_id,
        "customer": voice.customer_id,
        "vehicle": voice.vehicle_id,
        "repair_order": voice.repair_order_id,
        "delivery": voice.delivery_id,
        "callback": voice.callback_id,
        "owner": voice.owner_id,
    }
    return current().execute(text(_FACTS), values).one()
