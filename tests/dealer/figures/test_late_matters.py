"""Unsigned reports, overdue opinions and complaints reach headquarters after a change, and by the clock alone."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
import time_machine
from sqlalchemy import select

from backbone.clock import now, today
from backbone.db.unit_of_work import acting_as, unit_of_work
from backbone.ids import uuid7
from backbone.isolation.acting import Acting, DbRole
from backbone.jobs.runner import run_entry
from backbone.outbox.models import OutboxEntry
from dealer.callbacks.rules.programmes import Programme
from dealer.figures.actions.handing_over import hand_over_day_totals
from dealer.figures.jobs import ALL_STORES_JOB
from dealer.opinions.actions.handling import answer_opinion, tell_customer
from dealer.reports.actions.evening import compile_due
from dealer.reports.actions.keys import use_keys
from dealer.voices.interface import VoiceTab, count_voices
from oem.standards.interface import publish_shipped_standards, publish_standard, settings_in_force
from oem.today.interface import DayTotal, Figure, Place, picture_of
from tenants.access.interface import Position
from tenants.calendar.interface import Closure
from tests.dealer.callbacks.calendars import at
from tests.dealer.figures.records import MadeReport, put_closure, put_report
from tests.dealer.reports.scene import ReportScene
from tests.dealer.voices.made import complaint, opinion
from tests.factories import tenants
from tests.factories.tenants import MadeNetwork, MadeStore
from tests.house.outbox import work_off

MONDAY = dt.date(2026, 11, 16)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(at("2026-11-16 10:00"), tick=False) as traveller:
        yield traveller


def place(network: MadeNetwork) -> Place:
    """The network as headquarters sees it."""
    with unit_of_work(network.acting):
        return picture_of(today()).network


def late(network: MadeNetwork, figure: Figure) -> tuple[int, int]:
    count = place(network).totals.count(figure)
    return count.n, count.of


def five_minutes_task(network: MadeNetwork) -> None:
    """What the schedule runs: no store has changed anything."""
    entry = OutboxEntry(
        tenant_id=network.id, id=uuid7(), network_id=network.id, role=DbRole.BATCH, job=ALL_STORES_JOB,
        payload={"business_date": today().isoformat()},
    )  # fmt: skip
    with acting_as(Acting.dispatcher()) as session:
        session.add(entry)
    assert run_entry(str(entry.id), entry.role, str(network.id), str(network.id)) == "done"


@pytest.mark.rule("HQ-4", "REP-5")
def test_an_opinion_becomes_overdue_by_the_clock_alone(
    network: MadeNetwork, store: MadeStore, clock: time_machine.Traveller
) -> None:
    caller = tenants.person(store, Position.CUSTOMER_REPRESENTATIVE)
    manager = tenants.person(store, Position.AFTER_SALES_MANAGER)
    made = opinion(store, caller)
    assert "figures.day_totals" in work_off(), "taken in: handed over"
    assert late(network, Figure.OVERDUE_OPINIONS) == (0, 1)
    clock.move_to(made.due_at)
    five_minutes_task(network)
    assert late(network, Figure.OVERDUE_OPINIONS) == (0, 1), "due is not overdue"
    clock.shift(1)
    five_minutes_task(network)
    assert late(network, Figure.OVERDUE_OPINIONS) == (1, 1)
    assert place(network).oldest[Figure.OVERDUE_OPINIONS] == dt.date(2026, 11, 18)
    with unit_of_work(store.acting):
        assert count_voices(now()).of(VoiceTab.OVERDUE) == 1, "the store's own list (KPI-2)"
    with unit_of_work(store.acting):
        answer_opinion(made.id, answer="重新洗车", version=made.version, by=manager.actor)
    with unit_of_work(store.acting):
        tell_customer(
            made.id, how="call", reaction="satisfied", words="已说明", version=made.version + 1, by=caller.actor
        )
    work_off()
    assert late(network, Figure.OVERDUE_OPINIONS) == (0, 0), "the clock stopped: the customer was told"


@pytest.mark.rule("HQ-4", "CMP-3")
def test_a_complaint_is_overdue_by_the_clock_that_runs(
    network: MadeNetwork, store: MadeStore, clock: time_machine.Traveller
) -> None:
    made = complaint(store, tenants.person(store, Position.CENTRE_HEAD))
    work_off()
    assert late(network, Figure.OVERDUE_COMPLAINTS) == (0, 1)
    clock.move_to(made.first_contact_due_at + dt.timedelta(seconds=1))
    five_minutes_task(network)
    assert late(network, Figure.OVERDUE_COMPLAINTS) == (1, 1)


@pytest.mark.rule("HQ-4", "REP-2")
def test_a_report_is_unsigned_from_its_last_due_time_until_the_seal(network: MadeNetwork, store: MadeStore) -> None:
    use_keys("a key of these tests", ())
    with time_machine.travel(at("2026-10-26 10:42"), tick=False) as clock:
        scene = ReportScene.staffed(network, store, clock)
        [callback] = scene.listed(1)
        scene.done(callback)
        report = scene.compile()
        scene.sign(report, "caller")
        scene.sign(report, "head", "2026-10-27 09:12")
        assert scene.report(report).due_at == at("2026-10-27 20:00")
        for moment, seen in (("2026-10-27 20:00", (0, 0)), ("2026-10-27 20:01", (1, 1))):
            clock.move_to(at(moment))
            five_minutes_task(network)
            assert late(network, Figure.UNSIGNED_REPORTS) == seen
        assert place(network).oldest[Figure.UNSIGNED_REPORTS] == dt.date(2026, 10, 27)
        scene.sign(report, "manager", "2026-10-27 20:30")
        assert "figures.day_totals" in work_off(), "signed: handed over"
        assert late(network, Figure.UNSIGNED_REPORTS) == (0, 1)


@pytest.mark.rule("HQ-4", "REP-1", "KPI-3")
def test_days_without_a_report_count_when_they_should_have_closed(
    network: MadeNetwork, store: MadeStore, superuser: psycopg.Connection, clock: time_machine.Traveller
) -> None:
    """The newest report is of Monday; the evening job has stood still since."""
    put_report(superuser, MadeReport(store, Programme.THREE_DC, MONDAY, at("2026-11-17 20:00"), signed=True), 1)
    wednesday = Closure(dt.date(2026, 11, 18), dt.date(2026, 11, 18), at("2026-11-10 12:00"))
    put_closure(superuser, store, wednesday)
    expected = {"2026-11-18": (0, 1), "2026-11-20": (0, 1), "2026-11-21": (1, 2), "2026-11-23": (1, 2)}
    # Tuesday closes at the end of Friday, since Wednesday is no duty day; Thursday at the end of the next Monday.
    for day, seen in (expected | {"2026-11-24": (2, 3)}).items():
        clock.move_to(at(f"{day} 09:00"))
        five_minutes_task(network)
        assert late(network, Figure.UNSIGNED_REPORTS) == seen, day
    assert place(network).oldest[Figure.UNSIGNED_REPORTS] == dt.date(2026, 11, 20)
    with unit_of_work(store.acting):
        assert compile_due(at=at("2026-11-24 09:00"))
    work_off()
    assert late(network, Figure.UNSIGNED_REPORTS)[0] > 0, "compiled late is not signed"


@pytest.mark.rule("HQ-4", "CB-1")
def test_a_programme_that_was_switched_off_has_no_reports_missing(
    network: MadeNetwork, store: MadeStore, superuser: psycopg.Connection, clock: time_machine.Traveller
) -> None:
    with unit_of_work(network.acting):
        publish_shipped_standards(by=network.actor)
        in_force = settings_in_force("seven_dc", MONDAY)
        assert in_force is not None
        publish_standard("seven_dc", in_force[1] | {"enabled": False}, valid_from=MONDAY, by=network.actor)
    for number, programme in enumerate((Programme.SEVEN_DC, Programme.THREE_DC), start=1):
        put_report(superuser, MadeReport(store, programme, MONDAY, at("2026-11-17 20:00"), signed=True), number)
    clock.move_to(at("2026-11-20 09:00"))
    with unit_of_work(store.acting) as session:
        hand_over_day_totals()
        rows = session.execute(select(DayTotal.programme, DayTotal.reports_unsigned)).all()
    assert {row.programme: row.reports_unsigned for row in rows} == {"seven_dc": 0, "three_dc": 1}


@pytest.mark.rule("HQ-7")
def test_not_a_word_of_a_customer_is_handed_over(
    network: MadeNetwork, store: MadeStore, clock: time_machine.Traveller
) -> None:
    opinion(store, tenants.person(store, Position.CUSTOMER_REPRESENTATIVE), said="CANARY", said_by="CANARY")
    work_off()
    with unit_of_work(network.acting) as session:
        rows: list[Any] = [vars(row) for row in session.scalars(select(DayTotal))]
    assert rows
    assert "CANARY" not in str(rows)
