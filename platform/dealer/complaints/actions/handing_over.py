"""What somebody who leaves had in hand goes to their successor (ORG-5)."""

import uuid

from sqlalchemy import select

from backbone.db.unit_of_work import acting, current
from dealer.complaints import may
from dealer.complaints.actions.handling import COMPLAINT_ASSIGNED
from dealer.complaints.models import Complaint
from dealer.complaints.rules import Severity
from dealer.voices.interface import StepOf, department_of, note, succeed
from tenants.access.interface import platform_actor
from tenants.audit_trail.interface import record


def hand_over_complaints(from_id: uuid.UUID, to_id: uuid.UUID, *, by_name: str) -> int:
    """All that is open of `from_id`; back to the department where `to_id` does not belong to it.

    A major one goes to a manager in person only (CMP-7).

    Returns how many; a second run finds none.
    """
    by = platform_actor(by_name, acting())
    mine = (Complaint.tenant_id == acting().tenant_id, Complaint.owner_id == from_id, Complaint.ended_at.is_(None))
    found = list(current().scalars(select(Complaint).where(*mine).order_by(Complaint.id).with_for_update()))
    for complaint in found:
        person = succeed(complaint, to_id, may.owners_of(Severity(complaint.severity), department_of(None, complaint)))
        current().flush()
        department = complaint.department
        note(complaint, StepOf.ASSIGNED, by=by, department=department, to=person.name if person else None)
        to = str(person.id) if person else None
        record(COMPLAINT_ASSIGNED, by=by, about="complaint", about_id=complaint.id, department=department, to=to)
    return len(found)
