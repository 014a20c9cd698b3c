"""What somebody who leaves had in hand goes to their successor (ORG-5)."""

import uuid

from sqlalchemy import select

from backbone.db.unit_of_work import acting, current
from dealer.opinions.actions.handling import OPINION_ASSIGNED
from dealer.opinions.models import Opinion
from dealer.voices.interface import PEOPLE, StepOf, department_of, note, succeed
from tenants.access.interface import platform_actor
from tenants.audit_trail.interface import record


def hand_over_opinions(from_id: uuid.UUID, to_id: uuid.UUID, *, by_name: str) -> int:
    """All that is open of `from_id`; back to the department where `to_id` does not belong to it.

    Returns how many; a second run finds none.
    """
    by = platform_actor(by_name, acting())
    mine = (Opinion.tenant_id == acting().tenant_id, Opinion.owner_id == from_id, Opinion.ended_at.is_(None))
    found = list(current().scalars(select(Opinion).where(*mine).order_by(Opinion.id).with_for_update()))
    for opinion in found:
        person = succeed(opinion, to_id, PEOPLE[department_of(None, opinion)])
        current().flush()
        department = opinion.department
        note(opinion, StepOf.ASSIGNED, by=by, department=department, to=person.name if person else None)
        to = str(person.id) if person else None
        record(OPINION_ASSIGNED, by=by, about="opinion", about_id=opinion.id, department=department, to=to)
    return len(found)
