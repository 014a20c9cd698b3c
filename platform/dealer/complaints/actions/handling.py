"""Classifying, assigning, contact, the department's result, closing (CMP-2, CMP-3). Each step is written down.

Every action takes the `version` that its reader saw, and raises ChangedError when somebody was quicker.
"""

import datetime as dt
import uuid

from backbone.clock import now
from backbone.db.unit_of_work import current
from backbone.errors import ConflictError, ForbiddenError, InvalidError
from backbone.i18n import lazy_gettext as _l
from backbone.outbox.actions import must_happen
from dealer.complaints import may
from dealer.complaints.models import Complaint
from dealer.complaints.queries import get_complaint_to_change
from dealer.complaints.rules import IN_PERSON, ContactHow, Outcome, Severity, clocks
from dealer.voices.interface import (
    NotEndedError,
    StepOf,
    VoiceState,
    department_of,
    hand_on,
    list_people,
    note,
    person_of,
    require_open,
    require_version,
    round_began_at,
    said_words,
)
from tenants.access.interface import Actor
from tenants.audit_trail.interface import EventType, event_type, record
from tenants.calendar.interface import store_calendar

COMPLAINT_CLASSIFIED = event_type("complaint.classified", "from", "to")
COMPLAINT_ASSIGNED = event_type("complaint.assigned", "department", "to")
COMPLAINT_CONTACTED = event_type("complaint.contacted", "how", "first", "in_time")
COMPLAINT_ANSWERED = event_type("complaint.answered", "in_time")
COMPLAINT_CLOSED = event_type("complaint.closed", "outcome")
COMPLAINT_REOPENED = event_type("complaint.reopened", "round")

CALLBACKS_COVERED = "callbacks.covered_by_complaint"
"""A job of the callbacks: that slice asks this one, so that its name is all that is known of it here."""


class NotContactedError(ConflictError):
    """Nobody spoke with the customer yet (409)."""

    code = "not_contacted"
    message = _l("Nobody has spoken with the customer yet: it can't be closed.")


class NotAnsweredError(ConflictError):
    """The department owes its result (409)."""

    code = "not_answered"
    message = _l("The department has given no result yet. Without one, it can only be closed as withdrawn.")


def classify_complaint(complaint_id: uuid.UUID, *, severity: str, why: str, version: int, by: Actor) -> Complaint:
    """Say how severe it is; its clocks follow. Who may not have it in hand any more loses it (CMP-7).

    Raises NotFoundError, ForbiddenError, InvalidError, ConflictError.
    """
    complaint = _begin(complaint_id, version, by)
    if not may.classify(by, complaint):
        raise ForbiddenError
    if severity not in set(Severity):
        raise InvalidError(fields={"severity": [_l("Say how severe it is.")]})
    words, before = said_words("why", why), complaint.severity
    complaint.severity = severity
    _set_clocks(complaint, round_began_at(complaint))
    taken_back = _take_back(complaint)
    current().flush()
    note(complaint, StepOf.CLASSIFIED, by=by, words=words, before=before, severity=severity, taken_back=taken_back)
    _record(COMPLAINT_CLASSIFIED, complaint, by, **{"from": before, "to": severity})
    return complaint


def _take_back(complaint: Complaint) -> bool:
    """A major or critical one is a manager's in person: whoever else has it gives it back."""
    if complaint.owner_id is None or Severity(complaint.severity) not in IN_PERSON:
        return False
    owners = may.owners_of(Severity(complaint.severity), department_of(None, complaint))
    if any(each.id == complaint.owner_id for each in list_people(owners)):
        return False
    complaint.owner_id = None
    if complaint.state == VoiceState.ASSIGNED:
        complaint.state = VoiceState.RECEIVED
    return True


def assign_complaint(
    complaint_id: uuid.UUID,
    *,
    to: uuid.UUID | None,
    version: int,
    by: Actor,
    department: str | None = None,
    words: str = "",
) -> Complaint:
    """Give it to a person of its department, or (None) to the department; `department` hands it on to another one.

    A major or critical one goes to the sales or after-sales manager only (CMP-7). Raises as `classify_complaint`.
    """
    complaint = _begin(complaint_id, version, by)
    chosen = department_of(department, complaint)
    if not may.classify(by, complaint) or (chosen != complaint.department and not may.close(by)):
        raise ForbiddenError
    said = said_words("words", words, required=complaint.state == VoiceState.ANSWERED)
    person = person_of(to, may.owners_of(Severity(complaint.severity), chosen)) if to else None
    hand_on(complaint, chosen, person)
    _run_clock(complaint)
    current().flush()
    note(complaint, StepOf.ASSIGNED, by=by, words=said, department=chosen, to=person.name if person else None)
    _record(COMPLAINT_ASSIGNED, complaint, by, department=chosen, to=str(to) if to else None)
    return complaint


def record_contact(complaint_id: uuid.UUID, *, how: str, words: str, version: int, by: Actor) -> Complaint:
    """Somebody reached the customer. Who spoke with them, for the first time, stops the first clock; a message does
    not. Speaking covers the customer's callbacks (CB-5). Raises as `classify_complaint`.
    """
    complaint = _begin(complaint_id, version, by)
    if not may.contact(by, complaint):
        raise ForbiddenError
    if how not in set(ContactHow):
        raise InvalidError(fields={"how": [_l("Say how you reached the customer.")]})
    said, spoken = said_words("words", words), how != ContactHow.MESSAGE
    first = spoken and complaint.contacted_at is None
    if first:
        complaint.contacted_at = now()
        _run_clock(complaint)
    current().flush()
    in_time = complaint.contacted_at is not None and complaint.contacted_at <= complaint.first_contact_due_at
    note(complaint, StepOf.CONTACTED, by=by, words=said, how=how, first=first, in_time=in_time)
    _record(COMPLAINT_CONTACTED, complaint, by, how=how, first=first, in_time=in_time)
    if spoken and complaint.customer_id is not None:
        must_happen(CALLBACKS_COVERED, customer_id=str(complaint.customer_id))
    return complaint


def answer_complaint(complaint_id: uuid.UUID, *, answer: str, version: int, by: Actor) -> Complaint:
    """The department's result; given again, the newer one holds. Raises as `classify_complaint`."""
    complaint = _begin(complaint_id, version, by)
    if not may.answer(by, complaint):
        raise ForbiddenError
    complaint.answer, complaint.answered_at = said_words("answer", answer), now()
    complaint.state = VoiceState.ANSWERED
    _run_clock(complaint)
    current().flush()
    in_time = complaint.answered_at <= complaint.department_due_at
    note(complaint, StepOf.ANSWERED, by=by, words=complaint.answer, in_time=in_time)
    _record(COMPLAINT_ANSWERED, complaint, by, in_time=in_time)
    return complaint


def close_complaint(complaint_id: uuid.UUID, *, outcome: str, words: str, version: int, by: Actor) -> Complaint:
    """Confirmed with the customer, and closed. Raises as `classify_complaint`.

    NotContactedError before anybody spoke with the customer, NotAnsweredError without a result (but for withdrawn).
    """
    complaint = _begin(complaint_id, version, by)
    if not may.close(by):
        raise ForbiddenError
    if outcome not in set(Outcome):
        raise InvalidError(fields={"outcome": [_l("Say how it ended.")]})
    said = said_words("words", words)
    if complaint.contacted_at is None:
        raise NotContactedError
    if complaint.answer is None and outcome != Outcome.WITHDRAWN:
        raise NotAnsweredError
    complaint.outcome, complaint.state = outcome, VoiceState.CLOSED
    complaint.ended_at = now()
    complaint.stopped_at = complaint.stopped_at or complaint.ended_at
    current().flush()
    note(complaint, StepOf.CLOSED, by=by, words=said, outcome=outcome)
    _record(COMPLAINT_CLOSED, complaint, by, outcome=outcome)
    return complaint


def reopen_complaint(complaint_id: uuid.UUID, *, why: str, version: int, by: Actor) -> Complaint:
    """By the customer's word (CMP-6): its clocks begin anew. Raises as `classify_complaint`, NotEndedError."""
    complaint = _found(complaint_id, version, by)
    if not may.close(by):
        raise ForbiddenError
    if complaint.is_open:
        raise NotEndedError
    words, outcome = said_words("why", why), complaint.outcome
    complaint.round += 1
    complaint.state = VoiceState.ASSIGNED if complaint.owner_id else VoiceState.RECEIVED
    complaint.answer = complaint.answered_at = complaint.contacted_at = None
    complaint.stopped_at = complaint.ended_at = complaint.outcome = None
    _set_clocks(complaint, now())
    current().flush()
    note(complaint, StepOf.REOPENED, by=by, words=words, outcome=outcome)
    _record(COMPLAINT_REOPENED, complaint, by, round=complaint.round)
    return complaint


def _set_clocks(complaint: Complaint, began_at: dt.datetime) -> None:
    found = clocks(began_at, Severity(complaint.severity), store_calendar())
    complaint.first_contact_due_at = found.first_contact_due_at
    complaint.department_due_at = found.department_due_at
    complaint.provisional = found.provisional
    _run_clock(complaint)


def _run_clock(complaint: Complaint) -> None:
    """The first contact's clock runs until it was made, then the department's; none runs once both are there."""
    contacted, answered = complaint.contacted_at, complaint.answered_at
    complaint.due_at = complaint.department_due_at if contacted else complaint.first_contact_due_at
    complaint.stopped_at = max(contacted, answered) if contacted and answered else None


def _found(complaint_id: uuid.UUID, version: int, by: Actor) -> Complaint:
    complaint = get_complaint_to_change(complaint_id, by=by)
    require_version(complaint, version)
    return complaint


def _begin(complaint_id: uuid.UUID, version: int, by: Actor) -> Complaint:
    complaint = _found(complaint_id, version, by)
    require_open(complaint)
    return complaint


def _record(event: EventType, complaint: Complaint, by: Actor, **details: object) -> None:
    record(event, by=by, about="complaint", about_id=complaint.id, **details)
