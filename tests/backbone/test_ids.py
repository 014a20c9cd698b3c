"""UUIDv7, made by us and by our SQL function."""

import datetime as dt
import uuid

import psycopg
import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from backbone.ids import NIL, uuid7

MILLISECONDS = st.integers(631_152_000_000, 4_102_444_800_000)  # 1990 to 2100
INSTANTS = MILLISECONDS.map(lambda number: dt.datetime.fromtimestamp(number / 1000, dt.UTC))


@given(INSTANTS)
def test_it_holds_its_millisecond(instant: dt.datetime) -> None:
    with time_machine.travel(instant, tick=False):
        made = uuid7()
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert (made.int >> 80) == pytest.approx(instant.timestamp() * 1000, abs=1)


@given(st.lists(INSTANTS, min_size=2, max_size=5))
def test_they_sort_by_time(instants: list[dt.datetime]) -> None:
    made = []
    for instant in sorted(instants):
        with time_machine.travel(instant, tick=False):
            made.append(uuid7().int >> 80)
    assert made == sorted(made)


def test_they_differ_within_a_millisecond() -> None:
    with time_machine.travel(dt.datetime(2026, 1, 1, tzinfo=dt.UTC), tick=False):
        assert len({uuid7() for _ in range(10_000)}) == 10_000
    assert NIL.int == 0


def test_the_database_makes_the_same_kind(superuser: psycopg.Connection) -> None:
    rows = superuser.execute("SELECT app.uuid7(), clock_timestamp() FROM generate_series(1, 200)").fetchall()
    assert len({made for made, _ in rows}) == 200
    for made, at in rows:
        assert (made.version, made.variant) == (7, uuid.RFC_4122)
        assert (made.int >> 80) / 1000 == pytest.approx(at.timestamp(), abs=1)
