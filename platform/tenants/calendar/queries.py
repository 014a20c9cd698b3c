"""Reads of calendars: the base calendar less a store's closures, and its opening hours."""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select, text

from backbone.db.unit_of_work import acting, current
from tenants.calendar.models import StoreClosure
from tenants.calendar.rules.base import china
from tenants.calendar.rules.duty import Closure, DutyCalendar, closed_beforehand
from tenants.calendar.rules.store import StoreCalendar

# As text: every list page asks it (P4).
_CLOSURES = "SELECT c.first, c.last, c.entered_at FROM app.store_closures AS c WHERE c.tenant_id = :tenant"


def list_closures() -> list[StoreClosure]:
    """The present store's closures, the next ones first."""
    return list(current().scalars(select(StoreClosure).order_by(StoreClosure.first, StoreClosure.id)))


def store_calendar() -> StoreCalendar:
    """Duty days and hours of the store that the present transaction acts as; hours are the standard ones (CB-1)."""
    rows = current().execute(text(_CLOSURES), {"tenant": acting().tenant_id})
    return _calendar(Closure(*row) for row in rows)


def store_calendars(store_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, StoreCalendar]:
    """The calendars of many stores, for statements over all of them (sanqi_batch). One query."""
    closures: dict[uuid.UUID, list[Closure]] = defaultdict(list)
    columns = (StoreClosure.tenant_id, StoreClosure.first, StoreClosure.last, StoreClosure.entered_at)
    for tenant_id, first, last, entered_at in current().execute(select(*columns)):
        closures[tenant_id].append(Closure(first, last, entered_at))
    never_closed = _calendar(())
    return {each: _calendar(closures[each]) if each in closures else never_closed for each in store_ids}


def _calendar(closures: Iterable[Closure]) -> StoreCalendar:
    return StoreCalendar(DutyCalendar(china(), closed_beforehand(closures)))
