"""Cars of many visits: matched or created, set-based (CUS-1, CUS-7).

A VIN without a flaw identifies a car. A flawed one is matched by the plate first, then by the same flawed VIN; the
raw is kept. Works on two temporary tables of the present transaction: `staging_cars`, filled by the caller, one row
a visit, gets its `vehicle_id`; `staging_car_keys` has one row a car.
"""

from sqlalchemy import text

from backbone.clock import now
from backbone.db.unit_of_work import acting, current

# Filled by the caller; `vehicle_id` stays null until `match_cars` ran, and afterwards for rows without any mark.
CARS = """
CREATE TEMPORARY TABLE staging_cars (
    visit integer PRIMARY KEY, vin text, flawed_vin text, plate text, model text, seen_on date,
    car_key text, vehicle_id uuid
) ON COMMIT DROP
"""

# Several rows of one file can be one car: by its VIN, or by a plate that a row with a VIN names as well.
KEYS = """
UPDATE pg_temp.staging_cars AS car
   SET car_key = coalesce('V' || car.vin, 'V' || known.vin, 'P' || car.plate, 'F' || car.flawed_vin)
  FROM pg_temp.staging_cars AS own
  LEFT JOIN (
        SELECT DISTINCT ON (plate) plate, vin FROM pg_temp.staging_cars
         WHERE vin IS NOT NULL AND plate IS NOT NULL
         ORDER BY plate, seen_on DESC NULLS LAST, visit DESC
       ) AS known ON known.plate = own.plate
 WHERE own.visit = car.visit
"""

ONE_A_CAR = """
CREATE TEMPORARY TABLE staging_car_keys ON COMMIT DROP AS
SELECT DISTINCT ON (car_key) car_key,
       CASE WHEN car_key LIKE 'V%' THEN substr(car_key, 2) END AS vin,
       flawed_vin, plate, model, NULL::uuid AS vehicle_id, false AS is_new
  FROM pg_temp.staging_cars
 WHERE car_key IS NOT NULL
 ORDER BY car_key, plate IS NULL, seen_on DESC NULLS LAST, visit DESC
"""

BY_VIN = """
UPDATE pg_temp.staging_car_keys AS key SET vehicle_id = known.id
  FROM app.vehicles AS known
 WHERE known.tenant_id = :tenant AND known.vin = key.vin
"""

# A car that was known by its plate alone gets its VIN when a row brings one; a car with another VIN stays apart.
BY_PLATE = """
WITH known AS (
    SELECT DISTINCT ON (plate) id, plate, vin FROM app.vehicles
     WHERE tenant_id = :tenant AND plate IN (SELECT plate FROM pg_temp.staging_car_keys WHERE vehicle_id IS NULL)
     ORDER BY plate, vin IS NULL, updated_at DESC, id
), pairs AS (
    SELECT DISTINCT ON (known.id) key.car_key, known.id
      FROM pg_temp.staging_car_keys AS key JOIN known ON known.plate = key.plate
     WHERE key.vehicle_id IS NULL AND (key.vin IS NULL OR known.vin IS NULL)
     ORDER BY known.id, key.vin IS NULL, key.car_key
)
UPDATE pg_temp.staging_car_keys AS key SET vehicle_id = pairs.id FROM pairs WHERE pairs.car_key = key.car_key
"""

BY_FLAWED_VIN = """
UPDATE pg_temp.staging_car_keys AS key SET vehicle_id = known.id
  FROM (SELECT DISTINCT ON (flawed_vin) id, flawed_vin FROM app.vehicles
         WHERE tenant_id = :tenant AND flawed_vin IS NOT NULL ORDER BY flawed_vin, updated_at DESC, id) AS known
 WHERE key.vehicle_id IS NULL AND key.vin IS NULL AND known.flawed_vin = key.flawed_vin
"""

NEW_IDS = "UPDATE pg_temp.staging_car_keys SET vehicle_id = app.uuid7(), is_new = true WHERE vehicle_id IS NULL"

CREATE = """
INSERT INTO app.vehicles (tenant_id, id, vin, flawed_vin, plate, model, created_at, updated_at, version)
SELECT :tenant, vehicle_id, vin, CASE WHEN vin IS NULL THEN flawed_vin END, plate, model, :at, :at, 1
  FROM pg_temp.staging_car_keys WHERE is_new
"""

UPDATE_KNOWN = """
UPDATE app.vehicles AS car
   SET vin = coalesce(car.vin, key.vin),
       flawed_vin = CASE WHEN coalesce(car.vin, key.vin) IS NULL THEN coalesce(key.flawed_vin, car.flawed_vin) END,
       plate = coalesce(key.plate, car.plate),
       model = coalesce(key.model, car.model),
       updated_at = :at, version = car.version + 1
  FROM (SELECT DISTINCT ON (vehicle_id) * FROM pg_temp.staging_car_keys WHERE NOT is_new
         ORDER BY vehicle_id, vin IS NULL, car_key) AS key
 WHERE car.tenant_id = :tenant AND car.id = key.vehicle_id
   AND (coalesce(key.plate, car.plate) IS DISTINCT FROM car.plate
        OR coalesce(key.model, car.model) IS DISTINCT FROM car.model
        OR (car.vin IS NULL AND key.vin IS NOT NULL)
        OR (car.vin IS NULL AND key.flawed_vin IS NOT NULL AND key.flawed_vin IS DISTINCT FROM car.flawed_vin))
"""

GIVE_BACK = """
UPDATE pg_temp.staging_cars AS car SET vehicle_id = key.vehicle_id
  FROM pg_temp.staging_car_keys AS key WHERE key.car_key = car.car_key
"""


def stage() -> None:
    """Open `staging_cars`."""
    current().execute(text(CARS))


def match_cars() -> int:
    """Give every row of `staging_cars` with a VIN or a plate its `vehicle_id`. Returns how many cars are new."""
    session, values = current(), {"tenant": acting().tenant_id, "at": now()}
    for statement in (KEYS, ONE_A_CAR, BY_VIN, BY_PLATE, BY_FLAWED_VIN, NEW_IDS, CREATE, UPDATE_KNOWN, GIVE_BACK):
        needed = {name: value for name, value in values.items() if f":{name}" in statement}
        session.execute(text(statement), needed)
    new: int = session.execute(text("SELECT count(*) FROM pg_temp.staging_car_keys WHERE is_new")).scalar_one()
    return new
