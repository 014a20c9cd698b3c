"""Whom the archive knows by a phone or a plate, when somebody takes a voice in by hand."""

import uuid
from typing import NamedTuple

from sqlalchemy import text

from backbone.db.unit_of_work import acting, current
from dealer.customers.interface import normal_plate, read_phones

MOST_FOUND = 6


class Found(NamedTuple):
    """A customer, with the car they were seen with last, or the one that was asked for."""

    customer_id: uuid.UUID
    vehicle_id: uuid.UUID | None
    customer: str
    phone: str | None
    plate: str | None
    model: str | None


_BY_PHONE = """
SELECT c.id, car.id AS vehicle_id, c.name, phone.number, car.plate, car.model
  FROM app.customer_phones AS phone
  JOIN app.customers AS c ON c.tenant_id = :tenant AND c.id = phone.customer_id
  LEFT JOIN LATERAL (
      SELECT v.id, v.plate, v.model FROM app.vehicle_roles AS r
        JOIN app.vehicles AS v ON v.tenant_id = :tenant AND v.id = r.vehicle_id
       WHERE r.tenant_id = :tenant AND r.customer_id = c.id ORDER BY r.seen_on DESC, r.id LIMIT 1
  ) AS car ON true
 WHERE phone.tenant_id = :tenant AND phone.number = ANY (CAST(:numbers AS text[]))
 ORDER BY c.name, c.id LIMIT :most
"""

_BY_PLATE = """
SELECT c.id, v.id AS vehicle_id, c.name, phone.number, v.plate, v.model
  FROM app.vehicles AS v
  JOIN LATERAL (
      SELECT t.customer_id, max(t.seen_on) AS seen_on FROM app.vehicle_roles AS t
       WHERE t.tenant_id = :tenant AND t.vehicle_id = v.id GROUP BY 1
  ) AS r ON true
  JOIN app.customers AS c ON c.tenant_id = :tenant AND c.id = r.customer_id
  LEFT JOIN LATERAL (
      SELECT p.number FROM app.customer_phones AS p
       WHERE p.tenant_id = :tenant AND p.customer_id = c.id ORDER BY p.rank, p.id LIMIT 1
  ) AS phone ON true
 WHERE v.tenant_id = :tenant AND v.plate = :plate
 ORDER BY r.seen_on DESC, c.id LIMIT :most
"""


def find_customers(asked: str) -> list[Found]:
    """Who has this phone, else who was seen with the car of this plate, the latest first."""
    values = {"tenant": acting().tenant_id, "most": MOST_FOUND}
    if numbers := read_phones(asked).numbers:
        rows = current().execute(text(_BY_PHONE), values | {"numbers": list(numbers)})
    else:
        rows = current().execute(text(_BY_PLATE), values | {"plate": normal_plate(asked)})
    return [Found(*row) for row in rows]


_KNOWN = """
SELECT (CAST(:customer AS uuid) IS NULL OR EXISTS (
            SELECT FROM app.customers AS c WHERE c.tenant_id = :tenant AND c.id = :customer)) AS customer,
       (CAST(:vehicle AS uuid) IS NULL OR EXISTS (
            SELECT FROM app.vehicles AS v WHERE v.tenant_id = :tenant AND v.id = :vehicle)) AS vehicle
"""


def unknown_of(customer_id: uuid.UUID | None, vehicle_id: uuid.UUID | None) -> list[str]:
    """Which of `customer` and `vehicle` the archive does not have."""
    values = {"tenant": acting().tenant_id, "customer": customer_id, "vehicle": vehicle_id}
    found = current().execute(text(_KNOWN), values).one()
    return [name for name in ("customer", "vehicle") if not getattr(found, name)]
