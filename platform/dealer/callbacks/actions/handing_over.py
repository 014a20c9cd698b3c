"""A person's whole list in one step: to whoever takes over for the day, or for good (ORG-5)."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, text

from backbone.db.unit_of_work import acting, current
from backbone.errors import ForbiddenError, InvalidError
from backbone.i18n import lazy_gettext as _l
from dealer.callbacks import may
from dealer.callbacks.actions.assigning import Assigned, give
from dealer.callbacks.queries.callers import Caller, list_callers
from dealer.callbacks.queries.listed import OPEN
from tenants.access.interface import Actor, platform_actor

# ruff: noqa: S608 - the states are our own constants, values are bound

_OPEN_OF = f"""
SELECT c.id, c.assigned_to, true AS is_open, coalesce(ro.advisor, sold.consultant) AS served_by
  FROM app.callbacks AS c
  LEFT JOIN app.repair_orders AS ro ON ro.tenant_id = :tenant AND ro.id = c.repair_order_id
  LEFT JOIN app.vehicle_deliveries AS sold ON sold.tenant_id = :tenant AND sold.id = c.delivery_id
 WHERE c.tenant_id = :tenant AND c.assigned_to = :account AND c.state IN ({OPEN})
 ORDER BY c.latest_at, c.id
   FOR UPDATE OF c
"""


def move_list(from_id: uuid.UUID, *, to: uuid.UUID, by: Actor) -> Assigned:
    """All that waits for one caller goes to another; what that one served himself goes to nobody (CB-10).

    Raises ForbiddenError, InvalidError (`to` does not call, or is the same person).
    """
    if not may.assign(by):
        raise ForbiddenError
    if (caller := _caller(to)) is None:
        raise InvalidError(fields={"to": [_l("This person holds no position that calls.")]})
    if to == from_id:
        raise InvalidError(fields={"to": [_l("Choose somebody else.")]})
    return _move(from_id, caller, by)


def hand_over_work(from_id: uuid.UUID, to_id: uuid.UUID, *, by_name: str) -> Assigned:
    """As above, for good; to nobody when the successor holds no position that calls. A second run changes nothing."""
    return _move(from_id, _caller(to_id), platform_actor(by_name, acting()))


def _caller(account_id: uuid.UUID) -> Caller | None:
    return next((each for each in list_callers() if each.id == account_id), None)


def _move(from_id: uuid.UUID, to: Caller | None, by: Actor) -> Assigned:
    values = {"tenant": acting().tenant_id, "account": from_id}
    found: Sequence[Row[Any]] = current().execute(text(_OPEN_OF), values).all()
    fits = {row.id: to.id if to and may.be_given(to.name, row.served_by) else None for row in found}
    return give(found, fits, by)
