"""The only clock. UTC inside, a store's zone at the edge (architecture §5)."""

import datetime as dt
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> dt.datetime:
    """The current instant, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


def today(zone: ZoneInfo = SHANGHAI) -> dt.date:
    """The current date where the store is; day 0 of every callback is such a date (CB-1)."""
    return now().astimezone(zone).date()
