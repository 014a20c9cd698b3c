"""Reads of complaints."""

import uuid
from collections.abc import Collection

from sqlalchemy import Select, select

from backbone.db.unit_of_work import acting, current
from backbone.errors import NotFoundError
from dealer.complaints import may
from dealer.complaints.models import Complaint
from dealer.voices.interface import OpenVoice
from tenants.access.interface import Actor

MOST_SHOWN = 50


def get_complaint(complaint_id: uuid.UUID, *, by: Actor) -> Complaint:
    """One complaint. Raises NotFoundError, also for who may not see it."""
    return _found(current().scalar(_one(complaint_id)), by)


def get_complaint_to_change(complaint_id: uuid.UUID, *, by: Actor) -> Complaint:
    """As `get_complaint`, locked, and as it is now."""
    locked = _one(complaint_id).with_for_update().execution_options(populate_existing=True)
    return _found(current().scalar(locked), by)


def _one(complaint_id: uuid.UUID) -> Select[Complaint]:
    return select(Complaint).where(Complaint.tenant_id == acting().tenant_id, Complaint.id == complaint_id)


def _found(complaint: Complaint | None, by: Actor) -> Complaint:
    if complaint is None or not may.see(by, complaint):
        raise NotFoundError
    return complaint


def list_open_of(customer_id: uuid.UUID) -> list[OpenVoice]:
    """A customer's complaints that are not closed, the next due first."""
    mine = (
        Complaint.tenant_id == acting().tenant_id,
        Complaint.customer_id == customer_id,
        Complaint.ended_at.is_(None),
    )
    rows = current().scalars(select(Complaint).where(*mine).order_by(Complaint.due_at, Complaint.id).limit(MOST_SHOWN))
    return [
        OpenVoice(each.id, "complaint", each.said, tuple(each.reasons), each.state, each.department, each.due_at)
        for each in rows
    ]


def customers_with_open(customer_ids: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Which of these customers have an open complaint: its owner's contact covers their callbacks (CB-5)."""
    query = (
        select(Complaint.customer_id)
        .distinct()
        .where(
            Complaint.tenant_id == acting().tenant_id,
            Complaint.customer_id.in_(customer_ids),
            Complaint.ended_at.is_(None),
        )
    )
    return frozenset(each for each in current().scalars(query) if each is not None)
