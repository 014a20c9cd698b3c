"""Taking a complaint in (CMP-1, CB-8)."""

from dataclasses import dataclass

from backbone.db.unit_of_work import current
from backbone.errors import ForbiddenError, InvalidError
from backbone.i18n import lazy_gettext as _l
from dealer.complaints import may
from dealer.complaints.models import Complaint
from dealer.complaints.rules import Severity, clocks
from dealer.voices.interface import (
    StepOf,
    VoiceReceived,
    columns_of,
    new_voice,
    note,
    open_of_call,
    receive_again,
)
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record
from tenants.calendar.interface import store_calendar

COMPLAINT_RECEIVED = event_type("complaint.received", "severity", "department", "channel")
COMPLAINT_CHANGED = event_type("complaint.changed", "fields")


@dataclass(frozen=True, kw_only=True)
class ComplaintReceived(VoiceReceived):
    """A complaint; how severe it is may be said later (`classify_complaint`)."""

    severity: str = Severity.NORMAL


def receive_complaint(given: ComplaintReceived, *, by: Actor) -> Complaint:
    """Take it in, with its clocks. Raises InvalidError, ForbiddenError.

    The same question of the same call again brings the open one up to date while nobody acted on it; afterwards the
    new words are added to its log.
    """
    if not may.receive(by):
        raise ForbiddenError
    if given.severity not in set(Severity):
        raise InvalidError(fields={"severity": [_l("Say how severe it is.")]})
    if (found := open_of_call(Complaint, given)) is not None:
        receive_again(found, columns_of(given), event=COMPLAINT_CHANGED, about="complaint", by=by)
        return found
    fresh = new_voice(given)
    at = clocks(fresh["said_at"], Severity(given.severity), store_calendar())
    complaint = Complaint(
        **fresh,
        severity=given.severity,
        due_at=at.first_contact_due_at,
        first_contact_due_at=at.first_contact_due_at,
        department_due_at=at.department_due_at,
        provisional=at.provisional,
    )
    current().add(complaint)
    current().flush()
    note(complaint, StepOf.RECEIVED, by=by)
    told = {"severity": given.severity, "department": given.department, "channel": given.channel}
    record(COMPLAINT_RECEIVED, by=by, about="complaint", about_id=complaint.id, **told)
    return complaint
