"""Reads of corrections."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import select

from backbone.db.unit_of_work import acting, current
from backbone.errors import NotFoundError
from dealer.corrections.models import Correction


@dataclass(frozen=True)
class OpenCorrection:
    """A task that waits, as a caller sees it among a customer's open matters."""

    id: uuid.UUID
    kind: str
    wrong: str
    note: str
    department: str
    due_at: dt.datetime


def get_correction_to_change(correction_id: uuid.UUID) -> Correction:
    """The task as it is now, locked until the transaction ends. Raises NotFoundError."""
    mine = (Correction.tenant_id == acting().tenant_id, Correction.id == correction_id)
    statement = select(Correction).where(*mine).with_for_update().execution_options(populate_existing=True)
    if (found := current().scalar(statement)) is None:
        raise NotFoundError
    return found


def list_open_of(customer_id: uuid.UUID) -> list[OpenCorrection]:
    """The tasks that are open for a customer, by when they are due."""
    told = (Correction.id, Correction.what, Correction.wrong, Correction.note, Correction.department, Correction.due_at)
    rows = current().execute(
        select(*told)
        .where(Correction.tenant_id == acting().tenant_id, Correction.customer_id == customer_id)
        .where(Correction.closed_at.is_(None))
        .order_by(Correction.due_at, Correction.id)
    )
    return [OpenCorrection(*row) for row in rows]
