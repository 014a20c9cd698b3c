"""Who works on a callback: whoever it is assigned to. That is the lock by which two people never do (CB-10)."""

import uuid
from collections.abc import Collection, Sequence
from typing import ClassVar

from sqlalchemy import select

from backbone.clock import now
from backbone.db.unit_of_work import acting, current
from backbone.errors import ConflictError, ForbiddenError, NotFoundError
from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l
from dealer.callbacks import may
from dealer.callbacks.actions.assigning import CALLBACK_ASSIGNED
from dealer.callbacks.actions.calls.settling import settle_numbers
from dealer.callbacks.models import Callback
from dealer.callbacks.queries.served import served_by
from tenants.access.interface import Actor
from tenants.audit_trail.interface import record
from tenants.people.interface import get_account


class TakenError(ConflictError):
    """Somebody else works on this callback."""

    code = "taken"
    message: ClassVar[LazyString] = _l("%(name)s has this callback. Nothing was overwritten.")


class EndedError(ConflictError):
    """The callback has ended; what is said of it from then on is an amendment (CB-9)."""

    code = "ended"
    message: ClassVar[LazyString] = _l("This callback has ended. What is to be corrected is added with its reason.")


class OwnCustomerError(ForbiddenError):
    """Nobody calls customers whom they served themselves (CB-10)."""

    code = "own_customer"
    message: ClassVar[LazyString] = _l("You served this customer yourself: somebody else calls.")


def take(callback_id: uuid.UUID, *, by: Actor) -> None:
    """Have this callback from here on, if nobody has it. Raises as `held`.

    One whose person has no number waits for one from here on, and the department is asked for it (CB-4).
    """
    callbacks = held([callback_id], by=by)
    settle_numbers([each for each in callbacks if each.is_open and not each.tries], by=by)


def held(callback_ids: Collection[uuid.UUID], *, by: Actor) -> Sequence[Callback]:
    """These callbacks, locked until the transaction ends; open ones that nobody had are `by`'s from here on.

    Raises ForbiddenError, NotFoundError, TakenError, OwnCustomerError.
    """
    require_caller(by)
    return had(locked(callback_ids), by=by)


def require_caller(by: Actor) -> None:
    """Raises ForbiddenError for who may not call."""
    if by.account_id is None or not may.call(by):
        raise ForbiddenError


def had(callbacks: Sequence[Callback], *, by: Actor) -> Sequence[Callback]:
    """These locked callbacks; open ones that nobody had are `by`'s now. Raises TakenError, OwnCustomerError."""
    for callback in callbacks:
        if callback.is_open and callback.assigned_to != by.account_id:
            _give(callback, by)
    return callbacks


def locked(callback_ids: Collection[uuid.UUID]) -> Sequence[Callback]:
    """These callbacks of the store, in the order of `callback_ids`. Raises NotFoundError when one isn't there."""
    mine = (Callback.tenant_id == acting().tenant_id, Callback.id.in_(callback_ids))
    query = select(Callback).where(*mine).order_by(Callback.id).with_for_update()
    found = {each.id: each for each in current().scalars(query.execution_options(populate_existing=True))}
    if len(found) < len(set(callback_ids)):
        raise NotFoundError
    return [found[each] for each in dict.fromkeys(callback_ids)]


def _give(callback: Callback, by: Actor) -> None:
    if callback.assigned_to is not None:
        raise TakenError(name=get_account(callback.assigned_to).name)
    if not may.be_given(by.name, served_by([callback.id])[callback.id]):
        raise OwnCustomerError
    callback.assigned_to, callback.assigned_at = by.account_id, now()
    current().flush()
    record(CALLBACK_ASSIGNED, by=by, about="callback", about_id=callback.id, **{"from": None, "to": str(by.account_id)})
