"""Publishing standards (HQ-2, CB-2)."""

import datetime as dt
import json
from importlib.resources import files
from typing import Any

from backbone.clock import now, today
from backbone.db.unit_of_work import current
from backbone.errors import InvalidError
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from backbone.outbox.actions import announce
from oem.standards.facts import StandardPublished
from oem.standards.models import Standard
from oem.standards.queries import find_newest
from oem.standards.schemas import checked
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record

STANDARD_PUBLISHED = event_type("standard.published", "programme", "version", "valid_from")


def publish_standard(programme: str, settings: dict[str, Any], *, valid_from: dt.date, by: Actor) -> Standard:
    """A new version of a programme's rule, in force from `valid_from`, told to every store.

    Raises InvalidError: an unknown programme or setting, a value out of range, a date that would change what was.
    """
    kept, before = checked(programme, settings), find_newest(programme)
    if before is not None:
        _refuse_the_past(valid_from, before)
    standard = Standard(
        network_id=by.network_id,
        id=uuid7(),
        programme=programme,
        version=before.version + 1 if before else 1,
        valid_from=valid_from,
        settings=kept,
        published_at=now(),
        published_by_name=by.name,
    )
    current().add(standard)
    current().flush()
    _tell(standard, by)
    return standard


def publish_shipped_standards(*, by: Actor) -> list[Standard]:
    """The standards that ship, for every programme that has none yet: a new network's, or a new programme's."""
    shipped = json.loads(files("oem.standards.data").joinpath("standards.json").read_text(encoding="utf-8"))
    valid_from = dt.date.fromisoformat(shipped["valid_from"])
    return [
        publish_standard(programme, settings, valid_from=valid_from, by=by)
        for programme, settings in shipped["programmes"].items()
        if find_newest(programme) is None
    ]


def _refuse_the_past(valid_from: dt.date, before: Standard) -> None:
    """Versions follow one another in time, and none begins in the past: what was planned stays as it was planned."""
    earliest = max(before.valid_from, today())
    if valid_from < earliest:
        raise InvalidError(fields={"valid_from": [_l("A version can begin on %(day)s at the earliest.", day=earliest)]})


def _tell(standard: Standard, by: Actor) -> None:
    announce(StandardPublished(standard.id, standard.programme, standard.version, standard.valid_from), to_stores="all")
    record(
        STANDARD_PUBLISHED,
        by=by,
        about="standard",
        about_id=standard.id,
        programme=standard.programme,
        version=standard.version,
        valid_from=standard.valid_from.isoformat(),
    )
