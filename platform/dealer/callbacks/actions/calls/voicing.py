"""What a customer said in a call becomes an opinion, a need or a complaint in the same step (CB-8)."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from dealer.callbacks.actions.calls.holding import held
from dealer.callbacks.queries.spoken import visit_of
from dealer.complaints.interface import ComplaintReceived, receive_complaint
from dealer.opinions.interface import OpinionReceived, receive_opinion
from oem.questionnaires.interface import Makes
from tenants.access.interface import Actor


@dataclass(frozen=True)
class VoiceGiven:
    """What the caller notes. `question` None: by the caller's own choice. `person_name` None: as the visit says."""

    makes: Makes
    department: str
    said: str = ""
    question: str | None = None
    person_name: str | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Noted:
    """What was made of it, and its clocks; a complaint's `customer_due_at` is its first contact's."""

    kind: Makes
    id: uuid.UUID
    department_due_at: dt.datetime
    customer_due_at: dt.datetime


def note_voice(callback_id: uuid.UUID, given: VoiceGiven, *, by: Actor) -> Noted:
    """Note it for its department. The same question again brings the open one up to date.

    Raises as `held`; InvalidError for what is missing or too long.
    """
    held([callback_id], by=by)
    values = _values(callback_id, given)
    if given.makes is Makes.COMPLAINT:
        complaint = receive_complaint(ComplaintReceived(**values), by=by)
        return Noted(given.makes, complaint.id, complaint.department_due_at, complaint.due_at)
    opinion = receive_opinion(OpinionReceived(kind=given.makes.value, **values), by=by)
    return Noted(given.makes, opinion.id, opinion.department_due_at, opinion.due_at)


def _values(callback_id: uuid.UUID, given: VoiceGiven) -> dict[str, Any]:
    visit = visit_of(callback_id)
    return {
        "said": given.said,
        "department": given.department,
        "reasons": given.reasons,
        "question": given.question,
        "person_name": given.person_name,
        "callback_id": callback_id,
        "customer_id": visit.customer_id,
        "vehicle_id": visit.vehicle_id,
        "repair_order_id": visit.repair_order_id,
        "delivery_id": visit.delivery_id,
    }
