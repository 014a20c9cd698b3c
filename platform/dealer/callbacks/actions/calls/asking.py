"""Asking the department that the data came from to put them right (CUS-8)."""

from dealer.callbacks.actions.calls.given import AttemptGiven
from dealer.callbacks.models import Callback
from dealer.callbacks.rules.attempts.outcomes import Correction
from dealer.corrections.interface import CorrectionWanted, open_correction
from dealer.customers.interface import phones_of
from tenants.access.interface import Actor


def ask_for_correction(callback: Callback, what: Correction, *, by: Actor, given: AttemptGiven | None = None) -> None:
    """A task for the department of the visit: one for each wrong thing, however often it is found wrong."""
    wanted = CorrectionWanted(
        kind=what.value,
        department="sales" if callback.delivery_id else "after_sales",
        callback_id=callback.id,
        customer_id=callback.customer_id,
        phone_id=given.phone_id if given and what is Correction.PHONE else None,
        wrong=_number(callback, given) if what is Correction.PHONE else "",
        note=given.note if given else "",
    )
    open_correction(wanted, by=by)


def _number(callback: Callback, given: AttemptGiven | None) -> str:
    if given is None or callback.customer_id is None:
        return ""
    phones = phones_of([callback.customer_id]).get(callback.customer_id, ())
    return next((each.number for each in phones if each.id == given.phone_id), "")
