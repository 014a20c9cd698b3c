"""Planning in whole statements, against a slow reference that asks the rules visit by visit."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from backbone.db.unit_of_work import current, unit_of_work
from dealer.callbacks.interface import Bucket, BucketCounts, VisitKind, bucket_counts
from dealer.callbacks.models import Callback
from dealer.callbacks.rules.buckets import CallbackState, Placement, Visit, bucket
from dealer.callbacks.rules.lists import list_day
from dealer.callbacks.rules.programmes import STANDARD_RULES, Exclusion, Programme
from dealer.callbacks.rules.reading import parse_wish
from dealer.callbacks.rules.windows import due_window
from dealer.callbacks.rules.wishes import WishKind
from tests.dealer.callbacks import calendars
from tests.dealer.callbacks.calendars import at, day
from tests.dealer.callbacks.visits import MadeVisit, import_
from tests.factories import tenants
from tests.factories.tenants import MadeNetwork, MadeStore

PROGRAMME = {VisitKind.REPAIR_ORDERS: Programme.THREE_DC, VisitKind.DELIVERIES: Programme.SEVEN_DC}
STATES = {
    Bucket.EXCLUDED: CallbackState.EXCLUDED,
    Bucket.PLANNED: CallbackState.PLANNED,
    Bucket.MISSED: CallbackState.MISSED,
}
START = day("2026-01-01")

visits = st.builds(
    MadeVisit,
    kind=st.sampled_from(list(VisitKind)),
    day0=st.none() | st.dates(day("2025-12-25"), day("2026-10-20")),
    wish=st.sampled_from(
        [None, "", "无", "周末", "晚上6点后", "随时", "微信联系", "10月16日上午", "不用回访", "过年再说"]
    ),
    exclusion=st.none() | st.sampled_from([code.value for code in Exclusion]),
    known_at=st.integers(0, 40 * 24 * 60).map(lambda minutes: at("2026-09-20 00:00") + dt.timedelta(minutes=minutes))
    | st.sampled_from([at("2026-09-30 20:00"), at("2026-10-09 20:00"), at("2026-10-10 19:59")]),
)


def callbacks(store: MadeStore) -> dict[Any, Callback]:
    with unit_of_work(store.acting):
        rows = current().scalars(select(Callback)).all()
    return {row.repair_order_id or row.delivery_id: row for row in rows}


def placement(visit: MadeVisit) -> Placement:
    wish = parse_wish(visit.wish)
    declined = Exclusion.ASKED_AT_VISIT if wish and wish.kind is WishKind.DECLINED else None
    asked = Visit(visit.day0, visit.known_at, Exclusion(visit.exclusion) if visit.exclusion else declined, wish)
    return bucket(asked, START, STANDARD_RULES[PROGRAMME[visit.kind]], calendars.store())


def reference(visit: MadeVisit) -> dict[str, Any] | None:
    """What the rules say of one visit; None for no callback."""
    placed = placement(visit)
    if visit.day0 is None or placed.bucket not in STATES:
        return None
    window = due_window(STANDARD_RULES[PROGRAMME[visit.kind]], visit.day0, calendars.store(), parse_wish(visit.wish))
    place = list_day(window.first_try_on, visit.known_at, calendars.store())
    names = "first_try_on due_on due_at latest_at last_call_on in_time_until callable_until overdue_after provisional"
    return {name: getattr(window, name) for name in (*names.split(), "wish_at", "wish_until", "wish_kept")} | {
        "state": STATES[placed.bucket],
        "reason": placed.reason,
        "day0": visit.day0,
        "known_at": visit.known_at,
        "wish": visit.wish,
        "list_on": place.day,
        "added": place.added,
        "rule_version": 1,
        "tries": 0,
    }


@pytest.mark.rule("CB-1", "CB-3", "CB-5", "CB-16")
@given(st.lists(visits, min_size=1, max_size=25))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_planning_agrees_with_the_rules_visit_by_visit(network: MadeNetwork, made: list[MadeVisit]) -> None:
    store = tenants.store(network)
    for kind in VisitKind:
        if mine := [visit for visit in made if visit.kind is kind]:
            import_(store, *mine)
    found = callbacks(store)
    for visit in made:
        wanted, callback = reference(visit), found.get(visit.id)
        assert (wanted is None) == (callback is None)
        if wanted is not None and callback is not None:
            assert {name: getattr(callback, name) for name in wanted} == wanted
    assert counts(store) == {kind: buckets_by_rule(made, kind) for kind in VisitKind}


def counts(store: MadeStore) -> BucketCounts:
    with unit_of_work(store.acting):
        return bucket_counts()


def buckets_by_rule(made: list[MadeVisit], kind: VisitKind) -> dict[Bucket, int]:
    found = Counter(placement(visit).bucket for visit in made if visit.kind is kind)
    return {each: found[each] for each in Bucket}
