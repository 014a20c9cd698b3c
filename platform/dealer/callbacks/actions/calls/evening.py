"""After closing: how each tried, late or numberless callback goes on, or how it ended (CB-4)."""

import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import text, update

from backbone.db.unit_of_work import acting, current
from dealer.callbacks.actions.calls.holding import locked
from dealer.callbacks.actions.calls.settling import rules_of, settle
from dealer.callbacks.models import CallList
from dealer.callbacks.queries.listed import OPEN
from dealer.callbacks.queries.situations import situations
from dealer.callbacks.rules.attempts.closing import at_closing
from dealer.figures.interface import day_changed
from tenants.calendar.interface import StoreCalendar, store_calendar, store_day

# ruff: noqa: S608 - the states are our own constants, values are bound

ONE_DAY = dt.timedelta(days=1)
AT_ONCE = 500

# What nobody tried and what is not late goes on as it is.
_TO_SETTLE = f"""
SELECT c.id
  FROM app.callbacks AS c
 WHERE c.tenant_id = :tenant AND c.state IN ({OPEN}) AND c.list_on <= :day
   AND (c.tries > 0 OR c.overdue_after <= :closing OR NOT EXISTS (
            SELECT FROM app.customer_phones AS phone
             WHERE phone.tenant_id = :tenant AND phone.customer_id = c.customer_id))
 ORDER BY c.id
"""


def close_days(*, at: dt.datetime) -> int:
    """Settle what has come to closing in the present store by `at` (aware). Returns how many callbacks changed.

    What holds depends on the last closing alone: a run that was missed is made up for, a second one changes nothing.
    """
    calendar = store_calendar()
    closing = last_closing(at, calendar)
    values = {"tenant": acting().tenant_id, "day": store_day(closing), "closing": closing}
    to_settle = list(current().scalars(text(_TO_SETTLE), values))
    changed = sum(
        _settle(to_settle[first : first + AT_ONCE], closing, calendar) for first in range(0, len(to_settle), AT_ONCE)
    )
    over = (CallList.tenant_id == acting().tenant_id, CallList.closed_at.is_(None), CallList.day <= store_day(closing))
    current().execute(update(CallList).where(*over).values(closed_at=at))
    if changed:
        day_changed()
    return changed


def last_closing(at: dt.datetime, calendar: StoreCalendar) -> dt.datetime:
    """The newest moment, up to `at` (aware), at which the centre closed."""
    today = calendar.closing(store_day(at))
    return today if today <= at else calendar.closing(store_day(at) - ONE_DAY)


def _settle(ids: Sequence[uuid.UUID], closing: dt.datetime, calendar: StoreCalendar) -> int:
    callbacks = [each for each in locked(ids) if each.is_open]
    rules, known = rules_of(callbacks), situations(callbacks)
    changed = 0
    for callback in callbacks:
        step = at_closing(known[callback.id], closing, rules[callback.id], calendar)
        changed += settle(callback, step, at=closing)
    current().flush()
    return changed
