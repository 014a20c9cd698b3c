"""Who may be given what a department has to answer."""

import uuid
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import text

from backbone.clock import today
from backbone.db.unit_of_work import acting, current
from tenants.access.interface import Position


class Person(NamedTuple):
    """Somebody of the store with the positions they hold today."""

    id: uuid.UUID
    name: str
    positions: frozenset[Position]


_PEOPLE = """
SELECT a.id, a.name, array_agg(h.position) AS positions
  FROM app.accounts AS a
  JOIN app.position_holdings AS h ON h.tenant_id = :tenant AND h.account_id = a.id
 WHERE a.tenant_id = :tenant AND a.ended_at IS NULL AND h.position = ANY (:positions)
   AND h.starts_on <= :day AND (h.ends_on IS NULL OR h.ends_on >= :day)
 GROUP BY a.id, a.name
 ORDER BY a.name, a.id
"""


def list_people(positions: Collection[Position]) -> list[Person]:
    """Everybody who holds one of these positions today, by name."""
    values = {"tenant": acting().tenant_id, "positions": sorted(positions), "day": today()}
    rows = current().execute(text(_PEOPLE), values)
    return [Person(row.id, row.name, frozenset(map(Position, row.positions))) for row in rows]
