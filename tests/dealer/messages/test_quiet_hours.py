"""When a text message may go out (CARE-12), without a database."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backbone.clock import SHANGHAI
from dealer.messages.interface import sending_time
from tests.dealer.callbacks.calendars import at

MOMENTS = st.integers(0, 2 * 366 * 86_400).map(lambda second: at("2026-01-01 00:00") + dt.timedelta(seconds=second))


def is_quiet(moment: dt.datetime) -> bool:
    """The slow way: minutes of the day."""
    local = moment.astimezone(SHANGHAI)
    seconds = local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 1_000_000
    return not 9 * 3600 <= seconds <= 20 * 3600 + 30 * 60


@pytest.mark.rule("CARE-12")
@given(MOMENTS)
@example(at("2026-10-22 09:00"))
@example(at("2026-10-22 20:30"))
@example(at("2026-10-22 20:30") + dt.timedelta(microseconds=1))
@example(at("2026-12-31 23:59"))
def test_nobody_is_woken_and_nothing_waits_longer_than_the_night(moment: dt.datetime) -> None:
    goes_out = sending_time(moment)
    assert not is_quiet(goes_out)
    if not is_quiet(moment):
        assert goes_out == moment
        return
    assert moment < goes_out <= moment + dt.timedelta(hours=12, minutes=30)
    # Every quarter of an hour before it is quiet, too: it is the first moment there is.
    steps = int((goes_out - moment) / dt.timedelta(minutes=15))
    assert all(is_quiet(goes_out - n * dt.timedelta(minutes=15) - dt.timedelta(seconds=1)) for n in range(steps))


@given(MOMENTS)
def test_asking_again_changes_nothing(moment: dt.datetime) -> None:
    assert sending_time(sending_time(moment)) == sending_time(moment)
