"""The only clock."""

import datetime as dt

import pytest
import time_machine

from backbone.clock import SHANGHAI, as_of, now, today


def test_now_is_aware_and_utc() -> None:
    assert now().tzinfo is dt.UTC


@pytest.mark.rule("CB-1")
@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-02-13T15:59:59Z", dt.date(2026, 2, 13)),
        ("2026-02-13T16:00:00Z", dt.date(2026, 2, 14)),
        ("2026-12-31T16:00:00Z", dt.date(2027, 1, 1)),
    ],
)
def test_the_day_turns_at_midnight_in_shanghai(instant: str, day: dt.date) -> None:
    with time_machine.travel(dt.datetime.fromisoformat(instant), tick=False):
        assert today() == day
        assert now().astimezone(SHANGHAI).date() == day


def test_another_moment_holds_inside_its_block_alone() -> None:
    moment = dt.datetime(2026, 8, 3, 9, 30, tzinfo=SHANGHAI)
    with time_machine.travel(dt.datetime(2026, 8, 5, tzinfo=dt.UTC), tick=False):
        with as_of(moment):
            assert now() == moment
            assert now().tzinfo is dt.UTC
            assert today() == dt.date(2026, 8, 3)
            with as_of(moment + dt.timedelta(days=1)):
                assert today() == dt.date(2026, 8, 4)
            assert now() == moment
        assert today() == dt.date(2026, 8, 5)


def test_nobody_acts_as_of_a_moment_that_has_not_come() -> None:
    with time_machine.travel(dt.datetime(2026, 8, 5, tzinfo=dt.UTC), tick=False):
        with pytest.raises(ValueError, match="has not come"), as_of(dt.datetime(2026, 8, 5, 0, 1, tzinfo=dt.UTC)):
            pass
        assert today() == dt.date(2026, 8, 5)
