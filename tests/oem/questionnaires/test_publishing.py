"""Publishing questionnaires: versions, days, who may (CB-2, CB-12, HQ-2)."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.exc import ProgrammingError

from backbone.db.unit_of_work import unit_of_work
from backbone.errors import InvalidError, NotFoundError
from backbone.ids import uuid7
from oem.questionnaires.interface import (
    get_questionnaire,
    publish_questionnaire,
    publish_shipped_questionnaires,
    questionnaire_in_force,
)
from oem.questionnaires.models import PublishedQuestionnaire
from oem.questionnaires.rules.shipped import shipped_document, shipped_questionnaire
from tenants.audit_trail.models import AuditEvent
from tests.factories.tenants import MadeNetwork, MadeStore

MAY = "2026-05-04T09:00:00+08:00"
JUNE = dt.date(2026, 6, 1)


def publish(network: MadeNetwork, valid_from: dt.date, **changes: Any) -> int:
    document = shipped_document("three_dc")
    assert isinstance(document, dict)
    with unit_of_work(network.acting):
        return publish_questionnaire(document | changes, valid_from=valid_from, by=network.actor).version


@pytest.mark.rule("CB-12")
def test_what_ships_is_published_once(network: MadeNetwork, store: MadeStore) -> None:
    with unit_of_work(network.acting):
        assert {each.programme for each in publish_shipped_questionnaires(by=network.actor)} == {"three_dc", "seven_dc"}
    with unit_of_work(network.acting) as session:
        assert publish_shipped_questionnaires(by=network.actor) == []
        events = session.scalars(select(AuditEvent.event).where(AuditEvent.event == "questionnaire.published")).all()
        assert len(events) == 2
    with unit_of_work(store.acting):
        assert questionnaire_in_force("three_dc", JUNE) == shipped_questionnaire("three_dc")
        assert questionnaire_in_force("service_14", JUNE) is None


@pytest.mark.rule("CB-2", "HQ-2")
def test_each_day_has_its_version_and_old_ones_stay(network: MadeNetwork, store: MadeStore) -> None:
    with time_machine.travel(MAY, tick=False):
        assert publish(network, dt.date(2026, 1, 1)) == 1
        assert publish(network, JUNE, satisfied_from=9) == 2
    with unit_of_work(store.acting):
        before, since = (
            questionnaire_in_force("three_dc", dt.date(2026, 5, 31)),
            questionnaire_in_force("three_dc", JUNE),
        )
        assert before
        assert since
        assert (before.version, before.satisfied_from) == (1, 8)
        assert (since.version, since.satisfied_from) == (2, 9)
        assert get_questionnaire("three_dc", 1) == before
        assert get_questionnaire("three_dc", 1) is get_questionnaire("three_dc", 1), "read once"
        with pytest.raises(NotFoundError):
            get_questionnaire("three_dc", 3)


@pytest.mark.rule("HQ-2")
def test_a_faulty_document_is_refused_with_every_fault(network: MadeNetwork) -> None:
    with pytest.raises(InvalidError) as refused:
        publish(network, JUNE, satisfied_from=11, questions=[])
    assert len(refused.value.fields["document"]) >= 1
    publish(network, JUNE)
    with pytest.raises(InvalidError):
        publish(network, JUNE - dt.timedelta(days=1))


def test_another_network_and_a_store_can_not_reach_it(
    network: MadeNetwork, store: MadeStore, foreign_store: MadeStore
) -> None:
    publish(network, dt.date(2026, 1, 1))
    with unit_of_work(store.acting):
        get_questionnaire("three_dc", 1)
    with unit_of_work(foreign_store.acting), pytest.raises(NotFoundError):
        get_questionnaire("three_dc", 1)
    row = PublishedQuestionnaire(network_id=network.id, id=uuid7(), programme="three_dc", version=9, valid_from=JUNE)
    row.document, row.published_by_name = {}, "store"
    with unit_of_work(store.acting) as session:
        session.add(row)
        with pytest.raises(ProgrammingError, match="permission denied"):
            session.flush()
        session.rollback()
