"""Reminding stores (HQ-3)."""

import uuid
from collections.abc import Collection

from backbone.clock import now
from backbone.db.unit_of_work import current
from backbone.errors import InvalidError, NotFoundError
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from backbone.outbox.actions import announce
from oem.reminders.facts import ReminderSent
from oem.reminders.models import About, Reminder
from oem.reminders.queries import list_stores_to_remind
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record_each

REMINDER_SENT = event_type("reminder.sent", "matter")
LONGEST_NOTE = 300


def remind(store_ids: Collection[uuid.UUID], *, about: About, note: str, by: Actor) -> list[str]:
    """Put headquarters' word on the desks of these stores, all at once. Returns their codes.

    Raises InvalidError (no store, note too long), NotFoundError for a store that isn't active in this network.
    """
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise InvalidError(fields={"note": [_l("At most %(most)s characters.", most=LONGEST_NOTE)]})
    if not store_ids:
        raise InvalidError(fields={"stores": [_l("Choose at least one store.")]})
    stores = list_stores_to_remind(store_ids)
    if len(stores) != len(set(store_ids)):
        raise NotFoundError
    reminder_id, sent_at = uuid7(), now()
    current().add_all(
        Reminder(
            tenant_id=store.tenant_id,
            id=reminder_id,
            network_id=store.network_id,
            region_id=store.region_id,
            about=about,
            note=note,
            sent_by_name=by.name,
            sent_at=sent_at,
        )
        for store in stores
    )
    current().flush()
    announce(ReminderSent(reminder_id), to_stores=[store.tenant_id for store in stores])
    record_each(REMINDER_SENT, by=by, about="store", details={store.id: {"matter": about} for store in stores})
    return [store.code for store in stores]
