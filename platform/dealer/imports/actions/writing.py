"""The real import: staged records become cars, people, visits and planned callbacks, in one transaction (DATA-1).

Set-based throughout. Unchanged records touch nothing; the same file twice writes no row.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import text

from backbone.db.unit_of_work import acting, current
from dealer.callbacks.interface import PlanResult, plan_touched
from dealer.customers.interface import match_cars, match_people, stage_cars, stage_people
from dealer.imports.actions.staging import EXCLUSION, VISIT_KINDS, VISITS
from dealer.imports.reading.kinds import Kind
from dealer.vehicle_deliveries.interface import DELIVERIES, take_in_deliveries
from dealer.workshop.interface import ORDERS, take_in_orders

STEPS = ("compare", "cars", "people", "visits", "callbacks")

OPEN_TOUCHED = "CREATE TEMPORARY TABLE staging_touched (id uuid, visit integer, is_new boolean) ON COMMIT DROP"

TOUCHED = """
INSERT INTO pg_temp.staging_touched (id, visit, is_new)
SELECT coalesce(known.id, app.uuid7()), staged.row_number, known.id IS NULL
  FROM pg_temp.staging_records AS staged
  LEFT JOIN app.{visits} AS known ON known.tenant_id = :tenant AND known.number = staged.number
"""

CAR_ROWS = """
INSERT INTO pg_temp.staging_cars (visit, vin, flawed_vin, plate, model, seen_on)
SELECT staged.row_number, CASE WHEN staged.vin_flaw IS NULL THEN staged.vin END,
       CASE WHEN staged.vin_flaw IS NOT NULL THEN staged.vin END, staged.plate,
       coalesce(staged.model, staged.series), {day}::date
  FROM pg_temp.staging_records AS staged
"""

# `phones` are the numbers to call and belong to who `phone_of` says; anybody else has only what was given for them.
PERSON_ROWS = """
INSERT INTO pg_temp.staging_people (visit, role, name, phones, vehicle_id, seen_on)
SELECT staged.row_number, '{role}', coalesce(staged.{role}, ''), given.phones, car.vehicle_id, {day}::date
  FROM pg_temp.staging_records AS staged
  LEFT JOIN pg_temp.staging_car_of AS car ON car.visit = staged.row_number,
       LATERAL (SELECT CASE WHEN staged.phone_of = '{role}' THEN staged.phones
                            ELSE staged.{role}_phone END) AS given (phones)
 WHERE staged.{role} IS NOT NULL OR given.phones IS NOT NULL
"""

# The sender is called; where nobody is named as sender, whoever owns the car brought it (CB-5).
WHO = """
  FROM pg_temp.staging_records AS staged
  JOIN pg_temp.staging_touched AS touched ON touched.visit = staged.row_number
  LEFT JOIN pg_temp.staging_person_of AS first ON first.visit = staged.row_number AND first.role = '{first}'
  LEFT JOIN pg_temp.staging_person_of AS owner ON owner.visit = staged.row_number AND owner.role = 'owner'
  LEFT JOIN pg_temp.staging_car_of AS car ON car.visit = staged.row_number
"""

ORDER_ROWS = f"""
INSERT INTO pg_temp.staging_orders
SELECT touched.id, staged.number, car.vehicle_id, coalesce(first.customer_id, owner.customer_id), owner.customer_id,
       staged.arrival, staged.promised, staged.pickup, staged.pickup_has_time, staged.kind_of_work, staged.work,
       staged.mileage, staged.advisor, staged.technician, staged.total, staged.wish, {EXCLUSION}, staged.raw,
       staged.fingerprint
  {WHO.format(first="sender")}
"""

DELIVERY_ROWS = f"""
INSERT INTO pg_temp.staging_deliveries
SELECT touched.id, staged.number, car.vehicle_id, coalesce(first.customer_id, owner.customer_id), owner.customer_id,
       staged.delivered, staged.delivered_has_time, staged.consultant, staged.price, staged.wish, {EXCLUSION},
       staged.raw, staged.fingerprint
  {WHO.format(first="buyer")}
"""

DAY = {Kind.REPAIR_ORDERS: "coalesce(staged.pickup, staged.arrival)", Kind.DELIVERIES: "staged.delivered"}
ROLES = {Kind.REPAIR_ORDERS: ("sender", "owner"), Kind.DELIVERIES: ("buyer", "owner")}


@dataclass(frozen=True)
class Written:
    """What an import did: visits by comparison with the last imported rows, new cars and people, callbacks."""

    new: int
    changed: int
    unchanged: int
    new_cars: int = 0
    new_people: int = 0
    plan: PlanResult = field(default_factory=PlanResult)

    def as_json(self) -> dict[str, Any]:
        """For the import's row."""
        return asdict(self)


Told = Callable[[str], None]


def write_staged(kind: Kind, *, at: dt.datetime, step: Told = lambda name: None) -> Written:
    """Import what `load_staging` of this transaction found. `step` is told the name of each step as it begins."""
    step("compare")
    counts = _touch(kind)
    if counts["new"] + counts["changed"] == 0:
        return Written(new=0, changed=0, unchanged=counts["unchanged"])
    step("cars")
    new_cars = _cars(kind)
    step("people")
    new_people = _people(kind)
    step("visits")
    _visits(kind, at)
    step("callbacks")
    plan = plan_touched(VISIT_KINDS[kind], at=at)
    return Written(
        new=counts["new"],
        changed=counts["changed"],
        unchanged=counts["unchanged"],
        new_cars=new_cars,
        new_people=new_people,
        plan=plan,
    )


def _touch(kind: Kind) -> dict[str, int]:
    _run(OPEN_TOUCHED)
    _run(TOUCHED.format(visits=VISITS[kind]), "ANALYZE pg_temp.staging_touched", tenant=acting().tenant_id)
    query = """
        SELECT count(*) FILTER (WHERE is_new) AS new, count(*) FILTER (WHERE NOT is_new) AS changed,
               (SELECT count(*) FROM pg_temp.staging_seen) - count(*) AS unchanged FROM pg_temp.staging_touched
    """
    return dict(current().execute(text(query)).one()._mapping)


def _cars(kind: Kind) -> int:
    stage_cars()
    _run(CAR_ROWS.format(day=DAY[kind]), "ANALYZE pg_temp.staging_cars")
    return match_cars()


def _people(kind: Kind) -> int:
    stage_people()
    for role in ROLES[kind]:
        _run(PERSON_ROWS.format(role=role, day=DAY[kind]))
    _run("ANALYZE pg_temp.staging_people")
    return match_people()


def _visits(kind: Kind, at: dt.datetime) -> None:
    if kind is Kind.REPAIR_ORDERS:
        _run(ORDERS, ORDER_ROWS)
        take_in_orders(at=at)
    else:
        _run(DELIVERIES, DELIVERY_ROWS)
        take_in_deliveries(at=at)


def _run(*statements: str, **values: object) -> None:
    for statement in statements:
        needed = {name: value for name, value in values.items() if f":{name}" in statement}
        current().execute(text(statement), needed)
