"""Cars of many visits: matched or created, set-based (CUS-1, CUS-7).

A VIN without a flaw identifies a car. A flawed one is matched by the plate first, then by the same flawed VIN; the
raw is kept. Works on temporary tables of the present transaction: the caller fills `staging_cars`, one row a visit,
and finds in `staging_car_of` whose car each visit is. Tables are written once and never updated where a join does:
an update of a temporary table costs ten times its insert.
"""

from sqlalchemy import text

from backbone.clock import now
from backbone.db.unit_of_work import acting, current

CARS = """
CREATE TEMPORARY TABLE staging_cars (
    visit integer, vin text, flawed_vin text, plate text, model text, seen_on date
) ON COMMIT DROP
"""

# Several rows of one file can be one car: by its VIN, or by a plate that a row with a VIN names as well.
KEYED = """
CREATE TEMPORARY TABLE staging_keyed_cars ON COMMIT DROP AS
SELECT car.*, coalesce('V' || car.vin, 'V' || known.vin, 'P' || car.plate, 'F' || car.flawed_vin) AS car_key
  FROM pg_temp.staging_cars AS car
  LEFT JOIN (
        SELECT DISTINCT ON (plate) plate, vin FROM pg_temp.staging_cars
         WHERE vin IS NOT NULL AND plate IS NOT NULL
         ORDER BY plate, seen_on DESC NULLS LAST, visit DESC
       ) AS known ON known.plate = car.plate
"""

CAR_KEYS = """
CREATE TEMPORARY TABLE staging_car_keys (
    car_key text, vin text, flawed_vin text, plate text, model text, vehicle_id uuid, is_new boolean
) ON COMMIT DROP
"""

# Each is new until it is found.
ONE_A_CAR = """
INSERT INTO pg_temp.staging_car_keys
SELECT one.*, app.uuid7(), true
  FROM (SELECT DISTINCT ON (car_key) car_key, CASE WHEN car_key LIKE 'V%' THEN substr(car_key, 2) END AS vin,
               flawed_vin, plate, model
          FROM pg_temp.staging_keyed_cars
         WHERE car_key IS NOT NULL
         ORDER BY car_key, plate IS NULL, seen_on DESC NULLS LAST, visit DESC) AS one
"""

# Statistics before and after: what the planner takes for one row it joins in loops.
COUNTED = "ANALYZE pg_temp.staging_car_keys (car_key, vin, plate)"
FOUND = "ANALYZE pg_temp.staging_car_keys"

BY_VIN = """
UPDATE pg_temp.staging_car_keys AS key SET vehicle_id = known.id, is_new = false
  FROM app.vehicles AS known
 WHERE known.tenant_id = :tenant AND known.vin = key.vin
"""

# A car that was known by its plate alone gets its VIN when a row brings one; a car with another VIN stays apart.
BY_PLATE = """
WITH known AS (
    SELECT DISTINCT ON (plate) id, plate, vin FROM app.vehicles
     WHERE tenant_id = :tenant AND plate IN (SELECT plate FROM pg_temp.staging_car_keys WHERE is_new)
     ORDER BY plate, vin IS NULL, updated_at DESC, id
), pairs AS (
    SELECT DISTINCT ON (known.id) key.car_key, known.id
      FROM pg_temp.staging_car_keys AS key JOIN known ON known.plate = key.plate
     WHERE key.is_new AND (key.vin IS NULL OR known.vin IS NULL)
     ORDER BY known.id, key.vin IS NULL, key.car_key
)
UPDATE pg_temp.staging_car_keys AS key SET vehicle_id = pairs.id, is_new = false
  FROM pairs WHERE pairs.car_key = key.car_key
"""

BY_FLAWED_VIN = """
UPDATE pg_temp.staging_car_keys AS key SET vehicle_id = known.id, is_new = false
  FROM (SELECT DISTINCT ON (flawed_vin) id, flawed_vin FROM app.vehicles
         WHERE tenant_id = :tenant AND flawed_vin IS NOT NULL ORDER BY flawed_vin, updated_at DESC, id) AS known
 WHERE key.is_new AND key.vin IS NULL AND known.flawed_vin = key.flawed_vin
"""

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

CAR_OF = """
CREATE TEMPORARY TABLE staging_car_of ON COMMIT DROP AS
SELECT car.visit, key.vehicle_id
  FROM pg_temp.staging_keyed_cars AS car JOIN pg_temp.staging_car_keys AS key ON key.car_key = car.car_key
"""

KNOWN_NOW = "ANALYZE pg_temp.staging_car_of (visit)"

FIND = (KEYED, CAR_KEYS, ONE_A_CAR, COUNTED, BY_VIN, BY_PLATE, BY_FLAWED_VIN, FOUND)
WRITE = (CREATE, UPDATE_KNOWN, CAR_OF, KNOWN_NOW)


def stage() -> None:
    """Open `staging_cars`."""
    current().execute(text(CARS))


def match_cars() -> int:
    """Make `staging_car_of (visit, vehicle_id)`, a row for each visit whose car has a VIN or a plate.

    Returns how many cars are new.
    """
    session, values = current(), {"tenant": acting().tenant_id, "at": now()}
    for statement in (*FIND, *WRITE):
        needed = {name: value for name, value in values.items() if f":{name}" in statement}
        session.execute(text(statement), needed)
    new: int = session.execute(text("SELECT count(*) FROM pg_temp.staging_car_keys WHERE is_new")).scalar_one()
    return new
