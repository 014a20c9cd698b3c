"""What callbacks make of things that happened elsewhere: corrected numbers, a complaint's contact (CB-4, CB-5)."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from backbone.clock import now
from backbone.db.unit_of_work import acting, current
from dealer.callbacks.actions.calls.settling import settle_numbers
from dealer.callbacks.models import Callback
from dealer.callbacks.rules.buckets import CallbackState
from dealer.figures.interface import day_changed
from tenants.access.interface import Actor

_OPEN = [state.value for state in CallbackState if state.is_open]


def numbers_changed(customer_id: uuid.UUID, *, by: Actor) -> None:
    """Call on those who waited for a number of this person, by the numbers they have now (CB-4)."""
    waiting = [each for each in _open_of(customer_id) if each.state == CallbackState.WAITING_FOR_NUMBER or each.tries]
    settle_numbers(waiting, by=by)


def covered_by_complaint(customer_id: uuid.UUID) -> int:
    """A complaint's owner spoke with this person, which covers their open callbacks (CB-5). Returns how many."""
    callbacks = _open_of(customer_id)
    for callback in callbacks:
        callback.state, callback.reason, callback.next_try_at = CallbackState.COVERED.value, None, None
        callback.ended_at = callback.reached_at = now()
    if callbacks:
        day_changed()
    current().flush()
    return len(callbacks)


def _open_of(customer_id: uuid.UUID) -> Sequence[Callback]:
    mine = (Callback.tenant_id == acting().tenant_id, Callback.customer_id == customer_id, Callback.state.in_(_OPEN))
    return current().scalars(select(Callback).where(*mine).order_by(Callback.id).with_for_update()).all()
