"""How much waits for each caller (CB-10)."""

import uuid
from collections.abc import Collection

from sqlalchemy import text

from backbone.clock import today
from backbone.db.unit_of_work import acting, current
from dealer.callbacks.queries.listed import OPEN

# ruff: noqa: S608 - the states are our own constants, values are bound

_LOADS = f"""
SELECT c.assigned_to, count(*) AS callbacks
  FROM app.callbacks AS c
 WHERE c.tenant_id = :tenant AND c.state IN ({OPEN}) AND c.list_on <= :day AND c.assigned_to IS NOT NULL
   AND c.id <> ALL (CAST(:without AS uuid[]))
 GROUP BY 1
"""


_OPEN = f"""
SELECT c.assigned_to, count(*) AS callbacks
  FROM app.callbacks AS c
 WHERE c.tenant_id = :tenant AND c.state IN ({OPEN}) AND c.assigned_to IS NOT NULL
 GROUP BY 1
"""


def open_of_each() -> dict[uuid.UUID, int]:
    """All that is open, by the account it is assigned to: what a whole list is when it moves (ORG-5)."""
    return {row.assigned_to: row.callbacks for row in current().execute(text(_OPEN), {"tenant": acting().tenant_id})}


def loads(*, without: Collection[uuid.UUID] = ()) -> dict[uuid.UUID, int]:
    """Open callbacks on the list by today, by the account they are assigned to; `without` these ones."""
    values = {"tenant": acting().tenant_id, "day": today(), "without": list(without)}
    return {row.assigned_to: row.callbacks for row in current().execute(text(_LOADS), values)}
