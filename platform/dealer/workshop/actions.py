"""Taking in repair orders, many at once."""

import datetime as dt

from sqlalchemy import text

from backbone.db.unit_of_work import acting, current

# What the caller fills: one row an order that is new or changed, with its id; times are the store's local ones.
ORDERS = """
CREATE TEMPORARY TABLE staging_orders (
    id uuid, number text, vehicle_id uuid, sender_id uuid, owner_id uuid, arrival timestamp, promised timestamp,
    pickup timestamp, pickup_has_time boolean, kind_of_work text, work text, mileage bigint, advisor text,
    technician text, total numeric(12,2), wish text, exclusion text, raw jsonb, fingerprint text
) ON COMMIT DROP
"""

FURTHEST = 9_999_999
"""A reading beyond seven digits is a slip of the pen; it is kept in `raw` and nowhere else."""

TAKE_IN = """
INSERT INTO app.repair_orders AS known (
    tenant_id, id, number, vehicle_id, sender_id, owner_id, arrived_at, promised_at, picked_up_at, picked_up_on,
    pickup_has_time, kind_of_work, work, mileage, advisor, technician, total, wish, exclusion, known_at, raw,
    fingerprint, created_at, updated_at, version)
SELECT :tenant, id, number, vehicle_id, sender_id, owner_id, arrival AT TIME ZONE 'Asia/Shanghai',
       promised AT TIME ZONE 'Asia/Shanghai', pickup AT TIME ZONE 'Asia/Shanghai', pickup::date,
       coalesce(pickup_has_time, false), kind_of_work, work,
       CASE WHEN mileage BETWEEN 0 AND :furthest THEN mileage END, advisor, technician, total, wish, exclusion, :at,
       raw, fingerprint, :at, :at, 1
  FROM pg_temp.staging_orders
ON CONFLICT (tenant_id, number) DO UPDATE
   SET vehicle_id = excluded.vehicle_id, sender_id = excluded.sender_id, owner_id = excluded.owner_id,
       arrived_at = excluded.arrived_at, promised_at = excluded.promised_at, picked_up_at = excluded.picked_up_at,
       picked_up_on = excluded.picked_up_on, pickup_has_time = excluded.pickup_has_time,
       kind_of_work = excluded.kind_of_work, work = excluded.work, mileage = excluded.mileage,
       advisor = excluded.advisor, technician = excluded.technician, total = excluded.total, wish = excluded.wish,
       exclusion = excluded.exclusion, raw = excluded.raw, fingerprint = excluded.fingerprint,
       known_at = CASE WHEN known.picked_up_on IS DISTINCT FROM excluded.picked_up_on
                       THEN excluded.known_at ELSE known.known_at END,
       updated_at = excluded.updated_at, version = known.version + 1
"""


def take_in_orders(*, at: dt.datetime) -> None:
    """Insert or update what `staging_orders` holds; `known_at` moves only with the pick-up day (CB-16, DATA-5)."""
    values = {"tenant": acting().tenant_id, "at": at, "furthest": FURTHEST}
    current().execute(text(TAKE_IN), values)
