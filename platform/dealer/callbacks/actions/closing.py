"""Closing the store for some days: the duty days change, and with them every callback not tried yet."""

import datetime as dt

from sqlalchemy import text

from backbone.clock import now
from backbone.db.unit_of_work import acting, current
from dealer.callbacks.actions.planning.plan import PlanResult, plan_touched
from dealer.callbacks.actions.planning.touched import VISITS
from dealer.callbacks.queries.listed import OPEN
from dealer.callbacks.rules.visits import VisitKind
from dealer.figures.interface import day_changed
from tenants.access.interface import Actor
from tenants.calendar.interface import enter_closure

# ruff: noqa: S608 - names of tables and columns are our own constants, values are bound


def close_store(*, first: dt.date, last: dt.date, reason: str, by: Actor) -> dict[VisitKind, PlanResult]:
    """Enter a closure and plan anew what is open and untried. Raises InvalidError (see `enter_closure`)."""
    enter_closure(first=first, last=last, reason=reason, by=by)
    moved = replan_open(at=now())
    day_changed()
    return moved


def replan_open(*, at: dt.datetime) -> dict[VisitKind, PlanResult]:
    """Plan every open, untried callback of the store anew, after its calendar changed."""
    results = {}
    for visits, table in VISITS.items():
        current().execute(text("DROP TABLE IF EXISTS pg_temp.staging_touched"))
        current().execute(text("CREATE TEMPORARY TABLE staging_touched (id uuid PRIMARY KEY) ON COMMIT DROP"))
        open_ones = f"""
        INSERT INTO pg_temp.staging_touched
        SELECT DISTINCT c.{table.key} FROM app.callbacks AS c
         WHERE c.tenant_id = :tenant AND c.state IN ({OPEN}) AND c.tries = 0 AND c.{table.key} IS NOT NULL
        """
        current().execute(text(open_ones), {"tenant": acting().tenant_id})
        results[visits] = plan_touched(visits, at=at)
    return results
