"""When a text message may go out, and to which numbers; without a database."""

import datetime as dt
import re

from backbone.clock import SHANGHAI

EARLIEST, LATEST = dt.time(9), dt.time(20, 30)
"""Nobody's telephone rings for us outside these hours of the clock in Shanghai, both included (CARE-12 [+]: the sources
name quiet hours without their times; the evening's is half an hour after a centre closes)."""

LONGEST_TEXT = 500
"""Characters; a gateway cuts a longer text into parts of 67 and bills each."""

_MOBILE = re.compile(r"1[3-9]\d{9}")


def sending_time(at: dt.datetime) -> dt.datetime:
    """The first moment from this aware one on at which a message may go out."""
    local = at.astimezone(SHANGHAI)
    if EARLIEST <= local.time() <= LATEST:
        return at
    day = local.date() if local.time() < EARLIEST else local.date() + dt.timedelta(days=1)
    return dt.datetime.combine(day, EARLIEST, SHANGHAI)


def can_be_texted(number: str) -> bool:
    """Whether a number, in the archive's normal form, is a mobile of the mainland: others take no text message."""
    return _MOBILE.fullmatch(number) is not None
