"""Reminders: one row a store and one announcement; each store's desk shows it once (HQ-3)."""

import uuid

import psycopg
import pytest
from sqlalchemy import select
from sqlalchemy.exc import ProgrammingError

from backbone.db.unit_of_work import unit_of_work
from backbone.errors import InvalidError, NotFoundError
from backbone.isolation.acting import Acting
from backbone.outbox.actions import FAN_OUT
from dealer.notices.interface import Notice, dismiss, get_notice_to_change, list_open_notices
from dealer.notices.jobs import take_reminder
from oem.reminders.interface import About, Reminder, remind
from oem.standards.interface import publish_shipped_standards
from tenants.audit_trail.models import AuditEvent
from tests.factories.tenants import MadeNetwork, MadeStore
from tests.house.outbox import waiting, work_off


def send(network: MadeNetwork, *stores: MadeStore, note: str = "") -> list[str]:
    with unit_of_work(network.acting):
        ids = [store.id for store in stores]
        return remind(ids, about=About.MISSING_HANDOVER, note=note, by=network.actor)


def desk(store: MadeStore) -> list[Notice]:
    with unit_of_work(store.acting):
        return list_open_notices()


def events(tenant: MadeNetwork | MadeStore, name: str) -> list[AuditEvent]:
    with unit_of_work(tenant.acting) as session:
        return list(session.scalars(select(AuditEvent).where(AuditEvent.event == name)))


@pytest.mark.rule("HQ-3")
def test_many_stores_at_once_each_on_its_desk(
    network: MadeNetwork, store: MadeStore, other_store: MadeStore, foreign_store: MadeStore
) -> None:
    assert send(network, store, other_store, note=" 请今天补交 ") == sorted([store.code, other_store.code])
    (announcement,) = waiting()
    assert announcement.job == FAN_OUT
    assert desk(store) == []
    work_off()
    for each in (store, other_store):
        (notice,) = desk(each)
        assert (notice.what, notice.details) == ("reminder", {"about": "missing_handover", "note": "请今天补交"})
        assert notice.from_name == "factory"
        (received,) = events(each, "notice.received")
        assert received.about_id == notice.id
    assert desk(foreign_store) == []
    sent = events(network, "reminder.sent")
    assert {event.about_id for event in sent} == {store.id, other_store.id}
    assert {event.details["matter"] for event in sent} == {"missing_handover"}


def test_a_job_that_runs_twice_puts_up_one_notice(network: MadeNetwork, store: MadeStore) -> None:
    send(network, store)
    work_off()
    (notice,) = desk(store)
    with unit_of_work(store.acting):
        take_reminder(str(notice.source_id))
    assert [each.id for each in desk(store)] == [notice.id]
    assert len(events(store, "notice.received")) == 1


def test_a_store_reads_its_own_reminder_alone(network: MadeNetwork, store: MadeStore, other_store: MadeStore) -> None:
    send(network, store)
    with unit_of_work(network.acting) as session:
        reminder_id = session.scalars(select(Reminder.id)).one()
    with pytest.raises(NotFoundError), unit_of_work(other_store.acting):
        take_reminder(str(reminder_id))


def test_a_notice_is_dismissed_once(network: MadeNetwork, store: MadeStore, other_store: MadeStore) -> None:
    send(network, store)
    work_off()
    (notice,) = desk(store)
    for _ in range(2):
        with unit_of_work(store.acting):
            dismiss(get_notice_to_change(notice.id), by=store.actor)
    assert desk(store) == []
    assert len(events(store, "notice.dismissed")) == 1
    with pytest.raises(NotFoundError), unit_of_work(other_store.acting):
        get_notice_to_change(notice.id)


@pytest.mark.rule("HQ-2")
def test_a_new_standard_stands_on_every_desk(network: MadeNetwork, store: MadeStore) -> None:
    with unit_of_work(network.acting):
        publish_shipped_standards(by=network.actor)
    work_off()
    told = {notice.details["programme"]: notice for notice in desk(store)}
    assert set(told) == {"seven_dc", "three_dc", "service_14"}
    assert told["three_dc"].details == {"programme": "three_dc", "version": 1, "valid_from": "2000-01-01"}


@pytest.mark.parametrize("whom", ["nobody", "unknown", "foreign", "suspended", "no store at all"])
def test_who_can_not_be_reminded(
    network: MadeNetwork, store: MadeStore, foreign_store: MadeStore, superuser: psycopg.Connection, whom: str
) -> None:
    superuser.execute("UPDATE app.stores SET state = 'suspended' WHERE id = %s AND %s", [store.id, whom == "suspended"])
    ids = {
        "nobody": [],
        "unknown": [uuid.uuid4()],
        "foreign": [store.id, foreign_store.id],
        "suspended": [store.id],
        "no store at all": [network.id],
    }[whom]
    refused = InvalidError if whom == "nobody" else NotFoundError
    with pytest.raises(refused), unit_of_work(network.acting):
        remind(ids, about=About.OVERDUE_CALLBACKS, note="", by=network.actor)
    assert waiting() == []


def test_a_note_has_an_end(network: MadeNetwork, store: MadeStore) -> None:
    with pytest.raises(InvalidError) as refused:
        send(network, store, note="x" * 301)
    assert list(refused.value.fields) == ["note"]


@pytest.mark.rule("HQ-3")
def test_who_is_bound_to_a_region_can_not_write_to_stores(network: MadeNetwork, store: MadeStore) -> None:
    bound = Acting.region(network.id, (store.region_id,))
    with pytest.raises(ProgrammingError, match="permission denied"), unit_of_work(bound):
        remind([store.id], about=About.OVERDUE_CALLBACKS, note="", by=network.actor)


@pytest.mark.rule("HQ-7")
def test_headquarters_has_no_right_on_a_stores_desk(network: MadeNetwork, store: MadeStore) -> None:
    for acting in (network.acting, Acting.region(network.id, (store.region_id,))):
        with pytest.raises(ProgrammingError, match="permission denied"), unit_of_work(acting) as session:
            session.scalars(select(Notice).where(Notice.tenant_id == store.id)).all()
