"""Taking in vehicle deliveries, many at once."""

import datetime as dt

from sqlalchemy import text

from backbone.db.unit_of_work import acting, current

# What the caller fills: one row a delivery that is new or changed, with its id; times are the store's local ones.
DELIVERIES = """
CREATE TEMPORARY TABLE staging_deliveries (
    id uuid, number text, vehicle_id uuid, buyer_id uuid, owner_id uuid, delivered timestamp,
    delivered_has_time boolean, consultant text, price numeric(12,2), wish text, exclusion text, raw jsonb,
    fingerprint text
) ON COMMIT DROP
"""

TAKE_IN = """
INSERT INTO app.vehicle_deliveries AS known (
    tenant_id, id, number, vehicle_id, buyer_id, owner_id, delivered_at, delivered_on, delivery_has_time, consultant,
    price, wish, exclusion, known_at, raw, fingerprint, created_at, updated_at, version)
SELECT :tenant, id, number, vehicle_id, buyer_id, owner_id, delivered AT TIME ZONE 'Asia/Shanghai', delivered::date,
       coalesce(delivered_has_time, false), consultant, price, wish, exclusion, :at, raw, fingerprint, :at, :at, 1
  FROM pg_temp.staging_deliveries
ON CONFLICT (tenant_id, number) DO UPDATE
   SET vehicle_id = excluded.vehicle_id, buyer_id = excluded.buyer_id, owner_id = excluded.owner_id,
       delivered_at = excluded.delivered_at, delivered_on = excluded.delivered_on,
       delivery_has_time = excluded.delivery_has_time, consultant = excluded.consultant, price = excluded.price,
       wish = excluded.wish, exclusion = excluded.exclusion, raw = excluded.raw, fingerprint = excluded.fingerprint,
       known_at = CASE WHEN known.delivered_on IS DISTINCT FROM excluded.delivered_on
                       THEN excluded.known_at ELSE known.known_at END,
       updated_at = excluded.updated_at, version = known.version + 1
"""


def take_in_deliveries(*, at: dt.datetime) -> None:
    """Insert or update what `staging_deliveries` holds; `known_at` moves only with the day (CB-16, DATA-5)."""
    current().execute(text(TAKE_IN), {"tenant": acting().tenant_id, "at": at})
