"""Who calls: people with a calling position (CB-10)."""

import datetime as dt
import uuid
from typing import NamedTuple

from sqlalchemy import text

from backbone.clock import today
from backbone.db.unit_of_work import acting, current
from dealer.callbacks.may import CALLING_POSITIONS


class Caller(NamedTuple):
    """A person who may be given callbacks today."""

    id: uuid.UUID
    name: str


_CALLERS = """
SELECT a.id, a.name
  FROM app.accounts AS a
 WHERE a.tenant_id = :tenant AND a.ended_at IS NULL AND EXISTS (
       SELECT FROM app.position_holdings AS h
        WHERE h.tenant_id = :tenant AND h.account_id = a.id AND h.position = ANY (:positions)
          AND h.starts_on <= :day AND (h.ends_on IS NULL OR h.ends_on >= :day))
 ORDER BY a.name, a.id
"""


def list_callers(day: dt.date | None = None) -> list[Caller]:
    """Everybody who holds a calling position on `day` (today unless given), by name."""
    values = {"tenant": acting().tenant_id, "positions": sorted(CALLING_POSITIONS), "day": day or today()}
    return [Caller(*row) for row in current().execute(text(_CALLERS), values)]
