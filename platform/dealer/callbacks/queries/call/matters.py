"""What of a customer's is not settled yet: complaints, opinions, data to be corrected; a statement each."""

import datetime as dt
import uuid
from typing import NamedTuple

from dealer.complaints.interface import list_open_of as open_complaints
from dealer.corrections.interface import list_open_of as open_corrections
from dealer.opinions.interface import list_open_of as open_opinions


class OpenMatter(NamedTuple):
    """`kind`: complaint, an opinion's kind, or what is to be corrected (phone, owner, visit). `due_at` is aware."""

    id: uuid.UUID
    kind: str
    text: str
    department: str
    due_at: dt.datetime


def list_matters(customer_id: uuid.UUID | None) -> tuple[OpenMatter, ...]:
    """Complaints first; three statements, none for nobody."""
    if customer_id is None:
        return ()
    voices = [*open_complaints(customer_id), *open_opinions(customer_id)]
    found = [OpenMatter(each.id, each.kind, each.said, each.department, each.due_at) for each in voices]
    wrong = open_corrections(customer_id)
    return (*found, *(OpenMatter(each.id, each.kind, each.wrong, each.department, each.due_at) for each in wrong))
