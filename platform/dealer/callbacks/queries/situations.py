"""What the arithmetic of attempts is asked with: callbacks with their numbers, trails and text messages (CB-4)."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import select

from backbone.db.unit_of_work import acting, current
from dealer.callbacks.models import Callback, StoredAttempt
from dealer.callbacks.rules.attempts.outcomes import Outcome
from dealer.callbacks.rules.attempts.situation import Attempt, PhoneNumber, Situation
from dealer.callbacks.rules.buckets import CallbackState
from dealer.complaints.interface import customers_with_open
from dealer.customers.interface import phones_of
from dealer.messages.interface import first_sent

TEXTED = "callback"


def situations(callbacks: Sequence[Callback]) -> dict[uuid.UUID, Situation]:
    """Each callback as it stands, by its id; four statements however many they are."""
    customers = {each.customer_id for each in callbacks if each.customer_id is not None}
    numbers, complaining = _numbers(customers), customers_with_open(customers)
    trails, texted = _trails([each.id for each in callbacks]), first_sent(TEXTED, [each.id for each in callbacks])
    return {
        each.id: Situation(
            CallbackState(each.state),
            each.overdue_after,
            each.callable_until,
            numbers.get(each.customer_id, ()) if each.customer_id else (),
            tuple(trails[each.id]),
            texted.get(each.id),
            each.customer_id in complaining,
        )
        for each in callbacks
    }


def as_attempt(row: StoredAttempt) -> Attempt:
    """A stored attempt as the arithmetic takes it."""
    return Attempt(row.at, Outcome(row.outcome), row.phone_id, row.slot, row.inbound, row.call_at)


def _trails(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Attempt]]:
    mine = (StoredAttempt.tenant_id == acting().tenant_id, StoredAttempt.callback_id.in_(ids))
    found: dict[uuid.UUID, list[Attempt]] = defaultdict(list)
    for row in current().scalars(select(StoredAttempt).where(*mine).order_by(StoredAttempt.at, StoredAttempt.id)):
        found[row.callback_id].append(as_attempt(row))
    return found


def _numbers(customers: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[PhoneNumber, ...]]:
    return {
        customer: tuple(PhoneNumber(each.id, each.created_at, each.takes_text) for each in phones)
        for customer, phones in phones_of(customers).items()
    }
