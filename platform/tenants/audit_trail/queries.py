"""Reads of the audit trail: the present tenant's own."""

import datetime as dt
import uuid

from sqlalchemy import select, tuple_

from backbone.db.unit_of_work import acting, current
from backbone.errors import InvalidError
from backbone.web.paging import NO_PLACE, Page, cut, decode
from tenants.audit_trail.models import AuditEvent

PAGE = 100


def list_events(
    *, event: str | None = None, account_id: uuid.UUID | None = None, cursor: str | None = None, limit: int = PAGE
) -> Page[AuditEvent]:
    """What happened, the newest first; of one kind, of one person. Raises InvalidError for a link that does not fit."""
    filters = f"{event}|{account_id}"
    query = select(AuditEvent).where(AuditEvent.tenant_id == acting().tenant_id)
    if event:
        query = query.where(AuditEvent.event == event)
    if account_id:
        query = query.where(AuditEvent.account_id == account_id)
    if cursor:
        at, event_id = decode(cursor, (dt.datetime.fromisoformat, uuid.UUID), filters)
        if at.tzinfo is None:
            raise InvalidError(fields={"cursor": [NO_PLACE]})
        query = query.where(tuple_(AuditEvent.at, AuditEvent.id) < (at, event_id))
    rows = current().scalars(query.order_by(AuditEvent.at.desc(), AuditEvent.id.desc()).limit(limit + 1)).all()
    return cut(rows, limit=limit, key=lambda row: (row.at.isoformat(), str(row.id)), filters=filters)
