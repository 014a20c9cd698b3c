"""Today's picture: sums that agree at every level, and nobody sees more than their part (HQ-4, HQ-7, KPI-2)."""

import datetime as dt
import random
import uuid
from dataclasses import fields

import psycopg
import pytest
import time_machine
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from backbone.db.unit_of_work import unit_of_work
from backbone.isolation.acting import Acting
from oem.reminders.interface import About, remind
from oem.today.interface import DayTotal, Figure, Picture, Totals, list_store_totals, picture_of
from tenants.networks.interface import add_region
from tests.factories import tenants
from tests.factories.tenants import MadeNetwork, MadeStore
from tests.oem.today.totals import AS_OF, BELOW_SINCE, DAY, LACK, REST, hand_over, hand_over_staffing

PARTS = ("done", "waiting", "overdue", "to_call", "ended_otherwise", *REST)
LATE = {
    Figure.OVERDUE: "overdue",
    Figure.UNSIGNED_REPORTS: "reports_unsigned",
    Figure.OVERDUE_OPINIONS: "opinions_overdue",
    Figure.OVERDUE_COMPLAINTS: "complaints_overdue",
    Figure.BELOW_MINIMUM: "staffing_below",
    Figure.MISSING_HANDOVERS: "handovers_missing",
}


def picture(acting: Acting, programme: str | None = None) -> Picture:
    with unit_of_work(acting):
        return picture_of(DAY, programme=programme)


def below(network: MadeNetwork, name: str, parent: str) -> None:
    with unit_of_work(network.acting):
        network.regions[name] = add_region(name=name, by=network.actor, parent_id=network.regions[parent]).id


@pytest.fixture
def tree(network: MadeNetwork) -> MadeNetwork:
    """north > (coast > harbour, hills); south."""
    with unit_of_work(network.acting):
        network.regions["south"] = add_region(name="south", by=network.actor).id
    below(network, "coast", "north")
    below(network, "harbour", "coast")
    below(network, "hills", "north")
    return network


SUBTREES = {
    "north": {"north", "coast", "harbour", "hills"},
    "coast": {"coast", "harbour"},
    "harbour": {"harbour"},
    "hills": {"hills"},
    "south": {"south"},
}


@pytest.mark.rule("HQ-4", "KPI-1", "KPI-2")
@pytest.mark.parametrize("seed", range(4))
def test_every_figure_is_the_sum_of_the_stores_below_it(tree: MadeNetwork, seed: int) -> None:
    chance = random.Random(seed)
    wanted: dict[str, list[tuple[MadeStore, Totals]]] = {name: [] for name in SUBTREES}
    for name in chance.choices(list(SUBTREES), k=9):
        store, whole = tenants.store(tree, region=name), Totals()
        for programme in chance.sample(["three_dc", "seven_dc", "service_14"], k=chance.randint(0, 3)):
            parts = {part: chance.randint(0, 30) for part in PARTS}
            hand_over(store, programme, **parts)
            planned = sum(parts[part] for part in PARTS[:5])
            not_done = parts["waiting"] + parts["overdue"] + parts["to_call"]
            whole += Totals(planned=planned, not_done=not_done, **parts)
        if (met := chance.choice([True, False, None])) is not None:
            hand_over_staffing(store, met=met)
            whole += Totals(staffing_known=1, staffing_below=int(not met))
        wanted[name].append((store, whole))
    seen = picture(tree.acting)
    by_id = {place.id: place for place in (*seen.regions, *seen.stores)}
    for name, subtree in SUBTREES.items():
        held = [one for region in subtree for one in wanted[region]]
        if held:
            region = by_id[tree.regions[name]]
            assert region.totals == sum((totals for _, totals in held), Totals())
            assert (region.stores, region.name) == (len(held), name)
            assert region.hit == {
                figure: sum(getattr(totals, name) > 0 for _, totals in held) for figure, name in LATE.items()
            }
        else:
            assert tree.regions[name] not in by_id, "a region without stores has no row"
    for store, totals in (one for held in wanted.values() for one in held):
        assert by_id[store.id].totals == totals
    assert seen.network.totals == sum((store.totals for store in seen.stores), Totals())
    assert (seen.network.stores, len(seen.stores)) == (9, 9)


def test_one_programme_alone(network: MadeNetwork, store: MadeStore) -> None:
    hand_over(store, "three_dc", done=3)
    hand_over(store, "seven_dc", done=4)
    assert picture(network.acting).network.totals.done == 7
    assert picture(network.acting, "seven_dc").network.totals.done == 4
    assert picture(network.acting, "service_14").network.reporting == 0


def test_other_days_are_not_today(network: MadeNetwork, store: MadeStore) -> None:
    hand_over(store, day=DAY - dt.timedelta(days=1), overdue=5)
    seen = picture(network.acting)
    assert (seen.network.totals, seen.network.as_of, seen.network.reporting) == (Totals(), None, 0)
    assert [place.id for place in seen.stores] == [store.id], "a store that is silent still stands in the table"


def test_as_of_is_the_oldest_and_so_is_the_due_date(
    network: MadeNetwork, store: MadeStore, other_store: MadeStore
) -> None:
    early = AS_OF - dt.timedelta(minutes=4)
    hand_over(store, as_of=AS_OF, oldest_due_on=dt.date(2026, 11, 17), oldest_opinion_due_on=dt.date(2026, 11, 3))
    hand_over(other_store, as_of=early, oldest_due_on=dt.date(2026, 11, 13), oldest_report_due_on=DAY)
    hand_over_staffing(store, met=False)
    seen = picture(network.acting)
    assert seen.network.as_of == early
    assert seen.network.oldest == {
        Figure.OVERDUE: dt.date(2026, 11, 13),
        Figure.UNSIGNED_REPORTS: DAY,
        Figure.OVERDUE_OPINIONS: dt.date(2026, 11, 3),
        Figure.BELOW_MINIMUM: BELOW_SINCE,
    }
    assert {place.as_of for place in seen.stores} == {AS_OF, early}


@pytest.mark.rule("HQ-4", "ORG-3")
def test_staffing_is_what_a_store_handed_over_last_and_knows_no_programme(
    network: MadeNetwork, store: MadeStore, other_store: MadeStore
) -> None:
    hand_over_staffing(store, met=True, day=DAY - dt.timedelta(days=3))
    hand_over_staffing(store, met=False, day=DAY - dt.timedelta(days=1))
    hand_over_staffing(store, met=True, day=DAY + dt.timedelta(days=1))
    hand_over_staffing(other_store, met=False, day=DAY - dt.timedelta(days=7))
    for programme in (None, "seven_dc"):
        seen = picture(network.acting, programme)
        assert (seen.network.totals.staffing_below, seen.network.totals.staffing_known) == (1, 1)
        by_id = {place.id: place for place in seen.stores}
        assert by_id[store.id].lacks == [LACK]
        assert by_id[other_store.id].totals == Totals(), "silent for a week: nobody knows how it stands"


@pytest.mark.parametrize("state", ["suspended", "closed"])
def test_stores_that_do_not_work_are_left_out(
    network: MadeNetwork, store: MadeStore, other_store: MadeStore, superuser: psycopg.Connection, state: str
) -> None:
    for each in (store, other_store):
        hand_over(each, done=1)
    superuser.execute("UPDATE app.stores SET state = %s WHERE id = %s", [state, store.id])
    seen = picture(network.acting)
    assert [place.id for place in seen.stores] == [other_store.id]
    assert seen.network.totals.done == 1


@pytest.mark.rule("HQ-4")
def test_who_is_bound_to_a_region_sees_it_and_what_lies_below(tree: MadeNetwork) -> None:
    stores = {name: tenants.store(tree, region=name) for name in SUBTREES}
    for store in stores.values():
        hand_over(store, done=1)
    ids = tuple(tree.regions[name] for name in ("coast", "harbour"))
    seen = picture(Acting.region(tree.id, ids))
    assert {place.id for place in seen.stores} == {stores["coast"].id, stores["harbour"].id}
    assert {place.name: place.totals.done for place in seen.regions} == {"coast": 2, "harbour": 1}
    assert (seen.network.totals.done, seen.network.stores) == (2, 2)
    with unit_of_work(Acting.region(tree.id, ids)):
        assert list_store_totals(stores["south"].id, DAY) == []
        assert len(list_store_totals(stores["coast"].id, DAY)) == 1


def test_a_row_from_the_former_region_waits_for_the_next_count(
    tree: MadeNetwork, superuser: psycopg.Connection
) -> None:
    store = tenants.store(tree, region="south")
    hand_over(store, done=1)
    superuser.execute("UPDATE app.stores SET region_id = %s WHERE id = %s", [tree.regions["hills"], store.id])
    seen = picture(tree.acting)
    assert [(place.above, place.reporting) for place in seen.stores] == [(tree.regions["hills"], 0)]


def test_a_tree_that_bites_its_tail_ends_all_the_same(tree: MadeNetwork, superuser: psycopg.Connection) -> None:
    hand_over(tenants.store(tree, region="harbour"), done=1)
    superuser.execute(
        "UPDATE app.regions SET parent_id = %s WHERE id = %s", [tree.regions["harbour"], tree.regions["north"]]
    )
    assert picture(tree.acting).network.totals.done == 1


def test_another_networks_day_is_not_seen(network: MadeNetwork, store: MadeStore, foreign_store: MadeStore) -> None:
    hand_over(foreign_store, overdue=9)
    assert picture(network.acting).network.totals == Totals()
    with unit_of_work(network.acting):
        assert list_store_totals(foreign_store.id, DAY) == []


@pytest.mark.rule("HQ-3")
def test_todays_last_reminder_is_shown(network: MadeNetwork, store: MadeStore, other_store: MadeStore) -> None:
    for moment in (AS_OF - dt.timedelta(days=1), AS_OF - dt.timedelta(hours=3), AS_OF - dt.timedelta(hours=1)):
        with time_machine.travel(moment, tick=False), unit_of_work(network.acting):
            remind([store.id], about=About.MISSING_HANDOVER, note="", by=network.actor)
    shown = {place.id: place.reminded_at for place in picture(network.acting).stores}
    assert shown == {store.id: AS_OF - dt.timedelta(hours=1), other_store.id: None}


@pytest.mark.rule("HQ-7")
@pytest.mark.parametrize(
    "table",
    [
        "callbacks", "customers", "customer_phones", "call_list_entries", "handovers", "opinions", "complaints",
        "voice_steps", "daily_reports", "report_lines", "report_signatures", "instructions", "decided_conflicts",
    ],
)  # fmt: skip
def test_headquarters_can_not_even_ask_for_a_stores_records(network: MadeNetwork, store: MadeStore, table: str) -> None:
    """Not a predicate, not a policy: no grant at all."""
    for acting in (network.acting, Acting.region(network.id, (store.region_id,))):
        asked = text(f"SELECT 1 FROM app.{table} AS t WHERE t.tenant_id = :tenant")
        with pytest.raises(ProgrammingError, match="permission denied"), unit_of_work(acting) as session:
            session.execute(asked, {"tenant": store.id})


def test_counts_of_the_picture_are_those_of_the_table() -> None:
    counted = {column.name for column in DayTotal.__table__.columns if column.type.python_type is int}
    assert {field.name for field in fields(Totals)} == counted | {"staffing_known", "staffing_below"}


def test_nothing_at_all(network: MadeNetwork) -> None:
    seen = picture(network.acting)
    assert (seen.network.stores, seen.regions, seen.stores) == (0, (), ())
    assert seen.network.id == network.id
    assert isinstance(seen.network.id, uuid.UUID)
