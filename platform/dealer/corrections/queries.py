"""Reads of corrections."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select, text

from backbone.db.unit_of_work import acting, current
from backbone.errors import NotFoundError
from backbone.web.paging import Page, cut, decode
from dealer.corrections import may
from dealer.corrections.models import Correction
from dealer.handovers.interface import Department
from tenants.access.interface import Actor

PAGE = 25

WAITING_CORRECTIONS = """
SELECT count(*) FROM app.corrections AS c
 WHERE c.tenant_id = :tenant AND c.closed_at IS NULL AND c.department = ANY (CAST(:my_departments AS text[]))
"""
"""How many wait for a person, whose `waiting_for` these are: a part of the menu's one statement."""


def waiting_for(me: Actor) -> dict[str, list[str]]:
    """The values of `WAITING_CORRECTIONS`."""
    return {"my_departments": sorted(may.departments_of(me))}


_OPEN, _CLOSED = "c.closed_at IS NULL", "c.closed_at IS NOT NULL"
_LISTED = """
SELECT c.id, c.what, c.department, c.wrong, c.note, c.opened_at, c.opened_by_name, c.due_at, c.closed_at,
       c.closed_by_name, c.outcome, c.new_value, c.reason, c.version, customer.name AS customer, vehicle.model,
       vehicle.plate, coalesce(ro.number, sold.number) AS number, coalesce(ro.advisor, sold.consultant) AS served_by,
       coalesce(ro.picked_up_on, sold.delivered_on) AS visit_on, {sorted_by} AS sorted_by
  FROM app.corrections AS c
  LEFT JOIN app.customers AS customer ON customer.tenant_id = :tenant AND customer.id = c.customer_id
  LEFT JOIN app.vehicles AS vehicle ON vehicle.tenant_id = :tenant AND vehicle.id = c.vehicle_id
  LEFT JOIN app.callbacks AS called ON called.tenant_id = :tenant AND called.id = c.callback_id
  LEFT JOIN app.repair_orders AS ro ON ro.tenant_id = :tenant AND ro.id = called.repair_order_id
  LEFT JOIN app.vehicle_deliveries AS sold ON sold.tenant_id = :tenant AND sold.id = called.delivery_id
 WHERE c.tenant_id = :tenant AND {which} AND c.department = ANY (CAST(:departments AS text[])) {place}
 ORDER BY {sorted_by} {order}, c.id {order}
 LIMIT :limit
"""


@dataclass(frozen=True)
class Counts:
    """How many tasks of each department: open, of these past their time, closed."""

    open: dict[Department, int]
    late: dict[Department, int]
    closed: dict[Department, int]


@dataclass(frozen=True)
class OpenCorrection:
    """A task that waits, as a caller sees it among a customer's open matters."""

    id: uuid.UUID
    kind: str
    wrong: str
    note: str
    department: str
    due_at: dt.datetime


def get_correction_to_change(correction_id: uuid.UUID) -> Correction:
    """The task as it is now, locked until the transaction ends. Raises NotFoundError."""
    mine = (Correction.tenant_id == acting().tenant_id, Correction.id == correction_id)
    statement = select(Correction).where(*mine).with_for_update().execution_options(populate_existing=True)
    if (found := current().scalar(statement)) is None:
        raise NotFoundError
    return found


def list_open_of(customer_id: uuid.UUID) -> list[OpenCorrection]:
    """The tasks that are open for a customer, by when they are due."""
    told = (Correction.id, Correction.what, Correction.wrong, Correction.note, Correction.department, Correction.due_at)
    rows = current().execute(
        select(*told)
        .where(Correction.tenant_id == acting().tenant_id, Correction.customer_id == customer_id)
        .where(Correction.closed_at.is_(None))
        .order_by(Correction.due_at, Correction.id)
    )
    return [OpenCorrection(*row) for row in rows]


def list_corrections(
    departments: Collection[Department], *, closed: bool = False, cursor: str | None = None, limit: int = PAGE
) -> Page[Row[Any]]:
    """Tasks of these departments: open ones by when they are due, closed ones from the last. Raises InvalidError."""
    filters = f"{closed}|{sorted(departments)}"
    values = {"tenant": acting().tenant_id, "departments": sorted(departments), "limit": limit + 1}
    place = ""
    if cursor:
        values["at"], values["id"] = decode(cursor, (_aware, uuid.UUID), filters)
        place = f"AND ({_sorted_by(closed)}, c.id) {'<' if closed else '>'} (CAST(:at AS timestamptz), :id)"
    parts = {"which": _CLOSED if closed else _OPEN, "order": "DESC" if closed else "ASC", "place": place}
    rows = current().execute(text(_LISTED.format(sorted_by=_sorted_by(closed), **parts)), values).all()
    return cut(rows, limit=limit, key=lambda row: (row.sorted_by.isoformat(), str(row.id)), filters=filters)


def _sorted_by(closed: bool) -> str:
    return "c.closed_at" if closed else "c.due_at"


def _aware(text_: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text_)
    if moment.tzinfo is None:
        raise ValueError("an instant without a zone")
    return moment


_COUNTS = """
SELECT c.department, count(*) FILTER (WHERE c.closed_at IS NULL) AS open,
       count(*) FILTER (WHERE c.closed_at IS NULL AND c.due_at < :now) AS late,
       count(*) FILTER (WHERE c.closed_at IS NOT NULL) AS closed
  FROM app.corrections AS c WHERE c.tenant_id = :tenant GROUP BY c.department
"""


def count_corrections(at: dt.datetime) -> Counts:
    """The store's tasks, by department."""
    rows = current().execute(text(_COUNTS), {"tenant": acting().tenant_id, "now": at}).all()
    by_department = {Department(row.department): row for row in rows}
    return Counts(*({department: getattr(row, name) for department, row in by_department.items()} for name in _NAMES))


_NAMES = ("open", "late", "closed")
