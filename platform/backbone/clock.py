"""The only clock. UTC inside, a store's zone at the edge (architecture §5)."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_moment: ContextVar[dt.datetime | None] = ContextVar("moment", default=None)


def now() -> dt.datetime:
    """The current instant, aware, in UTC."""
    return _moment.get() or dt.datetime.now(dt.UTC)


@contextmanager
def as_of(moment: dt.datetime) -> Iterator[None]:
    """Inside the block it is `moment` (aware, past): how the demo network's months come about by the real actions.

    The demo alone may call this; a guard test keeps it so. Raises ValueError for a moment that has not come.
    """
    if moment > dt.datetime.now(dt.UTC):
        raise ValueError("nobody acts as of a moment that has not come")
    token = _moment.set(moment.astimezone(dt.UTC))
    try:
        yield
    finally:
        _moment.reset(token)


def today(zone: ZoneInfo = SHANGHAI) -> dt.date:
    """The current date where the store is; day 0 of every callback is such a date (CB-1)."""
    return now().astimezone(zone).date()
