"""When a text message may go out, and to which numbers; without a database."""

import datetime as dt

from backbone.clock import SHANGHAI

EARLIEST, LATEST = dt.time(9), dt.time(20, 30)
"""Nobody's telephone rings for us outside these hours of the clock in Shanghai, both included (CARE-12 [+]: the sources
name quiet hours without their times; the evening's is half an hour after a centre closes)."""

LONGEST_TEXT = 1_000
"""Characters: a script's sentence has 500, and names go into it; a gateway cuts it into parts of 67 and bills each."""


def sending_time(at: dt.datetime) -> dt.datetime:
    """The first moment from this aware one on at which a message may go out."""
    local = at.astimezone(SHANGHAI)
    if EARLIEST <= local.time() <= LATEST:
        return at
    day = local.date() if local.time() < EARLIEST else local.date() + dt.timedelta(days=1)
    return dt.datetime.combine(day, EARLIEST, SHANGHAI)
