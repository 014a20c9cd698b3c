"""Taking notices in from headquarters, and dismissing them (HQ-2, HQ-3)."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from backbone.clock import now
from backbone.db.unit_of_work import acting, current
from backbone.ids import uuid7
from dealer.notices.models import Notice, NoticeOf
from oem.reminders.interface import get_own_reminder
from oem.standards.interface import get_standard
from tenants.access.interface import Actor, platform_actor
from tenants.audit_trail.interface import event_type, record

NOTICE_RECEIVED = event_type("notice.received", "what")
NOTICE_DISMISSED = event_type("notice.dismissed", "what")


def take_reminder(reminder_id: uuid.UUID) -> None:
    """Put headquarters' reminder on this store's desk; a second time changes nothing. Raises NotFoundError."""
    reminder = get_own_reminder(reminder_id)
    details = {"about": reminder.about, "note": reminder.note}
    _put_up(NoticeOf.REMINDER, reminder_id, details, reminder.sent_by_name, reminder.sent_at)


def take_standard(standard_id: uuid.UUID) -> None:
    """Tell this store's desk of a new version of a standard; a second time changes nothing. Raises NotFoundError."""
    standard = get_standard(standard_id)
    details = {
        "programme": standard.programme,
        "version": standard.version,
        "valid_from": standard.valid_from.isoformat(),
    }
    _put_up(NoticeOf.STANDARD, standard_id, details, standard.published_by_name, standard.published_at)


def dismiss(notice: Notice, *, by: Actor) -> None:
    """Take a notice off the desk. Who comes second changes nothing: it stays the first one's."""
    if notice.dismissed_at is not None:
        return
    notice.dismissed_at, notice.dismissed_by_name = now(), by.name
    current().flush()
    record(NOTICE_DISMISSED, by=by, about="notice", about_id=notice.id, what=notice.what)


def _put_up(what: NoticeOf, source_id: uuid.UUID, details: dict[str, Any], name: str, sent_at: dt.datetime) -> None:
    row = {
        "tenant_id": acting().tenant_id,
        "id": uuid7(),
        "what": what,
        "source_id": source_id,
        "details": details,
        "from_name": name,
        "sent_at": sent_at,
        "received_at": now(),
    }
    once = insert(Notice).values(row).on_conflict_do_nothing(index_elements=["tenant_id", "source_id"])
    if (notice_id := current().scalar(once.returning(Notice.id))) is not None:
        record(NOTICE_RECEIVED, by=platform_actor(name, acting()), about="notice", about_id=notice_id, what=what)
