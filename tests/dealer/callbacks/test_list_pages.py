"""The list page's rows and counts: CB-3's order in SQL, filters, paging, figures that equal their lists."""

import datetime as dt
import itertools
import random
import uuid
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Row, select, update

from backbone.clock import SHANGHAI
from backbone.db.unit_of_work import current, unit_of_work
from backbone.errors import InvalidError
from backbone.isolation.acting import Acting, DbRole
from dealer.callbacks.actions.freezing import freeze_due_lists
from dealer.callbacks.interface import (
    ListDays,
    ListFilter,
    ListGroup,
    Programme,
    Standing,
    Tab,
    VisitKind,
    count_lists,
    list_page,
    read_cursor,
)
from dealer.callbacks.models import Callback
from dealer.callbacks.rules.buckets import CallbackState
from dealer.callbacks.rules.lists import ListEntry, order_key
from dealer.callbacks.rules.tabs import STANDINGS
from tenants.access.interface import Position
from tenants.calendar.interface import OpeningHours, store_calendar
from tests.dealer.callbacks.calendars import at, day
from tests.dealer.callbacks.visits import MadeVisit, import_
from tests.factories import tenants
from tests.factories.tenants import MadeNetwork, MadeStore

MORNING = at("2026-10-22 10:42")  # a Thursday in an ordinary week
WISHES = [None, "晚上6点后", "随时", "上午", "10月22日下午3点", "10月22日", "周末"]


def rows(
    store: MadeStore, tab: Tab = Tab.TODAY, shown: ListFilter | None = None, *, now: dt.datetime = MORNING
) -> list[Row[Any]]:
    with unit_of_work(store.acting):
        return list(list_page(tab, ListDays.at(now, store_calendar()), shown or ListFilter(), limit=1000).rows)


def spread(store: MadeStore, seed: int, size: int = 60, *, frozen_for: MadeNetwork | None = None) -> None:
    """Callbacks of the last days in every state, some tried, some with 'call later'; on a frozen list, or on none."""
    chance = random.Random(seed)
    days = [day("2026-10-12") + dt.timedelta(days=n) for n in range(11)]
    for kind in VisitKind:
        made = [MadeVisit(day0=chance.choice(days), wish=chance.choice(WISHES), kind=kind) for _ in range(size // 2)]
        known = at("2026-10-21 09:00")
        import_(store, *(MadeVisit(**{**each.__dict__, "known_at": known}) for each in made), now=known)
    if frozen_for:
        freeze(frozen_for, "2026-10-21 20:00")
    with unit_of_work(store.acting):
        for callback in current().scalars(select(Callback)):
            shake(callback, chance)


def shake(callback: Callback, chance: random.Random) -> None:
    callback.slots_tried = chance.choice([0, 0, 1, 2, 4, 5, 7])
    callback.tries = callback.slots_tried.bit_count()
    callback.state = chance.choice([CallbackState.PLANNED] * 6 + list(CallbackState))
    if chance.random() < 0.2:
        hours = chance.choice([2, 5, 30])
        callback.next_try_at = MORNING + dt.timedelta(hours=hours)
    if not CallbackState(callback.state).is_open:
        callback.ended_at = MORNING - dt.timedelta(minutes=chance.randrange(300))


def by_the_rules(callback: Callback, now: dt.datetime) -> tuple[Any, ...]:
    today = now.astimezone(SHANGHAI).date()
    asked_for = callback.next_try_at or callback.wish_at
    if callback.next_try_at is None and asked_for and "wish_hours" in callback.date_reasons:
        wished_on = asked_for.astimezone(SHANGHAI).date()
        asked_for += dt.timedelta(days=max(0, (today - wished_on).days))
    tried = frozenset(n for n in range(3) if callback.slots_tried >> n & 1)
    entry = ListEntry(callback.latest_at, callback.overdue_after, callback.last_call_on, asked_for, tried)
    group, when, latest = order_key(entry, now, OpeningHours())
    if callback.state == CallbackState.WAITING_FOR_NUMBER:
        return ListGroup.RETRY_LATER, callback.latest_at, callback.latest_at, callback.id
    return group, when, latest, callback.id


@pytest.mark.rule("CB-3")
@given(
    st.integers(0, 10_000),
    st.sampled_from(["2026-10-22 08:00", "2026-10-22 10:42", "2026-10-22 15:00", "2026-10-22 20:00"]),
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_in_sql_is_the_rules_order(network: MadeNetwork, seed: int, moment: str) -> None:
    store, now = tenants.store(network), at(moment)
    spread(store, seed)
    with unit_of_work(store.acting):
        every = current().scalars(select(Callback)).all()
    waiting = {CallbackState.PLANNED, CallbackState.WAITING_FOR_NUMBER}
    wanted = sorted(by_the_rules(each, now) for each in every if each.state in waiting and each.list_on <= now.date())
    found = rows(store, now=now)
    assert [(row.list_group, row.when_at, row.latest_at, row.id) for row in found] == wanted


@pytest.mark.rule("CB-3", "KPI-2")
@given(st.integers(0, 10_000), st.booleans())
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_figure_is_as_long_as_its_list(network: MadeNetwork, seed: int, frozen: bool) -> None:
    store = tenants.store(network)
    person = tenants.person(store, Position.CUSTOMER_REPRESENTATIVE)
    spread(store, seed, frozen_for=network if frozen else None)
    with unit_of_work(store.acting) as session:
        some = select(Callback.id).where(Callback.slots_tried > 1).scalar_subquery()
        session.execute(update(Callback).where(Callback.id.in_(some)).values(assigned_to=person.id))
    filters = [
        ListFilter(),
        ListFilter(programme=Programme.SEVEN_DC),
        ListFilter(caller=person.id),
        ListFilter(unassigned=True, caller=person.id),
        ListFilter(with_wish=True, programme=Programme.THREE_DC),
        ListFilter(caller=uuid.uuid4()),
    ]
    with unit_of_work(store.acting):
        counts = count_lists(ListDays.at(MORNING, store_calendar()))
    for tab, shown in itertools.product(Tab, filters):
        found = rows(store, tab, shown)
        assert counts.of_tab(tab, shown) == len(found)
        assert counts.groups(tab, shown) == Counter(row.list_group for row in found)
        assert {row.standing for row in found} <= set(STANDINGS[tab])
    parts = [counts.standing(standing) for standing in Standing]
    assert counts.planned == sum(parts) == sum(counts.of_tab(tab) for tab in (Tab.TODAY, Tab.WAITING, Tab.DONE))
    assert counts.of_caller(None) + counts.of_caller(person.id) == counts.planned


def freeze(network: MadeNetwork, moment: str) -> None:
    with unit_of_work(Acting(DbRole.BATCH, network.id, network.id)):
        freeze_due_lists(at=at(moment))


@pytest.mark.rule("CB-3")
@pytest.mark.parametrize("frozen", [True, False])
def test_paging_shows_every_row_exactly_once_there_and_back(
    network: MadeNetwork, store: MadeStore, frozen: bool
) -> None:
    spread(store, 7, 80, frozen_for=network if frozen else None)
    for tab in Tab:
        whole = [row.id for row in rows(store, tab)]
        assert whole
        pages, cursor = [], None
        while True:
            page = turn(store, tab, cursor)
            pages.append([row.id for row in page.rows])
            if (cursor := page.next_cursor) is None:
                break
        assert list(itertools.chain(*pages)) == whole
        back, cursor = [pages[-1]], page.prev_cursor
        while cursor is not None:
            page = turn(store, tab, cursor)
            back.append([row.id for row in page.rows])
            cursor = page.prev_cursor
        assert list(itertools.chain(*reversed(back))) == whole


def turn(store: MadeStore, tab: Tab, cursor: str | None, now: dt.datetime = MORNING) -> Any:
    with unit_of_work(store.acting):
        place = read_cursor(cursor, tab, ListFilter(), now=now) if cursor else None
        moment = place.now if place else now
        return list_page(tab, ListDays.at(moment, store_calendar()), ListFilter(), place=place, limit=7)


@pytest.mark.rule("CB-3")
def test_a_page_turned_after_the_slot_changed_still_fits_the_one_before(store: MadeStore) -> None:
    """At 11:30 a retry's group changes; who pages on sees the list as it stood."""
    spread(store, 11, 80)
    first = turn(store, Tab.TODAY, None, at("2026-10-22 11:29"))
    second = turn(store, Tab.TODAY, first.next_cursor, at("2026-10-22 11:31"))
    whole = [row.id for row in rows(store, now=at("2026-10-22 11:29"))]
    assert [row.id for row in (*first.rows, *second.rows)] == whole[:14]


def test_a_page_link_of_another_tab_or_filter_or_of_long_ago_is_refused(store: MadeStore) -> None:
    spread(store, 3)
    cursor = turn(store, Tab.TODAY, None).next_cursor
    later = MORNING + dt.timedelta(hours=25)
    for tab, shown, now in [
        (Tab.DONE, ListFilter(), MORNING),
        (Tab.TODAY, ListFilter(with_wish=True), MORNING),
        (Tab.TODAY, ListFilter(), later),
        (Tab.TODAY, ListFilter(), MORNING - dt.timedelta(seconds=1)),
    ]:
        with pytest.raises(InvalidError):
            read_cursor(cursor, tab, shown, now=now)
    with pytest.raises(InvalidError):
        read_cursor("nonsense", Tab.TODAY, ListFilter(), now=MORNING)


@pytest.mark.rule("CB-3")
def test_the_next_days_list_before_and_after_it_is_frozen(network: MadeNetwork, store: MadeStore) -> None:
    """Before: what is new on it. After: everything that is still open."""
    carried = MadeVisit(day0=day("2026-10-20"), known_at=at("2026-10-20 21:00"))
    new = MadeVisit(day0=day("2026-10-22"), known_at=at("2026-10-22 09:00"))
    import_(store, carried, new, now=at("2026-10-22 09:00"))
    with unit_of_work(store.acting):
        before = count_lists(ListDays.at(MORNING, store_calendar()))
    assert (before.of_tab(Tab.TODAY), before.of_tab(Tab.TOMORROW), before.next_is_frozen) == (1, 1, False)
    freeze(network, "2026-10-22 20:00")
    with unit_of_work(store.acting):
        after = count_lists(ListDays.at(at("2026-10-22 20:01"), store_calendar()))
    assert (after.of_tab(Tab.TODAY), after.of_tab(Tab.TOMORROW), after.next_is_frozen) == (1, 2, True)
    assert {row.list_group for row in rows(store, Tab.TOMORROW, now=at("2026-10-22 20:01"))} == {
        ListGroup.LAST_DAY,
        ListGroup.NEW,
    }


@pytest.mark.rule("CB-3")
def test_what_was_added_today_is_marked_and_counted(network: MadeNetwork, store: MadeStore) -> None:
    import_(store, MadeVisit(day0=day("2026-10-21"), known_at=at("2026-10-21 15:00")), now=at("2026-10-21 15:00"))
    freeze(network, "2026-10-21 20:00")
    import_(store, MadeVisit(day0=day("2026-10-21"), known_at=MORNING), now=MORNING)
    with unit_of_work(store.acting):
        counts = count_lists(ListDays.at(MORNING, store_calendar()))
    assert (counts.planned, counts.added) == (2, 1)
    assert sorted(row.added for row in rows(store)) == [False, True]


def test_another_store_sees_nothing_of_it(store: MadeStore, other_store: MadeStore) -> None:
    spread(store, 5)
    for tab in Tab:
        assert rows(other_store, tab) == []
    with unit_of_work(other_store.acting):
        assert count_lists(ListDays.at(MORNING, store_calendar())).cells == ()
