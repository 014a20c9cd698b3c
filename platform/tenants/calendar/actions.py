"""Entering closures (glossary: duty day)."""

import datetime as dt

from backbone.clock import today
from backbone.db.unit_of_work import current
from backbone.errors import FieldErrors, InvalidError
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record
from tenants.calendar.models import StoreClosure

CLOSURE_ENTERED = event_type("calendar.closure_entered", "first", "last", "reason")
LONGEST = dt.timedelta(days=366)


def enter_closure(*, first: dt.date, last: dt.date, reason: str, by: Actor) -> StoreClosure:
    """The store of `by` is closed from `first` to `last`. Raises InvalidError.

    Only days that have not begun stop being duty days: what happens on the day itself is an appeal, not a closure.
    Callbacks that are planned already move when the caller has them planned anew (`dealer.callbacks`).
    """
    if wrong := _wrong(first, last, reason):
        raise InvalidError(fields=wrong)
    closure = StoreClosure(
        tenant_id=by.tenant_id, id=uuid7(), first=first, last=last, reason=reason.strip(), entered_by_name=by.name
    )
    current().add(closure)
    current().flush()
    record(
        CLOSURE_ENTERED,
        by=by,
        about="store_closure",
        about_id=closure.id,
        first=first.isoformat(),
        last=last.isoformat(),
        reason=closure.reason,
    )
    return closure


def _wrong(first: dt.date, last: dt.date, reason: str) -> FieldErrors:
    wrong = {}
    if last < first:
        wrong["last"] = [_l("The last day lies before the first.")]
    elif last - first > LONGEST:
        wrong["last"] = [_l("A closure lasts a year at most.")]
    elif last <= today():
        wrong["last"] = [_l("A closure is entered beforehand: its last day must still be to come.")]
    if not reason.strip():
        wrong["reason"] = [_l("Say why the store is closed.")]
    return wrong
