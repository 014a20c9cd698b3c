"""What becomes of a callback when its visit changes: DATA-5, CB-5's second pick-up, and running twice."""

import uuid

import pytest
from sqlalchemy import select, text

from backbone.db.unit_of_work import current, unit_of_work
from dealer.callbacks.interface import Bucket, PlanResult, VisitKind, bucket_counts, would_be_planned
from dealer.callbacks.models import Callback, CallList, CallListEntry
from dealer.callbacks.rules.buckets import CallbackState
from tenants.audit_trail.models import AuditEvent
from tests.dealer.callbacks.calendars import at, day
from tests.dealer.callbacks.visits import KNOWN, MadeVisit, car, changed, customer, import_
from tests.factories.tenants import MadeStore


def callback_of(store: MadeStore, visit: MadeVisit, programme: str = "three_dc") -> Callback:
    with unit_of_work(store.acting):
        key = Callback.repair_order_id if visit.kind is VisitKind.REPAIR_ORDERS else Callback.delivery_id
        return current().scalars(select(Callback).where(key == visit.id, Callback.programme == programme)).one()


def tried(store: MadeStore, visit: MadeVisit, *, tries: int = 1, state: str = "planned") -> None:
    with unit_of_work(store.acting):
        callback = current().scalars(select(Callback).where(Callback.repair_order_id == visit.id)).one()
        callback.tries, callback.slots_tried, callback.state = tries, 1, state


def bucket_of_orders(store: MadeStore) -> dict[Bucket, int]:
    with unit_of_work(store.acting):
        counted = bucket_counts()[VisitKind.REPAIR_ORDERS]
    return {bucket: count for bucket, count in counted.items() if count}


@pytest.mark.rule("DATA-5")
def test_planning_the_same_visits_again_changes_nothing(store: MadeStore) -> None:
    vehicle = car(store)
    visits = [
        MadeVisit(day0=day("2026-10-08"), vehicle_id=vehicle),
        MadeVisit(day0=day("2026-10-09"), vehicle_id=vehicle, arrived=at("2026-10-09 09:00")),
        MadeVisit(day0=day("2026-10-08"), exclusion="pdi"),
        MadeVisit(day0=day("2026-08-08")),
        MadeVisit(day0=None),
    ]
    first = import_(store, *visits)
    assert first == PlanResult(planned=2, excluded=1, missed=1, superseded=1)
    before = [(row.id, row.version, row.state) for row in rows(store)]
    assert import_(store, *visits, now=at("2026-10-09 15:00")) == PlanResult()
    assert [(row.id, row.version, row.state) for row in rows(store)] == before


def rows(store: MadeStore) -> list[Callback]:
    with unit_of_work(store.acting):
        return list(current().scalars(select(Callback).order_by(Callback.id)))


@pytest.mark.rule("DATA-5")
def test_a_changed_pick_up_date_plans_an_untried_callback_anew(store: MadeStore) -> None:
    visit = MadeVisit(day0=day("2026-10-08"))
    import_(store, visit)
    assert callback_of(store, visit).due_on == day("2026-10-12")
    later = changed(visit, day0=day("2026-10-10"), known_at=at("2026-10-11 09:00"))
    assert import_(store, later, now=at("2026-10-11 09:00")) == PlanResult(replanned=1)
    callback = callback_of(store, visit)
    assert (callback.day0, callback.due_on, callback.version) == (day("2026-10-10"), day("2026-10-14"), 2)


@pytest.mark.rule("DATA-5", "CB-1")
def test_a_changed_wish_or_sender_is_followed_too(store: MadeStore) -> None:
    visit = MadeVisit(day0=day("2026-10-08"))
    import_(store, visit)
    sender = customer(store)
    assert import_(store, changed(visit, wish="晚上6点后", customer_id=sender)).replanned == 1
    callback = callback_of(store, visit)
    assert (callback.wish_at, callback.customer_id) == (at("2026-10-09 18:00"), sender)
    assert "wish_hours" in callback.date_reasons


@pytest.mark.rule("DATA-5")
def test_a_voided_order_is_excluded_and_comes_back_when_it_was_a_mistake(store: MadeStore) -> None:
    visit = MadeVisit(day0=day("2026-10-08"))
    import_(store, visit)
    import_(store, changed(visit, exclusion="cancelled_ro"))
    callback = callback_of(store, visit)
    assert (callback.state, callback.reason, callback.ended_at) == ("excluded", "cancelled_ro", KNOWN)
    assert bucket_of_orders(store) == {Bucket.EXCLUDED: 1}
    import_(store, visit)
    callback = callback_of(store, visit)
    assert (callback.state, callback.reason, callback.ended_at) == ("planned", None, None)


@pytest.mark.rule("DATA-5", "CB-16")
@pytest.mark.parametrize(
    ("day0", "exclusion", "reason", "bucket"),
    [
        (None, None, "not_picked_up", Bucket.NOT_PICKED_UP),
        (None, "cancelled_ro", "cancelled_ro", Bucket.EXCLUDED),
        ("2025-12-31", None, "history", Bucket.HISTORY),
    ],
)
def test_a_date_that_was_a_mistake_takes_the_callback_with_it(
    store: MadeStore, day0: str | None, exclusion: str | None, reason: str, bucket: Bucket
) -> None:
    visit = MadeVisit(day0=day("2026-10-08"))
    import_(store, visit)
    mended = changed(visit, day0=day(day0) if day0 else None, exclusion=exclusion)
    assert import_(store, mended) == PlanResult(withdrawn=1)
    assert import_(store, mended) == PlanResult()
    assert (callback_of(store, visit).state, callback_of(store, visit).reason) == ("excluded", reason)
    assert bucket_of_orders(store) == {bucket: 1}
    assert import_(store, visit) == PlanResult(replanned=1)
    assert bucket_of_orders(store) == {Bucket.PLANNED: 1}


@pytest.mark.rule("DATA-5")
@pytest.mark.parametrize("state", ["planned", "done", "unreached"])
def test_a_callback_that_was_tried_keeps_its_dates_and_gets_an_amendment(store: MadeStore, state: str) -> None:
    visit = MadeVisit(day0=day("2026-10-08"))
    import_(store, visit)
    tried(store, visit, state=state)
    later = changed(visit, day0=day("2026-10-09"), exclusion="internal")
    assert import_(store, later) == PlanResult(amended=1)
    assert import_(store, later) == PlanResult()
    callback = callback_of(store, visit)
    assert (callback.day0, callback.state) == (day("2026-10-08"), state)
    with unit_of_work(store.acting):
        event = current().scalars(select(AuditEvent).where(AuditEvent.about_id == callback.id)).one()
    assert (event.event, event.details) == ("callback.date_amended", {"old": "2026-10-08", "new": "2026-10-09"})
    assert import_(store, changed(visit, day0=None)) == PlanResult(amended=1)
    assert bucket_of_orders(store) == {Bucket.PLANNED: 1}


@pytest.mark.rule("CB-5")
def test_the_car_back_before_the_call_restarts_the_clock(store: MadeStore) -> None:
    """The first ends 'superseded' and stays in the denominator; the second pick-up has its own callback."""
    vehicle, other = car(store), car(store)
    first = MadeVisit(day0=day("2026-10-08"), vehicle_id=vehicle)
    third = MadeVisit(day0=day("2026-10-08"), vehicle_id=other)
    import_(store, first, third)
    second = MadeVisit(day0=None, vehicle_id=vehicle, arrived=at("2026-10-10 09:00"))
    result = import_(store, second, now=at("2026-10-10 12:00"))
    assert result == PlanResult(superseded=1)
    callback = callback_of(store, first)
    assert (callback.state, callback.reason) == ("superseded", "back_in_workshop")
    assert callback.ended_at == at("2026-10-10 12:00")
    assert bucket_of_orders(store) == {Bucket.PLANNED: 2, Bucket.NOT_PICKED_UP: 1}
    assert callback_of(store, third).state == "planned"
    left = changed(second, day0=day("2026-10-12"), known_at=at("2026-10-12 21:00"))
    assert import_(store, left, now=at("2026-10-12 21:00")) == PlanResult(planned=1)
    assert callback_of(store, second).due_on == day("2026-10-15")


@pytest.mark.rule("CB-5")
def test_what_is_no_second_visit_supersedes_nothing(store: MadeStore) -> None:
    vehicle = car(store)
    first = MadeVisit(day0=day("2026-10-08"), vehicle_id=vehicle, left_at=at("2026-10-08 10:00"))
    import_(
        store,
        first,
        MadeVisit(day0=day("2026-10-08"), vehicle_id=vehicle, arrived=at("2026-10-08 09:00")),  # same visit, two orders
        MadeVisit(day0=None, vehicle_id=vehicle, arrived=at("2026-10-09 09:00"), exclusion="cancelled_ro"),
        MadeVisit(day0=day("2026-10-08")),  # nobody knows which car
    )
    assert {row.state for row in rows(store)} == {"planned"}
    same_day = MadeVisit(day0=None, vehicle_id=vehicle, arrived=at("2026-10-08 15:00"))
    assert import_(store, same_day).superseded == 1


@pytest.mark.rule("CB-5")
def test_a_callback_that_was_tried_is_not_superseded(store: MadeStore) -> None:
    vehicle = car(store)
    first = MadeVisit(day0=day("2026-10-08"), vehicle_id=vehicle)
    import_(store, first)
    tried(store, first)
    assert import_(store, MadeVisit(day0=None, vehicle_id=vehicle, arrived=at("2026-10-09 15:00"))) == PlanResult()


@pytest.mark.rule("CB-5", "DATA-5")
def test_a_second_order_that_is_voided_makes_the_first_call_due_again(store: MadeStore) -> None:
    vehicle = car(store)
    first = MadeVisit(day0=day("2026-10-08"), vehicle_id=vehicle)
    second = MadeVisit(day0=None, vehicle_id=vehicle, arrived=at("2026-10-09 09:00"))
    import_(store, first, second)
    assert callback_of(store, first).state == "superseded"
    assert import_(store, changed(second, exclusion="cancelled_ro")) == PlanResult(revived=1)
    callback = callback_of(store, first)
    assert (callback.state, callback.reason, callback.ended_at) == ("planned", None, None)


@pytest.mark.rule("CB-5", "DATA-5")
def test_a_superseded_callback_follows_its_date_and_stays_superseded(store: MadeStore) -> None:
    vehicle = car(store)
    first = MadeVisit(day0=day("2026-10-07"), vehicle_id=vehicle)
    import_(store, first, MadeVisit(day0=None, vehicle_id=vehicle, arrived=at("2026-10-09 09:00")))
    import_(store, changed(first, day0=day("2026-10-08")))
    callback = callback_of(store, first)
    assert (callback.state, callback.due_on) == ("superseded", day("2026-10-12"))


@pytest.mark.rule("CB-5")
def test_3dc_calls_the_sender_and_7dc_the_buyer(store: MadeStore) -> None:
    sender, buyer = customer(store), customer(store)
    order = MadeVisit(day0=day("2026-10-08"), customer_id=sender)
    sold = MadeVisit(day0=day("2026-10-08"), customer_id=buyer, kind=VisitKind.DELIVERIES)
    import_(store, order)
    import_(store, sold)
    assert callback_of(store, order).customer_id == sender
    assert callback_of(store, sold, "seven_dc").customer_id == buyer


@pytest.mark.rule("CB-3")
def test_what_arrives_after_the_list_was_frozen_is_added_to_it_marked(store: MadeStore) -> None:
    with unit_of_work(store.acting) as session:
        session.add(CallList(tenant_id=store.id, day=day("2026-10-12"), frozen_at=at("2026-10-10 20:00")))
    monday, tuesday = MadeVisit(day0=day("2026-10-09")), MadeVisit(day0=day("2026-10-12"))
    result = import_(store, monday, tuesday, now=at("2026-10-12 09:00"))
    assert (result.planned, result.added_to_lists) == (2, 1)
    with unit_of_work(store.acting):
        entry = current().scalars(select(CallListEntry)).one()
    assert (entry.day, entry.callback_id, entry.added) == (day("2026-10-12"), callback_of(store, monday).id, True)
    assert import_(store, monday, tuesday, now=at("2026-10-12 09:30")).added_to_lists == 0


@pytest.mark.rule("CB-16")
def test_a_dry_run_says_how_many_callbacks_would_be_planned(store: MadeStore) -> None:
    visits = [
        MadeVisit(day0=day("2026-10-08")),
        MadeVisit(day0=day("2026-10-08"), wish="晚上6点后"),
        MadeVisit(day0=day("2026-10-08"), wish="不用回访"),
        MadeVisit(day0=day("2026-10-08"), exclusion="internal", wish="不用回访"),
        MadeVisit(day0=day("2026-08-08")),
        MadeVisit(day0=day("2025-08-08")),
        MadeVisit(day0=None),
    ]
    groups = [(visit.day0, visit.wish, visit.exclusion, 1) for visit in visits]
    with unit_of_work(store.acting):
        told = would_be_planned(VisitKind.REPAIR_ORDERS, groups, day("2026-01-01"), KNOWN)
    assert told == import_(store, *visits).planned == 2


@pytest.mark.rule("CB-5")
def test_another_stores_callbacks_are_never_touched(store: MadeStore, other_store: MadeStore) -> None:
    visit = MadeVisit(day0=day("2026-10-08"))
    import_(other_store, visit)
    with unit_of_work(store.acting) as session:
        session.execute(text("CREATE TEMPORARY TABLE staging_touched (id uuid PRIMARY KEY) ON COMMIT DROP"))
        session.execute(text("INSERT INTO staging_touched VALUES (:id)"), {"id": visit.id})
        session.execute(text("INSERT INTO staging_touched VALUES (:id)"), {"id": uuid.uuid4()})
    assert rows(store) == []
    assert [row.state for row in rows(other_store)] == [CallbackState.PLANNED]
