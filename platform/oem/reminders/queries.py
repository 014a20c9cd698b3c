"""Reads of reminders."""

import uuid
from collections.abc import Collection

from sqlalchemy import select

from backbone.db.unit_of_work import acting, current
from backbone.errors import NotFoundError
from oem.reminders.models import Reminder
from tenants.stores.interface import Store, StoreState


def get_own_reminder(reminder_id: uuid.UUID) -> Reminder:
    """Headquarters' word to the store that the present transaction acts as. Raises NotFoundError."""
    mine = (Reminder.tenant_id == acting().tenant_id, Reminder.id == reminder_id)
    if (found := current().scalar(select(Reminder).where(*mine))) is None:
        raise NotFoundError
    return found


def list_stores_to_remind(store_ids: Collection[uuid.UUID]) -> list[Store]:
    """The active stores among these of the present network, by code."""
    wanted = select(Store).where(
        Store.network_id == acting().network_id, Store.state == StoreState.ACTIVE, Store.tenant_id.in_(store_ids)
    )
    return list(current().scalars(wanted.order_by(Store.code)))
