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


_LEFT = """
    CASE WHEN a.pickup_has_time THEN a.picked_up_at
         ELSE (a.picked_up_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' - interval '1 microsecond' END
"""
_BACK = f"""
    EXISTS (SELECT FROM app.repair_orders AS b
             WHERE b.tenant_id = :tenant AND b.vehicle_id = a.vehicle_id AND b.id <> a.id
               AND (b.exclusion IS NULL OR b.exclusion <> ALL (CAST(:excluded AS text[])))
               AND coalesce(b.arrived_at, b.picked_up_on::timestamp AT TIME ZONE 'Asia/Shanghai') > {_LEFT})
"""
_SAME_CARS = """
    a.tenant_id = :tenant AND a.id = c.repair_order_id AND a.vehicle_id IN (
        SELECT v.vehicle_id FROM pg_temp.staging_touched AS t
          JOIN app.repair_orders AS v ON v.tenant_id = :tenant AND v.id = t.id)
"""


def supersede(rule: ProgrammeRule, *, at: dt.datetime) -> int:
    """The car is back in the workshop before the first call: the earlier pick-up's callback ends (CB-5).

    Another order of the same visit (both cars were left at one time) does not count, nor one that is never called.
    """
    written = run(
        f"""
        UPDATE app.callbacks AS c
           SET state = '{CallbackState.SUPERSEDED}', reason = '{BACK_IN_WORKSHOP}', ended_at = :at,
               version = c.version + 1
          FROM app.repair_orders AS a
         WHERE c.tenant_id = :tenant AND c.programme = :programme AND c.tries = 0 AND c.state = ANY (:open)
           AND {_SAME_CARS} AND {_BACK}
        """,
        programme=rule.programme.value,
        open=OPEN_STATES,
        excluded=excluded_codes(rule),
        at=at,
    )
    return int(written.rowcount)


def revive(rule: ProgrammeRule) -> int:
    """The car was not back after all (a date was mended, the second order is void): the first call is due again."""
    written = run(
        f"""
        UPDATE app.callbacks AS c
           SET state = '{CallbackState.PLANNED}', reason = NULL, ended_at = NULL, version = c.version + 1
          FROM app.repair_orders AS a
         WHERE c.tenant_id = :tenant AND c.programme = :programme AND c.tries = 0
           AND c.state = '{CallbackState.SUPERSEDED}' AND {_SAME_CARS} AND NOT {_BACK}
        """,
        programme=rule.programme.value,
        excluded=excluded_codes(rule),
    )
    return int(written.rowcount)


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
