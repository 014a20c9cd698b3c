"""Reads of standards."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import select

from backbone.db.unit_of_work import acting, current
from backbone.errors import NotFoundError
from oem.standards.models import Standard


def settings_in_force(programme: str, on: dt.date) -> tuple[int, dict[str, Any]] | None:
    """Version and settings of a programme's standard on that day (a Shanghai date); None when none was published.

    Headquarters and its stores may ask. A callback keeps the version it was planned under (CB-2).
    """
    newest = (
        select(Standard.version, Standard.settings)
        .where(Standard.network_id == acting().network_id, Standard.programme == programme, Standard.valid_from <= on)
        .order_by(Standard.valid_from.desc(), Standard.version.desc())
        .limit(1)
    )
    found = current().execute(newest).one_or_none()
    return (found.version, found.settings) if found else None


def settings_of_version(programme: str, version: int) -> dict[str, Any] | None:
    """The settings of one version, which a callback was planned under (CB-2); None when none was published."""
    mine = (Standard.network_id == acting().network_id, Standard.programme == programme, Standard.version == version)
    return current().scalar(select(Standard.settings).where(*mine))


def find_newest(programme: str) -> Standard | None:
    """The version that was published last, in force or not yet."""
    mine = (Standard.network_id == acting().network_id, Standard.programme == programme)
    return current().scalar(select(Standard).where(*mine).order_by(Standard.version.desc()).limit(1))


def get_standard(standard_id: uuid.UUID) -> Standard:
    """One version. Raises NotFoundError."""
    mine = (Standard.network_id == acting().network_id, Standard.id == standard_id)
    if (found := current().scalar(select(Standard).where(*mine))) is None:
        raise NotFoundError
    return found
