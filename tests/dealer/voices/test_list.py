"""The one list of opinions and complaints, by time left (REP-5, ORG-6, KPI-2)."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import update

from backbone.clock import now
from backbone.db.unit_of_work import unit_of_work
from backbone.errors import InvalidError
from dealer.customers.models import VehicleRole
from dealer.opinions.actions.handling import answer_opinion, archive_opinion, tell_customer
from dealer.opinions.models import Opinion
from dealer.voices.interface import VoiceFilter, VoiceTab, count_voices, find_customers, list_voices, read_place
from oem.questionnaires.interface import Department
from tenants.access.interface import Position
from tests.dealer.callbacks.calendars import at
from tests.dealer.callbacks.visits import car, customer
from tests.dealer.voices.made import complaint, opinion
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore

EVERYTHING = VoiceFilter()
FRIDAY = at("2026-11-20 10:00")


@pytest.fixture(autouse=True)
def friday() -> Iterator[None]:
    with time_machine.travel(FRIDAY):
        yield


@pytest.fixture
def head(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.CENTRE_HEAD)


def rows(store: MadeStore, tab: VoiceTab, shown: VoiceFilter = EVERYTHING) -> list[uuid.UUID]:
    with unit_of_work(store.acting):
        return [row.id for row in list_voices(tab, shown, now()).rows]


def made_in_order(store: MadeStore, head: MadePerson) -> dict[str, uuid.UUID]:
    """By name: what is late, what is due first, what waits for its archive, what is there."""
    late = opinion(store, head, said_at=FRIDAY - dt.timedelta(days=10), department="sales")
    today = complaint(store, head, severity="critical")
    later = opinion(store, head, kind="need")
    told, kept = (opinion(store, head, department="service_centre") for _ in range(2))
    with unit_of_work(store.acting):
        for each in (told, kept):
            answer_opinion(each.id, answer="已说明", version=1, by=head.actor)
            tell_customer(each.id, how="call", reaction="accepts", version=2, by=head.actor)
        archive_opinion(kept.id, version=3, by=head.actor)
    waiting = opinion(store, head, department="service_centre", said_at=FRIDAY - dt.timedelta(days=1))
    with unit_of_work(store.acting):
        answer_opinion(waiting.id, answer="已说明", version=1, by=head.actor)
    named = {"late": late, "today": today, "waiting": waiting, "later": later, "told": told, "kept": kept}
    return {name: each.id for name, each in named.items()}


@pytest.mark.rule("REP-5", "KPI-2")
def test_the_tabs_in_the_order_of_time_left_and_their_counts(store: MadeStore, head: MadePerson) -> None:
    made = made_in_order(store, head)
    wanted = {
        VoiceTab.OPEN: ["late", "today", "waiting", "later", "told"],
        VoiceTab.TO_TELL: ["waiting"],
        VoiceTab.OVERDUE: ["late"],
        VoiceTab.ARCHIVED: ["kept"],
    }
    for tab, names in wanted.items():
        assert rows(store, tab) == [made[name] for name in names]
    with unit_of_work(store.acting):
        counts = count_voices(now())
    assert {tab: counts.of(tab) for tab in VoiceTab} == {tab: len(names) for tab, names in wanted.items()}


@pytest.mark.rule("KPI-2")
def test_a_filters_count_is_the_length_of_its_list(store: MadeStore, head: MadePerson) -> None:
    made_in_order(store, head)
    with unit_of_work(store.acting):
        counts = count_voices(now())
    for tab in VoiceTab:
        for department in (None, *Department):
            for kind in (None, "complaint", "opinion", "need"):
                found = rows(store, tab, VoiceFilter(department, kind))
                assert len(found) == counts.of(tab, department, kind), (tab, department, kind)


def test_every_row_stands_on_exactly_one_page_though_the_clock_goes_on(store: MadeStore, head: MadePerson) -> None:
    for number in range(7):
        made = opinion if number % 2 else complaint
        made(store, head, said_at=FRIDAY - dt.timedelta(days=number))
    moment, seen = now(), []
    with unit_of_work(store.acting):
        page = list_voices(VoiceTab.OPEN, EVERYTHING, moment, limit=3)
        seen += [row.id for row in page.rows]
        while page.next_cursor:
            later = moment + dt.timedelta(hours=2)
            place = read_place(page.next_cursor, VoiceTab.OPEN, EVERYTHING, now=later)
            page = list_voices(VoiceTab.OPEN, EVERYTHING, place.now, place=place, limit=3)
            seen += [row.id for row in page.rows]
    assert seen == rows(store, VoiceTab.OPEN)
    assert len(set(seen)) == 7


def test_a_page_link_fits_its_own_list_for_a_day(store: MadeStore, head: MadePerson) -> None:
    for _ in range(3):
        opinion(store, head)
    with unit_of_work(store.acting):
        cursor = list_voices(VoiceTab.OPEN, EVERYTHING, now(), limit=1).next_cursor
    assert cursor
    for tab, shown, hours in (
        (VoiceTab.OVERDUE, EVERYTHING, 1),
        (VoiceTab.OPEN, VoiceFilter(kind="need"), 1),
        (VoiceTab.OPEN, EVERYTHING, 25),
        (VoiceTab.OPEN, EVERYTHING, -1),
    ):
        with pytest.raises(InvalidError):
            read_place(cursor, tab, shown, now=now() + dt.timedelta(hours=hours))
    with pytest.raises(InvalidError):
        read_place("nonsense", VoiceTab.OPEN, EVERYTHING, now=now())


@pytest.mark.rule("ORG-6")
def test_only_what_is_in_ones_hands_and_never_another_stores(
    store: MadeStore, other_store: MadeStore, head: MadePerson
) -> None:
    advisor = tenants.person(store, Position.SERVICE_ADVISOR)
    made_in_order(store, head)
    made_in_order(other_store, tenants.person(other_store, Position.CENTRE_HEAD))
    mine = opinion(store, head)
    with unit_of_work(store.acting) as session:
        session.execute(update(Opinion).where(Opinion.id == mine.id).values(owner_id=advisor.id))
        assert count_voices(now(), owner=advisor.id).of(VoiceTab.OPEN) == 1
        assert count_voices(now()).of(VoiceTab.OPEN) == 6
    assert rows(store, VoiceTab.OPEN, VoiceFilter(owner=advisor.id)) == [mine.id]


@pytest.mark.rule("CUS-1")
def test_a_customer_is_found_by_phone_and_by_plate(store: MadeStore, other_store: MadeStore) -> None:
    who = customer(store, name="沈国平", phone="13912345033")
    customer(other_store, name="别店的", phone="13912345033")
    vehicle = car(store, plate="苏E7K2M9")
    with unit_of_work(store.acting) as session:
        role = VehicleRole(
            tenant_id=store.id, vehicle_id=vehicle, customer_id=who, role="sender",
            since=dt.date(2026, 11, 1), seen_on=dt.date(2026, 11, 1),
        )  # fmt: skip
        session.add(role)
    with unit_of_work(store.acting):
        for asked in ("139 1234 5033", "苏E·7K2M9"):
            assert [(found.customer_id, found.vehicle_id) for found in find_customers(asked)] == [(who, vehicle)]
        for asked in ("13900000000", "苏E00000", "nonsense", "", "1" * 400):
            assert find_customers(asked) == []
