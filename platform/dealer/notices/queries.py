"""Reads of notices."""

import uuid

from sqlalchemy import select

from backbone.db.unit_of_work import acting, current
from backbone.errors import NotFoundError
from dealer.notices.models import Notice

ON_A_DESK = 20
"""More than anybody reads; dismissing one brings the next up."""


def list_open_notices(*, limit: int = ON_A_DESK) -> list[Notice]:
    """What stands on the desk, the newest first."""
    mine = (Notice.tenant_id == acting().tenant_id, Notice.dismissed_at.is_(None))
    newest_first = (Notice.sent_at.desc(), Notice.id.desc())
    return list(current().scalars(select(Notice).where(*mine).order_by(*newest_first).limit(limit)))


def get_notice_to_change(notice_id: uuid.UUID) -> Notice:
    """One notice, locked. Raises NotFoundError."""
    mine = (Notice.tenant_id == acting().tenant_id, Notice.id == notice_id)
    if (found := current().scalar(select(Notice).where(*mine).with_for_update())) is None:
        raise NotFoundError
    return found
