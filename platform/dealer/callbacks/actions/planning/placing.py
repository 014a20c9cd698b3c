"""One statement that puts every touched visit's callback where the rules say (CB-5, CB-16, DATA-5)."""

import datetime as dt
from collections import Counter

from dealer.callbacks.actions.planning.situations import DATES
from dealer.callbacks.actions.planning.touched import LOCAL_KNOWN, SIDE, UNTRIED, WINDOWS, Visits, closings, run
from dealer.callbacks.rules.buckets import CallbackState, MissedReason
from dealer.callbacks.rules.programmes import Exclusion, ProgrammeRule
from tenants.calendar.interface import StoreCalendar

# ruff: noqa: S608 - names of tables and columns are our own constants, values are bound

WHO = ("customer_id", "vehicle_id")
ASKED = ("day0", "known_at", "wish")
"""What the rules are asked about; `DATES` is what they answered."""


def excluded_codes(rule: ProgrammeRule) -> list[str]:
    """The codes that keep a visit from being called under `rule`."""
    return [code.value for code in Exclusion if rule.excludes(code)]


def place(
    visits: Visits, rule: ProgrammeRule, calendar: StoreCalendar, *, at: dt.datetime
) -> Counter[tuple[bool, str]]:
    """Write one programme's callbacks of the touched visits. Counts by (is new, state) of what was written."""
    written = run(
        _statement(visits),
        at=at,
        programme=rule.programme.value,
        version=rule.version,
        excluded=excluded_codes(rule),
        closings=closings(calendar),
    )
    return Counter({(fresh, state): count for fresh, state, count in written})


# OFFSET 0: the touched visits first. Else the planner, who expects one row to fit each situation, goes through all of
# the store's visits of a day for each of that day's situations.
def _statement(visits: Visits) -> str:
    return f"""
    WITH written AS (
        INSERT INTO app.callbacks AS c (
            tenant_id, id, programme, {visits.key}, state, reason, ended_at, {_names(WHO)}, {_names(ASKED)},
            rule_version, {_names(DATES)}, slots_tried, tries, planned_at, version
        )
        SELECT :tenant, app.uuid7(), :programme, v.id, {_PLACED}, v.{visits.customer}, v.vehicle_id,
               w.day0, v.known_at, v.wish, CAST(:version AS int), {_names(DATES, "w.")}, 0, 0, :at, 1
          FROM (SELECT v.id, v.{visits.customer}, v.vehicle_id, v.{visits.day0}, v.known_at, v.wish, v.exclusion
                  FROM {visits.joined} OFFSET 0) AS v
          JOIN pg_temp.{WINDOWS} AS w
            ON w.day0 = v.{visits.day0} AND w.wish = coalesce(v.wish, '')
           AND w.known_on = {LOCAL_KNOWN}::date AND w.side = {SIDE}
         CROSS JOIN LATERAL (
            SELECT CASE WHEN v.exclusion = ANY (CAST(:excluded AS text[])) THEN v.exclusion
                        WHEN w.declined THEN '{Exclusion.ASKED_AT_VISIT}' END AS code
         ) AS x
         WHERE w.day0 IS NOT NULL
        ON CONFLICT (tenant_id, {visits.key}, programme) DO UPDATE
           SET {_followed()}, planned_at = excluded.planned_at, version = c.version + 1,
               state = {_kept("state")}, reason = {_kept("reason")}, ended_at = {_kept("ended_at")}
         WHERE {UNTRIED} AND {_differs()}
        RETURNING (xmax = 0) AS fresh, state
    )
    SELECT fresh, state, count(*) FROM written GROUP BY 1, 2
    """


_PLACED = f"""
    CASE WHEN x.code IS NOT NULL THEN '{CallbackState.EXCLUDED}'
         WHEN w.too_late THEN '{CallbackState.MISSED}' ELSE '{CallbackState.PLANNED}' END,
    coalesce(x.code, CASE WHEN w.too_late THEN '{MissedReason.LATE_DATA}' END),
    CASE WHEN x.code IS NOT NULL OR w.too_late THEN CAST(:at AS timestamptz) END
"""

# The car stays back in the workshop while the first visit's date is mended: `follow_cars` alone decides about that.
_STAYS = f"(c.state = '{CallbackState.SUPERSEDED}' AND excluded.state = '{CallbackState.PLANNED}')"


def _kept(column: str) -> str:
    return f"CASE WHEN {_STAYS} THEN c.{column} ELSE excluded.{column} END"


def _names(names: tuple[str, ...], of: str = "") -> str:
    return ", ".join(of + name for name in names)


def _differ(names: tuple[str, ...]) -> str:
    return f"({_names(names, 'c.')}) IS DISTINCT FROM ({_names(names, 'excluded.')})"


# A callback keeps the version it was planned under, and with it the dates, until it is planned anew for a reason of
# its own (CB-2): a new version of the rule is none, a new calendar under the same version is one.
_SAME_RULE = "c.rule_version = excluded.rule_version"
_STANDS_ELSEWHERE = f"(c.state, c.reason) IS DISTINCT FROM ({_kept('state')}, {_kept('reason')})"
_ANEW = f"({_SAME_RULE} OR {_differ(ASKED)} OR {_STANDS_ELSEWHERE})"


def _followed() -> str:
    taken = [f"{name} = excluded.{name}" for name in (*WHO, *ASKED)]
    moved = [f"{name} = CASE WHEN {_ANEW} THEN excluded.{name} ELSE c.{name} END" for name in ("rule_version", *DATES)]
    return ", ".join(taken + moved)


def _differs() -> str:
    return f"({_differ((*WHO, *ASKED))} OR {_STANDS_ELSEWHERE} OR ({_SAME_RULE} AND {_differ(DATES)}))"
