"""Who calls whom (CB-10): assigning, sharing out, giving back."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, text

from backbone.clock import now
from backbone.db.unit_of_work import acting, current
from backbone.errors import ForbiddenError, InvalidError, NotFoundError
from backbone.i18n import lazy_gettext as _l
from dealer.callbacks import may
from dealer.callbacks.queries.callers import Caller, list_callers
from dealer.callbacks.queries.listed import OPEN
from dealer.callbacks.queries.loads import loads
from dealer.callbacks.rules.sharing import Hand, Shares, Sharing, Work, share
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record_each

# ruff: noqa: S608 - the parts are our own constants, values are bound

CALLBACK_ASSIGNED = event_type("callback.assigned", "from", "to")
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Assigned:
    """What an assignment did. `own` are left out because every caller in question served that customer, `ended`
    because there is nothing to call any more; `taken_back` have nobody now, `unchanged` were that person's before."""

    given: Shares
    own: tuple[uuid.UUID, ...] = ()
    ended: tuple[uuid.UUID, ...] = ()
    taken_back: int = 0
    unchanged: int = 0


def assign(callback_ids: Collection[uuid.UUID], *, to: uuid.UUID, by: Actor) -> Assigned:
    """Give callbacks to one caller. Raises ForbiddenError, InvalidError (`to` does not call), NotFoundError."""
    _require_assigner(by)
    caller = _caller(to)
    found = _open_to_change(callback_ids)
    wanted = {row.id: caller.id for row in found if row.is_open and may.be_given(caller.name, row.served_by)}
    return give(found, wanted, by)


def share_out(
    callback_ids: Collection[uuid.UUID], *, how: Sharing, by: Actor, among: Collection[uuid.UUID] | None = None
) -> Assigned:
    """Give callbacks to all callers, or to those `among` them, by `how`. Raises as `assign`."""
    _require_assigner(by)
    callers = [each for each in list_callers() if among is None or each.id in among]
    if not callers:
        raise InvalidError(fields={"to": [_l("Nobody here holds a position that calls.")]})
    found = _open_to_change(callback_ids)
    chosen = {row.id for row in found}
    # What is shared out now is no load yet, whoever has it.
    carried = loads(without=chosen)
    hands = [Hand(each.id, each.name, carried.get(each.id, 0)) for each in callers]
    work = [Work(row.id, row.served_by) for row in found if row.is_open]
    return give(found, share(how, work, hands, may.be_given), by)


def unassign(callback_ids: Collection[uuid.UUID], *, by: Actor) -> Assigned:
    """Give callbacks back to the heap that everybody takes from. Raises ForbiddenError, NotFoundError."""
    _require_assigner(by)
    found = _open_to_change(callback_ids)
    return give(found, {row.id: None for row in found if row.is_open}, by)


def _require_assigner(by: Actor) -> None:
    if not may.assign(by):
        raise ForbiddenError


def _caller(account_id: uuid.UUID) -> Caller:
    for each in list_callers():
        if each.id == account_id:
            return each
    raise InvalidError(fields={"to": [_l("This person holds no position that calls.")]})


def _open_to_change(callback_ids: Collection[uuid.UUID]) -> Sequence[Row[Any]]:
    """The chosen callbacks, locked, by their latest day. Raises NotFoundError when one isn't the store's."""
    ids = set(callback_ids)
    if not ids:
        raise InvalidError(fields={"callbacks": [_l("Choose at least one callback.")]})
    if len(ids) > MOST_AT_ONCE:
        raise InvalidError(fields={"callbacks": [_l("Choose %(most)s callbacks at most.", most=MOST_AT_ONCE)]})
    locked = f"""
    SELECT c.id, c.assigned_to, c.state IN ({OPEN}) AS is_open, coalesce(ro.advisor, sold.consultant) AS served_by
      FROM app.callbacks AS c
      LEFT JOIN app.repair_orders AS ro ON ro.tenant_id = :tenant AND ro.id = c.repair_order_id
      LEFT JOIN app.vehicle_deliveries AS sold ON sold.tenant_id = :tenant AND sold.id = c.delivery_id
     WHERE c.tenant_id = :tenant AND c.id = ANY (CAST(:ids AS uuid[]))
     ORDER BY c.latest_at, c.id
       FOR UPDATE OF c
    """
    rows = current().execute(text(locked), {"tenant": acting().tenant_id, "ids": list(ids)}).all()
    if len(rows) < len(ids):
        raise NotFoundError
    return rows


def give(found: Sequence[Row[Any]], wanted: Mapping[uuid.UUID, uuid.UUID | None], by: Actor) -> Assigned:
    """Write who has what. `found` are locked rows, `wanted` what some of them are to be; told with all that was not."""
    moved = {row.id: wanted[row.id] for row in found if row.id in wanted and row.assigned_to != wanted[row.id]}
    _write(moved, now())
    details = {row.id: {"from": _text(row.assigned_to), "to": _text(moved[row.id])} for row in found if row.id in moved}
    record_each(CALLBACK_ASSIGNED, by=by, about="callback", details=details)
    return Assigned(
        given={each: to for each, to in moved.items() if to is not None},
        own=tuple(row.id for row in found if row.is_open and row.id not in wanted),
        ended=tuple(row.id for row in found if not row.is_open),
        taken_back=sum(to is None for to in moved.values()),
        unchanged=len(wanted) - len(moved),
    )


def _write(moved: Mapping[uuid.UUID, uuid.UUID | None], at: dt.datetime) -> None:
    if not moved:
        return
    statement = """
    UPDATE app.callbacks AS c
       SET assigned_to = w.account_id, version = c.version + 1,
           assigned_at = CASE WHEN w.account_id IS NOT NULL THEN CAST(:at AS timestamptz) END
      FROM unnest(CAST(:ids AS uuid[]), CAST(:accounts AS uuid[])) AS w (id, account_id)
     WHERE c.tenant_id = :tenant AND c.id = w.id
    """
    values = {"tenant": acting().tenant_id, "at": at, "ids": list(moved), "accounts": list(moved.values())}
    current().execute(text(statement), values)


def _text(account_id: uuid.UUID | None) -> str | None:
    return str(account_id) if account_id else None
