"""The statements that make a store's rows, as that store. Times of `bench_visits` are local."""

from backbone.clock import SHANGHAI
from dealer.callbacks.interface import CallbackState, VisitKind
from dealer.callbacks.rules.buckets import MissedReason

# ruff: noqa: S608 - the parts are our own constants, values are bound

LOCAL = f"AT TIME ZONE '{SHANGHAI.key}'"

OPEN_CARS = """
CREATE TEMPORARY TABLE bench_cars (
    number int PRIMARY KEY, name text, name_sort text, is_company boolean, phone text, vin text, plate text,
    model text, customer_id uuid, vehicle_id uuid
) ON COMMIT DROP
"""
CUSTOMERS = (
    """
    INSERT INTO app.customers (tenant_id, id, name, name_sort, is_company, created_at, updated_at, version)
    SELECT :tenant, customer_id, name, name_sort, is_company, :at, :at, 1 FROM pg_temp.bench_cars ORDER BY number
    """,
    """
    INSERT INTO app.customer_phones (tenant_id, id, customer_id, number, rank, created_at)
    SELECT :tenant, app.uuid7(), customer_id, phone, 1, :at FROM pg_temp.bench_cars ORDER BY number
    """,
    """
    INSERT INTO app.vehicles (tenant_id, id, vin, plate, model, created_at, updated_at, version)
    SELECT :tenant, vehicle_id, vin, plate, model, :at, :at, 1 FROM pg_temp.bench_cars ORDER BY number
    """,
    """
    INSERT INTO app.vehicle_roles (tenant_id, id, vehicle_id, customer_id, role, since, seen_on)
    SELECT :tenant, app.uuid7(), vehicle_id, customer_id, 'owner', :since, :today
      FROM pg_temp.bench_cars ORDER BY number
    """,
)

OPEN_VISITS = """
CREATE TEMPORARY TABLE bench_visits (
    number text, car int, arrived timestamp, left_at timestamp, known timestamp, wish text, exclusion text, work text,
    served_by text, mileage int, total int, fate text, behind boolean, assigned boolean, tries int, later int,
    caller int, minute int, id uuid
) ON COMMIT DROP
"""
_RAW = (
    "jsonb_build_object('工单号', v.number, '车主', car.name, '电话', car.phone, '车架号', car.vin, '车型', car.model)"
)

VISITS = {
    VisitKind.REPAIR_ORDERS: f"""
    INSERT INTO app.repair_orders (
        tenant_id, id, number, vehicle_id, sender_id, owner_id, arrived_at, promised_at, picked_up_at, picked_up_on,
        pickup_has_time, kind_of_work, mileage, advisor, total, wish, exclusion, known_at, raw, fingerprint,
        created_at, updated_at, version)
    SELECT :tenant, v.id, v.number, car.vehicle_id, car.customer_id, car.customer_id, v.arrived {LOCAL},
           v.left_at {LOCAL}, v.left_at {LOCAL}, v.left_at::date, true, v.work, v.mileage, v.served_by, v.total,
           v.wish, v.exclusion, v.known {LOCAL}, {_RAW}, md5(v.number), v.known {LOCAL}, v.known {LOCAL}, 1
      FROM pg_temp.bench_visits AS v JOIN pg_temp.bench_cars AS car ON car.number = v.car
     ORDER BY v.number
    """,
    VisitKind.DELIVERIES: f"""
    INSERT INTO app.vehicle_deliveries (
        tenant_id, id, number, vehicle_id, buyer_id, owner_id, delivered_at, delivered_on, delivery_has_time,
        consultant, price, wish, exclusion, known_at, raw, fingerprint, created_at, updated_at, version)
    SELECT :tenant, v.id, v.number, car.vehicle_id, car.customer_id, car.customer_id, v.left_at {LOCAL},
           v.left_at::date, true, v.served_by, v.total * 40, v.wish, v.exclusion, v.known {LOCAL}, {_RAW},
           md5(v.number), v.known {LOCAL}, v.known {LOCAL}, 1
      FROM pg_temp.bench_visits AS v JOIN pg_temp.bench_cars AS car ON car.number = v.car
     ORDER BY v.number
    """,
}
KEYS = {VisitKind.REPAIR_ORDERS: "repair_order_id", VisitKind.DELIVERIES: "delivery_id"}

TOUCH = (
    "DROP TABLE IF EXISTS pg_temp.staging_touched",
    "CREATE TEMPORARY TABLE staging_touched (id uuid) ON COMMIT DROP",
    "INSERT INTO pg_temp.staging_touched SELECT id FROM pg_temp.bench_visits",
)

# A part of the day by the minute since opening: 8:30 to 11:30, to 17:30, to 20:00.
_SLOT = "CASE WHEN v.minute < 180 THEN 0 WHEN v.minute < 540 THEN 1 ELSE 2 END"
_OVER = "c.callable_until <= :at"


OPEN_CALLS = """
CREATE TEMPORARY TABLE bench_calls (
    id uuid, latest_at timestamptz, callable_until timestamptz, fate text, called_at timestamptz, slot int, rank int,
    minute int, planned text, tries int, is_over boolean, caller int
) ON COMMIT DROP
"""


def calls_of(visits: VisitKind) -> str:
    """`bench_calls`: what has become of each callback of the batch by `:at`, as its fate says.

    Who is `behind` has not been touched while it can still be called; nobody has whose time of call is still to come.
    """
    return f"""
    INSERT INTO pg_temp.bench_calls
    SELECT c.id, c.latest_at, c.callable_until, s.fate, s.called_at, s.slot, s.rank, v.minute, c.state AS planned,
           CASE WHEN s.fate = 'untouched' THEN 0 ELSE v.tries END AS tries, {_OVER} AS is_over,
           CASE WHEN v.assigned AND c.list_on <= :today THEN v.caller END AS caller
      FROM pg_temp.bench_visits AS v
      JOIN app.callbacks AS c ON c.tenant_id = :tenant AND c.{KEYS[visits]} = v.id
      JOIN pg_temp.bench_duty AS first ON first.day = c.list_on
      JOIN pg_temp.bench_duty AS called ON called.rank = first.rank + v.later
     CROSS JOIN LATERAL (
        SELECT (called.day + time '08:30' + v.minute * interval '1 minute') {LOCAL} AS called_at OFFSET 0) AS t
     CROSS JOIN LATERAL (
        SELECT t.called_at, {_SLOT} AS slot, called.rank,
               CASE WHEN t.called_at > :at OR (v.behind AND NOT {_OVER}) THEN 'untouched' ELSE v.fate END AS fate
        OFFSET 0) AS s
    """


_DONE = "b.fate = 'done' OR (b.fate = 'call_later' AND b.is_over)"
_SLOTS = "(ARRAY[0, 1 << b.slot, (1 << b.slot) | (1 << mod(b.slot + 1, 3)), 7])[b.tries + 1]"

BECOME = f"""
UPDATE app.callbacks AS c
   SET planned_at = c.known_at, state = now.state, ended_at = now.ended_at, tries = b.tries,
       reason = CASE now.state WHEN '{CallbackState.MISSED}' THEN '{MissedReason.NOT_TRIED_ENOUGH}' END,
       slots_tried = CASE WHEN b.fate = 'wrong_number' THEN 0 ELSE {_SLOTS} END,
       reached_at = CASE WHEN {_DONE} THEN b.called_at END,
       tried_enough_at = CASE WHEN b.fate = 'unreached' THEN b.called_at END,
       next_try_at = CASE WHEN b.fate = 'call_later' AND NOT b.is_over THEN :tomorrow END,
       assigned_to = who.id, assigned_at = CASE WHEN who.id IS NOT NULL THEN c.known_at END,
       version = c.version + b.tries
  FROM pg_temp.bench_calls AS b
  LEFT JOIN LATERAL (
      SELECT (CAST(:callers AS uuid[]))[1 + mod(b.caller, cardinality(CAST(:callers AS uuid[])))] AS id) AS who ON true
 CROSS JOIN LATERAL (
      SELECT CASE WHEN {_DONE} THEN '{CallbackState.DONE}'
                  WHEN b.fate = 'wrong_number' AND b.is_over THEN '{CallbackState.NO_VALID_NUMBER}'
                  WHEN b.fate = 'wrong_number' THEN '{CallbackState.WAITING_FOR_NUMBER}'
                  WHEN b.fate = 'unreached' AND b.latest_at <= :at THEN '{CallbackState.UNREACHED}'
                  WHEN b.fate = 'unreached' THEN '{CallbackState.WAITING_FOR_REPLY}'
                  WHEN b.is_over THEN '{CallbackState.MISSED}'
                  ELSE '{CallbackState.PLANNED}' END AS state OFFSET 0) AS s
 CROSS JOIN LATERAL (
      SELECT s.state, CASE s.state WHEN '{CallbackState.DONE}' THEN b.called_at
                                   WHEN '{CallbackState.UNREACHED}' THEN greatest(b.latest_at, b.called_at)
                                   WHEN '{CallbackState.MISSED}' THEN b.callable_until
                                   WHEN '{CallbackState.NO_VALID_NUMBER}' THEN b.callable_until END AS ended_at
      OFFSET 0) AS now
 WHERE c.tenant_id = :tenant AND c.id = b.id AND b.planned = '{CallbackState.PLANNED}'
"""
# Excluded at once, in too late, or back in the workshop.
NEVER_CALLED = f"""
UPDATE app.callbacks AS c SET planned_at = c.known_at, ended_at = c.known_at
  FROM pg_temp.bench_calls AS b
 WHERE c.tenant_id = :tenant AND c.id = b.id AND b.planned <> '{CallbackState.PLANNED}'
"""

# One try a duty day, each in another part of the day; the last one is the call itself.
ATTEMPTS = f"""
INSERT INTO app.attempts (
    tenant_id, id, callback_id, talk_id, at, account_id, by_name, phone_id, outcome, slot, inbound, seconds,
    seconds_kind, call_at, note)
SELECT :tenant, app.uuid7(), c.id, app.uuid7(), t.at, who.id, who.name, phone.id, t.outcome, t.slot, false,
       CASE WHEN t.outcome = 'answered' THEN 60 + mod(b.minute, 200) END,
       CASE WHEN t.outcome = 'answered' THEN 'screen' END, CASE WHEN t.outcome = 'call_later' THEN c.next_try_at END, ''
  FROM pg_temp.bench_calls AS b
  JOIN app.callbacks AS c ON c.tenant_id = :tenant AND c.id = b.id
  JOIN app.customer_phones AS phone ON phone.tenant_id = :tenant AND phone.customer_id = c.customer_id
 CROSS JOIN LATERAL generate_series(1, b.tries) AS try (nth)
  JOIN pg_temp.bench_duty AS duty ON duty.rank = b.rank - (b.tries - try.nth)
 CROSS JOIN LATERAL (
      SELECT 1 + mod(coalesce(b.caller, b.minute), cardinality(CAST(:callers AS uuid[]))) AS at) AS turn
 CROSS JOIN LATERAL (
      SELECT (CAST(:callers AS uuid[]))[turn.at] AS id, (CAST(:names AS text[]))[turn.at] AS name) AS who
 CROSS JOIN LATERAL (
      SELECT mod(b.slot + b.tries - try.nth, 3) AS slot,
             CASE WHEN try.nth = b.tries THEN b.called_at
                  ELSE (duty.day + (ARRAY[time '08:30', '11:30', '17:30'])[1 + mod(b.slot + b.tries - try.nth, 3)]
                        + mod(b.minute, 150) * interval '1 minute') {LOCAL} END AS at,
             CASE WHEN try.nth < b.tries OR b.fate IN ('unreached', 'tried') THEN 'no_answer'
                  WHEN b.fate = 'call_later' AND b.is_over OR b.fate = 'done' THEN 'answered'
                  ELSE b.fate END AS outcome OFFSET 0) AS t
 WHERE b.planned = '{CallbackState.PLANNED}' AND b.tries > 0
 ORDER BY t.at
"""

LISTS = """
INSERT INTO app.call_lists (tenant_id, id, day, frozen_at, closed_at)
SELECT :tenant, app.uuid7(), l.day, l.frozen_at, CASE WHEN l.closing <= :at THEN l.closing END
  FROM unnest(CAST(:days AS date[]), CAST(:frozen AS timestamptz[]), CAST(:closings AS timestamptz[]))
       AS l (day, frozen_at, closing)
"""
# Who was open when the list was frozen, or came to it since.
ENTRIES = f"""
INSERT INTO app.call_list_entries (tenant_id, id, day, callback_id, added)
SELECT :tenant, app.uuid7(), l.day, c.id, c.added AND c.list_on = l.day
  FROM app.callbacks AS c
  JOIN app.call_lists AS l ON l.tenant_id = :tenant AND l.day >= c.list_on
   AND l.day <= coalesce((c.ended_at {LOCAL})::date, :newest) AND l.frozen_at < coalesce(c.ended_at, 'infinity')
 WHERE c.tenant_id = :tenant AND c.state <> '{CallbackState.EXCLUDED}' AND c.ended_at IS DISTINCT FROM c.known_at
 ORDER BY l.day, c.list_on
"""
