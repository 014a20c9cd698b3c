"""Publishing questionnaires (HQ-2, CB-12)."""

import datetime as dt
from typing import Any

from backbone.clock import now, today
from backbone.db.unit_of_work import current
from backbone.errors import InvalidError
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from oem.questionnaires.models import PublishedQuestionnaire
from oem.questionnaires.queries import find_newest
from oem.questionnaires.rules.reading import QuestionnaireError, read_questionnaire
from oem.questionnaires.rules.shipped import SHIPPED, shipped_document
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record

QUESTIONNAIRE_PUBLISHED = event_type("questionnaire.published", "programme", "version", "valid_from")
SHIPPED_FROM = dt.date(2020, 1, 1)
"""Older than any callback: whatever is planned finds a questionnaire."""


def publish_questionnaire(document: object, *, valid_from: dt.date, by: Actor) -> PublishedQuestionnaire:
    """A new version of a programme's questionnaire, asked from `valid_from`; its number is given here.

    Raises InvalidError: every fault of the document with its place, or a date that would change what was asked.
    """
    try:
        programme = read_questionnaire(document).programme
    except QuestionnaireError as error:
        raise InvalidError(fields={"document": list(error.faults)}) from error
    before = find_newest(programme)
    if before is not None and valid_from < (earliest := max(before.valid_from, today())):
        raise InvalidError(fields={"valid_from": [_l("A version can begin on %(day)s at the earliest.", day=earliest)]})
    assert isinstance(document, dict)
    return _publish(document | {"version": before.version + 1 if before else 1}, valid_from, by)


def publish_shipped_questionnaires(*, by: Actor) -> list[PublishedQuestionnaire]:
    """The questionnaires that ship, for every programme that has none yet."""
    missing = (programme for programme in SHIPPED if find_newest(programme) is None)
    return [publish_questionnaire(shipped_document(each), valid_from=SHIPPED_FROM, by=by) for each in missing]


def _publish(document: dict[str, Any], valid_from: dt.date, by: Actor) -> PublishedQuestionnaire:
    made = PublishedQuestionnaire(
        network_id=by.network_id,
        id=uuid7(),
        programme=document["programme"],
        version=document["version"],
        valid_from=valid_from,
        document=document,
        published_at=now(),
        published_by_name=by.name,
    )
    current().add(made)
    current().flush()
    said = {"programme": made.programme, "version": made.version, "valid_from": valid_from.isoformat()}
    record(QUESTIONNAIRE_PUBLISHED, by=by, about="questionnaire", about_id=made.id, **said)
    return made
