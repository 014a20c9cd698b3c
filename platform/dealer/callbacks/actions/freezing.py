"""Freezing the lists of a network's stores (CB-3, P3): a named set-based statement of sanqi_batch."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select, text

from backbone.db.unit_of_work import acting, current
from dealer.callbacks.rules.buckets import CallbackState
from dealer.callbacks.rules.lists import frozen_day
from tenants.calendar.interface import store_calendars
from tenants.stores.interface import Store, StoreState

# ruff: noqa: S608 - the states are our own constants, values are bound

_OPEN = ", ".join(f"'{state}'" for state in CallbackState if state.is_open)

# Whoever is open and may be called on that day or was to be called before it. An import that was under way when its
# list was frozen is caught by the next run: what a frozen list lacks is added, marked.
_FREEZE = f"""
WITH due AS (
    SELECT * FROM unnest(CAST(:stores AS uuid[]), CAST(:days AS date[])) AS d (tenant_id, day)
), fresh AS (
    INSERT INTO app.call_lists (tenant_id, id, day, frozen_at)
    SELECT tenant_id, app.uuid7(), day, :at FROM due
    ON CONFLICT (tenant_id, day) DO NOTHING
    RETURNING tenant_id
), entered AS (
    INSERT INTO app.call_list_entries (tenant_id, id, day, callback_id, added)
    SELECT c.tenant_id, app.uuid7(), d.day, c.id, f.tenant_id IS NULL OR (c.added AND c.list_on = d.day)
      FROM due AS d
      JOIN app.callbacks AS c ON c.tenant_id = d.tenant_id AND c.list_on <= d.day AND c.state IN ({_OPEN})
      LEFT JOIN fresh AS f ON f.tenant_id = d.tenant_id
     WHERE NOT EXISTS (SELECT FROM app.call_list_entries AS e
                        WHERE e.tenant_id = c.tenant_id AND e.day = d.day AND e.callback_id = c.id)
    ON CONFLICT (tenant_id, day, callback_id) DO NOTHING
    RETURNING 1
)
SELECT (SELECT count(*) FROM fresh) AS lists, (SELECT count(*) FROM entered) AS entries
"""


@dataclass(frozen=True)
class Frozen:
    """What one run added, over all stores of the network."""

    lists: int
    entries: int


def freeze_due_lists(*, at: dt.datetime, only: Collection[uuid.UUID] | None = None) -> Frozen:
    """Freeze every store's list whose hour has come by `at` (aware): the next duty day's, from closing on.

    Acts as sanqi_batch for one network, or for `only` these stores of it. A run that was missed is made up for; a
    second run adds nothing.
    """
    working = (Store.network_id == acting().network_id, Store.state == StoreState.ACTIVE)
    stores = list(current().scalars(select(Store.tenant_id).where(*working)))
    stores = [each for each in stores if only is None or each in only]
    calendars = store_calendars(stores)
    days = [frozen_day(at, calendars[each]) for each in stores]
    row = current().execute(text(_FREEZE), {"stores": stores, "days": days, "at": at}).one()
    return Frozen(row.lists, row.entries)
