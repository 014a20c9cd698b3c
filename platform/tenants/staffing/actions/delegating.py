"""Delegating a vacant or absent position in the open: from, to, until, why (ORG-4)."""

import datetime as dt
import uuid
from collections.abc import Iterable

from backbone.clock import today
from backbone.db.unit_of_work import current
from backbone.errors import ConflictError, ForbiddenError, InvalidError
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from tenants.access.interface import Actor, Position
from tenants.audit_trail.interface import event_type, record
from tenants.staffing import may
from tenants.staffing.actions.changing import staffing_changed
from tenants.staffing.models import Delegation
from tenants.staffing.queries.staffing import StoreStaffing, get_store_staffing, lock_staffing
from tenants.staffing.rules.minimum import MINIMUM
from tenants.staffing.rules.route import LINES, may_stand_in

DELEGATED = event_type("position.delegated", "position", "from", "to", "first_day", "last_day", "why")
DELEGATION_ENDED = event_type("position.delegation_ended", "position", "ended_on")

LONGEST = dt.timedelta(days=366)
DELEGABLE = tuple(
    position
    for position in Position
    if position in {*MINIMUM, *LINES[2], Position.SALES_MANAGER, Position.AFTER_SALES_MANAGER}
)
"""Positions that sign, answer or belong to the minimum, in the order of the enum."""


class AlreadyDelegatedError(ConflictError):
    """A position has one delegate at a time."""

    code = "already_delegated"
    message = _l("This position is delegated from %(first)s to %(last)s already.")


def delegate(
    position: Position,
    *,
    from_id: uuid.UUID | None,
    to_id: uuid.UUID,
    first_day: dt.date,
    last_day: dt.date,
    why: str,
    by: Actor,
) -> Delegation:
    """`to_id` stands in for `position` on these days; `from_id` is who is absent, None when nobody holds it.

    Raises ForbiddenError, InvalidError, AlreadyDelegatedError.
    """
    if not may.delegate(by, position, from_id):
        raise ForbiddenError
    lock_staffing()
    staffing = get_store_staffing()
    _check_days(first_day, last_day, why)
    _check_people(staffing, position, from_id, to_id, first_day)
    _check_free(staffing.delegations, position, first_day, last_day)
    made = Delegation(
        tenant_id=by.tenant_id,
        id=uuid7(),
        position=position,
        from_account_id=from_id,
        to_account_id=to_id,
        first_day=first_day,
        last_day=last_day,
        why=why.strip(),
        made_by_name=by.name,
    )
    current().add(made)
    current().flush()
    _record(made, by)
    staffing_changed()
    return made


def end_delegation(delegation: Delegation, *, by: Actor) -> None:
    """From today on it does not hold any more. Raises ForbiddenError; one that is over is left as it is."""
    if not may.end_delegation(by, delegation.from_account_id, delegation.to_account_id):
        raise ForbiddenError
    end_from_today(delegation, by=by)


def end_from_today(delegation: Delegation, *, by: Actor) -> None:
    """As above, for whoever leaves."""
    if delegation.held_until < today() or delegation.ended_on is not None:
        return
    delegation.ended_on, delegation.ended_by_name = today(), by.name
    current().flush()
    details = {"position": delegation.position, "ended_on": today().isoformat()}
    record(DELEGATION_ENDED, by=by, about="delegation", about_id=delegation.id, **details)
    staffing_changed()


def _check_days(first_day: dt.date, last_day: dt.date, why: str) -> None:
    wrong = {}
    if first_day < today():
        wrong["first_day"] = [_l("Today at the earliest: nobody stands in for days that have passed.")]
    elif first_day > today() + LONGEST:
        wrong["first_day"] = [_l("A year ahead at most.")]
    if last_day < first_day:
        wrong["last_day"] = [_l("The last day lies before the first.")]
    elif last_day - first_day > LONGEST:
        wrong["last_day"] = [_l("A delegation lasts a year at most.")]
    if not why.strip():
        wrong["why"] = [_l("Say why somebody stands in.")]
    if wrong:
        raise InvalidError(fields=wrong)


def _check_people(
    staffing: StoreStaffing, position: Position, from_id: uuid.UUID | None, to_id: uuid.UUID, day: dt.date
) -> None:
    wrong = {}
    holders = staffing.rules.holders(position, day)
    working = {each.id for each in staffing.people if each.ended_at is None}
    if position not in DELEGABLE:
        wrong["position"] = [_l("This position is not delegated: nobody waits for its signature.")]
    if from_id is not None and from_id not in holders:
        wrong["from"] = [_l("This person does not hold the position on the first day.")]
    elif from_id is None and holders:
        wrong["from"] = [_l("Somebody holds this position: say who is absent.")]
    if to_id not in working:
        wrong["to"] = [_l("Choose somebody who works here.")]
    elif to_id in holders:
        wrong["to"] = [_l("This person holds the position already.")]
    elif not may_stand_in(staffing.rules, position, to_id, day):
        wrong["to"] = [_l("Who calls or heads the centre never signs for the general manager.")]
    if wrong:
        raise InvalidError(fields=wrong)


def _check_free(there: Iterable[Delegation], position: Position, first_day: dt.date, last_day: dt.date) -> None:
    for each in there:
        if each.position == position and each.first_day <= last_day and first_day <= each.held_until:
            raise AlreadyDelegatedError(first=each.first_day, last=each.held_until)


def _record(made: Delegation, by: Actor) -> None:
    details = {
        "position": made.position,
        "from": str(made.from_account_id) if made.from_account_id else None,
        "to": str(made.to_account_id),
        "first_day": made.first_day.isoformat(),
        "last_day": made.last_day.isoformat(),
        "why": made.why,
    }
    record(DELEGATED, by=by, about="delegation", about_id=made.id, **details)
