"""Who rings back: callbacks by the tail of a phone or by a plate (CB-6). Equality only, so that indexes serve."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, text

from backbone.clock import now
from backbone.db.unit_of_work import acting, current
from backbone.errors import InvalidError
from backbone.i18n import lazy_gettext as _l
from dealer.callbacks.queries.listed import OPEN
from dealer.customers.interface import folded, normal_plate, read_phones

# ruff: noqa: S608 - the states are our own constants, values are bound

MOST = 20
ENDED_SINCE = dt.timedelta(days=90)
TAIL = 4
_NO_DIGIT = re.compile(r"[\s\-()+]+")
_DIGITS = re.compile(r"\d{4,15}")
_DIGIT = re.compile(r"\d")
_PLATE = re.compile(r"[0-9A-Z\u4e00-\u9fff]{4,10}")

_STATEMENT = f"""
WITH persons AS (
    SELECT DISTINCT p.customer_id FROM app.customer_phones AS p
     WHERE p.tenant_id = :tenant AND p.tail = :tail
       AND right(regexp_replace(p.number, '[^0-9]', '', 'g'), :digits) = :number
), cars AS (
    SELECT v.id FROM app.vehicles AS v WHERE v.tenant_id = :tenant AND v.plate = :plate
    UNION
    SELECT v.id FROM app.vehicles AS v WHERE v.tenant_id = :tenant AND v.plate_number = :plate
), found AS (
    SELECT c.id FROM persons AS p
      JOIN app.callbacks AS c ON c.tenant_id = :tenant AND c.customer_id = p.customer_id
    UNION
    SELECT c.id FROM cars AS v
      JOIN app.repair_orders AS r ON r.tenant_id = :tenant AND r.vehicle_id = v.id
      JOIN app.callbacks AS c ON c.tenant_id = :tenant AND c.repair_order_id = r.id
    UNION
    SELECT c.id FROM cars AS v
      JOIN app.vehicle_deliveries AS s ON s.tenant_id = :tenant AND s.vehicle_id = v.id
      JOIN app.callbacks AS c ON c.tenant_id = :tenant AND c.delivery_id = s.id
)
SELECT c.id, c.programme, c.state, c.reason, c.day0, c.due_at, c.ended_at, c.assigned_to,
       c.state IN ({OPEN}) AS is_open,
       who.name AS caller, customer.name AS customer, phone.number AS phone, car.model, car.plate
  FROM found AS f
  JOIN app.callbacks AS c ON c.tenant_id = :tenant AND c.id = f.id
  LEFT JOIN app.customers AS customer ON customer.tenant_id = :tenant AND customer.id = c.customer_id
  LEFT JOIN app.vehicles AS car ON car.tenant_id = :tenant AND car.id = c.vehicle_id
  LEFT JOIN app.accounts AS who ON who.tenant_id = :tenant AND who.id = c.assigned_to
  LEFT JOIN LATERAL (
       SELECT t.number FROM app.customer_phones AS t
        WHERE t.tenant_id = :tenant AND t.customer_id = c.customer_id
        ORDER BY t.tail = :tail DESC, t.rank, t.id LIMIT 1
  ) AS phone ON true
 WHERE c.state IN ({OPEN}) OR (c.tries > 0 AND c.ended_at >= :since)
 ORDER BY c.state IN ({OPEN}) DESC, CASE WHEN c.state IN ({OPEN}) THEN c.due_at END, c.ended_at DESC, c.id
 LIMIT :most
"""


@dataclass(frozen=True, slots=True)
class RingBack:
    """What was asked for, read: digits of a phone, a plate with or without its province, or text that may be either."""

    number: str
    plate: str


def read_ring_back(said: str) -> RingBack:
    """Four or more last digits of a number, or a plate. Raises InvalidError for anything else."""
    written = folded(said).upper()
    whole = read_phones(written).numbers
    number = _NO_DIGIT.sub("", whole[0] if whole else written)
    number = number if _DIGITS.fullmatch(number) else ""
    plate = normal_plate(written) if not whole else ""
    plate = plate if _PLATE.fullmatch(plate) and _DIGIT.search(plate) else ""
    if not number and not plate:
        raise InvalidError(fields={"q": [_l("Type the last 4 digits of the phone, or a plate.")]})
    return RingBack(number, plate)


def find_ring_backs(asked: RingBack) -> Sequence[Row[Any]]:
    """Open callbacks first, the earliest due first, then those ended within 90 days, the newest first; 20 at most.

    An ended one that nobody tried (excluded, superseded, late data) is left out. One statement.
    """
    values = {
        "tenant": acting().tenant_id,
        "tail": asked.number[-TAIL:],
        "number": asked.number,
        "digits": len(asked.number),
        "plate": asked.plate,
        "since": now() - ENDED_SINCE,
        "most": MOST,
    }
    return current().execute(text(_STATEMENT), values).all()
