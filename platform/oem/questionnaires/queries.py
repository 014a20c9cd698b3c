"""Reads of questionnaires."""

import datetime as dt
import uuid

from sqlalchemy import select

from backbone.db.unit_of_work import acting, current
from backbone.errors import NotFoundError
from oem.questionnaires.models import PublishedQuestionnaire as Published
from oem.questionnaires.rules.questions import Questionnaire
from oem.questionnaires.rules.reading import read_questionnaire

_read: dict[tuple[uuid.UUID, str, int], Questionnaire] = {}
"""What was published never changes, and every answer that is saved asks for it (P5)."""
MOST_KEPT = 500


def questionnaire_in_force(programme: str, on: dt.date) -> Questionnaire | None:
    """What a programme asks on that day (a Shanghai date); None where headquarters published none (service_14)."""
    newest = (
        select(Published.version)
        .where(
            Published.network_id == acting().network_id, Published.programme == programme, Published.valid_from <= on
        )
        .order_by(Published.valid_from.desc(), Published.version.desc())
        .limit(1)
    )
    version = current().scalar(newest)
    return None if version is None else get_questionnaire(programme, version)


def get_questionnaire(programme: str, version: int) -> Questionnaire:
    """One version. Headquarters and its stores may ask. Raises NotFoundError."""
    network = acting().network_id
    assert network is not None
    if (kept := _read.get((network, programme, version))) is not None:
        return kept
    mine = (Published.network_id == network, Published.programme == programme, Published.version == version)
    if (document := current().scalar(select(Published.document).where(*mine))) is None:
        raise NotFoundError
    if len(_read) >= MOST_KEPT:
        _read.clear()
    _read[network, programme, version] = read_questionnaire(document)
    return _read[network, programme, version]


def find_newest(programme: str) -> Published | None:
    """The version that was published last, in force or not yet."""
    mine = (Published.network_id == acting().network_id, Published.programme == programme)
    return current().scalar(select(Published).where(*mine).order_by(Published.version.desc()).limit(1))
