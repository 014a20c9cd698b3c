"""What follows from placing: withdrawn, superseded and revived callbacks, amendments, the day's added entries."""

import datetime as dt

from backbone.db.unit_of_work import acting
from dealer.callbacks.actions.planning.placing import excluded_codes
from dealer.callbacks.actions.planning.touched import OPEN_STATES, UNTRIED, Visits, run
from dealer.callbacks.rules.buckets import BACK_IN_WORKSHOP, CallbackState, Withdrawn
from dealer.callbacks.rules.programmes import Exclusion, ProgrammeRule
from tenants.access.interface import platform_actor
from tenants.audit_trail.interface import event_type, record_each

# ruff: noqa: S608 - names of tables and columns are our own constants, values are bound

DATE_AMENDED = event_type("callback.date_amended", "old", "new")
"""The visit's date changed after the callback was tried: its own dates stand, this says so (DATA-5)."""


def withdraw(visits: Visits, *, start: dt.date, at: dt.datetime) -> int:
    """Untried callbacks whose visit turns out not to have been picked up, or to be history."""
    reason = f"""
        CASE WHEN v.{visits.day0} IS NOT NULL THEN '{Withdrawn.HISTORY}'
             WHEN v.exclusion = '{Exclusion.CANCELLED_RO}' THEN v.exclusion ELSE '{Withdrawn.NOT_PICKED_UP}' END
    """
    written = run(
        f"""
        UPDATE app.callbacks AS c
           SET state = '{CallbackState.EXCLUDED}', reason = {reason}, ended_at = :at, version = c.version + 1
          FROM {visits.joined}
         WHERE c.tenant_id = :tenant AND c.{visits.key} = v.id AND {UNTRIED}
           AND (v.{visits.day0} IS NULL OR v.{visits.day0} < :start)
           AND (c.state, c.reason) IS DISTINCT FROM ('{CallbackState.EXCLUDED}', {reason})
        """,
        start=start,
        at=at,
    )
    return int(written.rowcount)


# Of the touched cars: every order, when its car left, and when the car was back for an order that is called after.
# Another order of the same visit does not count (the car had not left), nor one that is never called.
_VISITS_OF_CARS = """
INSERT INTO pg_temp.staging_returns
SELECT a.id, car.back_at > CASE
           WHEN a.pickup_has_time THEN a.picked_up_at
           ELSE (a.picked_up_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' - interval '1 microsecond' END AS is_back
  FROM (SELECT b.vehicle_id,
               max(coalesce(b.arrived_at, b.picked_up_on::timestamp AT TIME ZONE 'Asia/Shanghai')) AS back_at
          FROM app.repair_orders AS b
         WHERE b.tenant_id = :tenant AND (b.exclusion IS NULL OR b.exclusion <> ALL (CAST(:excluded AS text[])))
           AND b.vehicle_id IN (SELECT v.vehicle_id FROM {touched})
         GROUP BY b.vehicle_id) AS car
  JOIN app.repair_orders AS a ON a.tenant_id = :tenant AND a.vehicle_id = car.vehicle_id
"""


def follow_cars(visits: Visits, rule: ProgrammeRule, *, at: dt.datetime) -> tuple[int, int]:
    """End the callbacks of cars that are back in the workshop before the first call (CB-5).

    And make those due again whose car was not back after all: a date was mended, the second order is void.
    Returns how many were superseded, and how many revived.
    """
    run("DROP TABLE IF EXISTS pg_temp.staging_returns")
    run("CREATE TEMPORARY TABLE staging_returns (id uuid PRIMARY KEY, is_back boolean) ON COMMIT DROP")
    run(_VISITS_OF_CARS.format(touched=visits.joined), excluded=excluded_codes(rule))
    run("ANALYZE pg_temp.staging_returns")
    written = run(
        f"""
        WITH written AS (
            UPDATE app.callbacks AS c
               SET state = CASE WHEN r.is_back THEN '{CallbackState.SUPERSEDED}' ELSE '{CallbackState.PLANNED}' END,
                   reason = CASE WHEN r.is_back THEN '{BACK_IN_WORKSHOP}' END,
                   ended_at = CASE WHEN r.is_back THEN CAST(:at AS timestamptz) END,
                   version = c.version + 1
              FROM pg_temp.staging_returns AS r
             WHERE c.tenant_id = :tenant AND c.repair_order_id = r.id AND c.programme = :programme AND c.tries = 0
               AND c.state = ANY (CASE WHEN r.is_back THEN CAST(:open AS text[])
                                       ELSE ARRAY['{CallbackState.SUPERSEDED}'] END)
            RETURNING c.state
        )
        SELECT count(*) FILTER (WHERE state = '{CallbackState.SUPERSEDED}'),
               count(*) FILTER (WHERE state = '{CallbackState.PLANNED}') FROM written
        """,
        programme=rule.programme.value,
        open=OPEN_STATES,
        at=at,
    )
    superseded, revived = written.one()
    return superseded, revived


def amend(visits: Visits) -> int:
    """Say of callbacks that were tried already that their visit's date has changed since; once for each new date."""
    found = run(
        f"""
        SELECT c.id, c.day0, v.{visits.day0}
          FROM {visits.joined}
          JOIN app.callbacks AS c ON c.tenant_id = :tenant AND c.{visits.key} = v.id
         WHERE c.day0 IS DISTINCT FROM v.{visits.day0} AND NOT ({UNTRIED})
           AND NOT EXISTS (
               SELECT FROM app.audit_events AS e
                WHERE e.tenant_id = :tenant AND e.about_id = c.id AND e.event = :event
                  AND e.details ->> 'new' IS NOT DISTINCT FROM v.{visits.day0}::text)
         ORDER BY c.id
        """,
        event=DATE_AMENDED.name,
    ).all()
    details = {key: {"old": old.isoformat(), "new": new.isoformat() if new else None} for key, old, new in found}
    record_each(DATE_AMENDED, by=platform_actor("callback planner", acting()), about="callback", details=details)
    return len(details)


def add_to_frozen_lists(visits: Visits, *, working_day: dt.date) -> int:
    """What arrives after a list was frozen is added to the day, marked (CB-3)."""
    written = run(
        f"""
        INSERT INTO app.call_list_entries (tenant_id, id, day, callback_id, added)
        SELECT :tenant, app.uuid7(), l.day, c.id, true
          FROM {visits.joined}
          JOIN app.callbacks AS c ON c.tenant_id = :tenant AND c.{visits.key} = v.id
          JOIN app.call_lists AS l ON l.tenant_id = :tenant AND l.day >= greatest(c.list_on, CAST(:working_day AS date))
         WHERE c.state = '{CallbackState.PLANNED}'
        ON CONFLICT (tenant_id, day, callback_id) DO NOTHING
        """,
        working_day=working_day,
    )
    return int(written.rowcount)
