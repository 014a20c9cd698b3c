"""The only clock."""

import datetime as dt

import pytest
import time_machine

from backbone.clock import SHANGHAI, now, today


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
