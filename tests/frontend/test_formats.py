"""Formats: dates in the store's zone, masked phones, money."""

import datetime as dt
from decimal import Decimal

import pytest

from frontend import formats

TODAY = dt.date(2026, 11, 19)


@pytest.mark.parametrize(
    ("value", "language", "shown"),
    [
        (dt.date(2026, 11, 16), "zh", "11-16 周一"),
        (dt.date(2025, 7, 1), "zh", "2025-07-01 周二"),
        (dt.date(2026, 11, 16), "en", "Mon 16 Nov"),
        (dt.date(2025, 7, 1), "en", "Tue 1 Jul 2025"),
        # 16:30 UTC is the next day in Shanghai.
        (dt.datetime(2026, 11, 15, 16, 30, tzinfo=dt.UTC), "zh", "11-16 周一"),
        (None, "zh", ""),
    ],
)
def test_day(value: dt.date | None, language: str, shown: str) -> None:
    assert formats.day(value, language, TODAY) == shown


@pytest.mark.parametrize(
    ("value", "language", "shown"),
    [
        (dt.datetime(2026, 11, 19, 2, 42, tzinfo=dt.UTC), "zh", "今日 10:42"),
        (dt.datetime(2026, 11, 18, 15, 59, tzinfo=dt.UTC), "zh", "昨日 23:59"),
        (dt.datetime(2026, 11, 19, 16, 0, tzinfo=dt.UTC), "en", "tomorrow 00:00"),
        (dt.datetime(2026, 11, 2, 7, 26, tzinfo=dt.UTC), "zh", "11-02 周一 15:26"),
        (None, "en", ""),
    ],
)
def test_moment(value: dt.datetime | None, language: str, shown: str) -> None:
    assert formats.moment(value, language, TODAY) == shown


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        formats.clock(dt.datetime(2026, 11, 19, 10, 42))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("value", "language", "shown"),
    [
        (Decimal("1680.00"), "zh", "1,680 元"),
        (Decimal("1201.50"), "zh", "1,201.50 元"),
        (0, "en", "CNY 0"),
        (None, "zh", ""),
    ],
)
def test_money(value: Decimal | int | None, language: str, shown: str) -> None:
    assert formats.money(value, language) == shown


@pytest.mark.parametrize(("position", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_column_letters(position: int, letters: str) -> None:
    assert formats.column_letters(position) == letters


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "1 kB"), (187_392, "183 kB"), (50 * 1024 * 1024, "50 MB"), (3_600_000, "3.4 MB")]
)
def test_size(value: int, shown: str) -> None:
    assert formats.size(value) == shown


@pytest.mark.parametrize(
    ("agent", "shown", "phone"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/156.0 Safari/537.36 Edg/156.0", "Edge · Windows", False),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/132.0 Mobile MicroMessenger/8.0", "WeChat · Android", True),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_1) Version/18.1 Safari/605.1", "Safari · macOS", False),
        ("curl/8.0", "", False),
    ],
)
def test_browser(agent: str, shown: str, phone: bool) -> None:
    assert formats.browser(agent) == shown
    assert formats.is_phone(agent) is phone
