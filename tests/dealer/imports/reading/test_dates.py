"""Dates in every shape that exports use, and nothing that is no date (DATA-1)."""

# ruff: noqa: DTZ001 - the moments of a file are local and have no zone

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer.imports.reading.child.dates import UNREADABLE, DateReader, days_first, is_before, read_time

read = DateReader()
MORNING = "2026-10-01 10:20:00"
READABLE = {
    "2026-10-01 10:20:00": [
        "2026/10/1 10:20",
        "2026-10-01 10:20",
        "2026-10-01 10:20:00",
        "2026-10-01T10:20:00",
        "2026-10-01T10:20",
        "2026.10.1 10:20",
        "2026.10.01 10:20:00.000",
        "2026年10月1日 10:20",
        "2026年10月1日10时20分",
        "2026年10月01日 10时20分00秒",
        "2026年10月1日 上午10:20",
        "2026-10-01 上午 10:20",
        "2026/10/1 AM 10:20",
        "2026-10-01 10:20 AM",
        "202610011020",
        "20261001102000",
        "20261001 10:20",
        "20261001 10:20:00",
        "２０２６－１０－０１\u3000１０：２０",
        "2026-10-01 星期四 10:20",
        "2026-10-01(四) 10:20",
        "26/10/1 10:20",
        "10/1/2026 10:20",
        "10/01/2026 10:20:00 AM",
        "Oct  1 2026 10:20AM",
        "Thu Oct 01 10:20:00 CST 2026",
        "2026-10-01 10:20:00 +0800",
        "2026-10-01 02:20:00 +00:00",
        "01-10月-26 10.20.00.000000 上午",
        "2026-10-01T10:20:00+08:00",
        "2026-10-01T02:20:00Z",
        '="2026-10-01 10:20"',
        "'2026-10-01 10:20",
        "46296.430555556",
    ],
    "2026-10-01 14:30:00": [
        "2026-10-01 14:30",
        "2026-10-01 下午2:30",
        "2026-10-01 下午 02:30:00",
        "2026-10-01 2:30 PM",
        "2026/10/1 PM 2:30",
        "2026年10月1日 下午2时30分",
        "Oct 1 2026 2:30PM",
        "2026-10-01 14点30分",
    ],
    "2026-10-01": [
        "2026-10-01",
        "2026/10/1",
        "2026.10.1",
        "2026年10月1日",
        "2026年10月1号",
        "20261001",
        "2026-10-01 00:00",
        "2026-10-01 00:00:00.0",
        "46296",
        "46296.0",
        "二〇二六年十月一日",
        "01-Oct-2026",
        "1 Oct 2026",
        "Oct 1, 2026",
        "01-10月-2026",
        "26-10-01",
        "26.10.1",
        "10/1/2026",
        "2026-10-01 星期四",
        "20261001.0",
    ],
    "2026-10-21": [
        "二○二六年十月二十一日",
        "10/21/2026",
        "21-10月-26",
    ],
    "": [
        "",
        "无",
        "暂无",
        "-",
        "--",
        "/",
        "N/A",
        "null",
        "0",
        "0.0",
        "00000000",
    ],
}
CASES = [(text, form) for form, texts in READABLE.items() for text in texts]
UNREADABLE_TEXTS = [
    "待定",
    "未知时间",
    "2026-02-30",
    "2026-13-01",
    "2026-10-01 25:00",
    "2026-10-01 10:61",
    "1989-12-31",
    "1900-01-01",
    "2101-01-01",
    "2999-12-31",
    "0000-00-00",
    "2026-10",
    "2026年10月",
    "10月1日",
    "2026.1",
    "12345",
    "99999",
    "1",
    "abc",
    "张三",
    "13812345678",
    "2026-10-01 10:20-11:00",
    "10:20",
    "=1+1",
    "2026-10-01及之后",
]


@pytest.mark.rule("DATA-1")
@pytest.mark.parametrize(("text", "form"), CASES)
def test_texts(text: str, form: str) -> None:
    assert read(text) == form


@pytest.mark.rule("DATA-1")
@pytest.mark.parametrize("text", UNREADABLE_TEXTS)
def test_unreadable_texts_stay_apart(text: str) -> None:
    assert read(text) == UNREADABLE + text


@pytest.mark.rule("DATA-1")
@pytest.mark.parametrize(
    ("cell", "form"),
    [
        (dt.datetime(2026, 10, 1, 10, 20), MORNING),
        (dt.datetime(2026, 10, 1, 10, 19, 59, 999_600), MORNING),
        (dt.datetime(2026, 10, 1), "2026-10-01"),
        (dt.date(2026, 10, 1), "2026-10-01"),
        (46296, "2026-10-01"),
        (46296.0, "2026-10-01"),
        (46296.430555556, MORNING),
        (20261001.0, "2026-10-01"),
        (202610011020.0, MORNING),
        (0, ""),
        (0.0, ""),
        (dt.time(0), ""),
        (dt.date(1990, 1, 1), "1990-01-01"),
        (dt.date(2100, 12, 31), "2100-12-31"),
    ],
)
def test_cells(cell: object, form: str) -> None:
    assert read(cell) == form


@pytest.mark.rule("DATA-1")
@pytest.mark.parametrize(
    "cell",
    [
        dt.datetime(1900, 1, 1),
        dt.datetime(2999, 12, 31),
        dt.date(1989, 12, 31),
        dt.date(2101, 1, 1),
        1,
        0.5,
        99999.0,
        True,
        dt.time(1),
        dt.timedelta(1),
    ],
)
def test_unreadable_cells(cell: object) -> None:
    assert read(cell).startswith(UNREADABLE)


MOMENTS = st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2100, 12, 31, 23, 59, 59)).map(
    lambda moment: moment.replace(microsecond=0)
)
FORMATS = [
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y.%m.%d %H:%M:%S",
    "%Y年%m月%d日 %H时%M分%S秒",
    "%Y%m%d%H%M%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %p %I:%M:%S",
]


def plainly(moment: dt.datetime) -> str:
    """The normal form, spelled out."""
    return moment.strftime("%Y-%m-%d") if moment.time() == dt.time(0) else moment.strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.rule("DATA-1")
@given(MOMENTS, st.sampled_from(FORMATS))
def test_a_moment_reads_the_same_in_every_format(moment: dt.datetime, form: str) -> None:
    assert read(moment.strftime(form)) == plainly(moment)
    assert read(moment) == plainly(moment)


@pytest.mark.rule("DATA-1")
@given(MOMENTS)
def test_a_moment_reads_the_same_as_a_serial(moment: dt.datetime) -> None:
    serial = (moment - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)
    assert read(serial) == plainly(moment)
    assert read(repr(serial)) == plainly(moment)
    since_1904 = (moment - dt.datetime(1904, 1, 1)) / dt.timedelta(days=1)
    if since_1904 >= 32874 - 1462:
        assert DateReader(since_1904=True)(since_1904) == plainly(moment)


@given(st.text())
def test_any_text_is_blank_read_or_unreadable(text: str) -> None:
    form = read(text)
    assert form == "" or form.startswith(UNREADABLE) or read(form) == form


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        (["13/10/2026", "1/2/2026"], True),
        (["10/13/2026"], False),
        (["13/10/2026", "10/13/2026"], False),
        (["1/2/2026"], False),
        ([46296, ""], False),
    ],
)
def test_a_column_settles_which_number_is_the_day(cells: list[object], first: bool) -> None:
    assert days_first(cells) is first
    assert DateReader(day_first=True)("3/10/2026") == "2026-10-03"


@pytest.mark.parametrize(
    ("cell", "form"),
    [
        ("10:20", "10:20:00"),
        ("下午2:30", "14:30:00"),
        ("10时20分", "10:20:00"),
        (0.5, "12:00:00"),
        (dt.time(8, 5), "08:05:00"),
        ("25:00", ""),
        ("早", ""),
        (None, ""),
        ("2026-10-01", ""),
    ],
)
def test_times_of_day_of_their_own(cell: object, form: str) -> None:
    assert read_time(cell) == form


@pytest.mark.rule("DATA-1")
@pytest.mark.parametrize(
    ("pickup", "arrival", "before"),
    [
        ("2026-10-01 09:00:00", "2026-10-01 10:00:00", True),
        ("2026-10-01 10:00:00", "2026-10-01 10:00:00", False),
        ("2026-10-01", "2026-10-01 10:00:00", False),
        ("2026-10-01 09:00:00", "2026-10-01", False),
        ("2026-09-30", "2026-10-01 10:00:00", True),
        ("2026-09-30 23:00:00", "2026-10-01", True),
        ("2026-10-02", "2026-10-01 10:00:00", False),
    ],
)
def test_a_day_is_not_before_a_time_of_that_day(pickup: str, arrival: str, before: bool) -> None:
    assert is_before(pickup, arrival) is before
