"""What the wish columns of DMS files say, and that nothing in them is guessed at or lost."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer.callbacks.rules.reading import parse_wish
from dealer.callbacks.rules.wishes import Wish, WishChannel, WishDate, WishDays, WishKind


def wish(text: str) -> Wish:
    read = parse_wish(text)
    assert read is not None
    assert read.text == text.strip()
    return read


def timed(**fields: Any) -> Wish:
    return Wish("", WishKind.TIMED, **fields)


@pytest.mark.rule("CB-1")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上午", timed(slot=0)),
        ("下午", timed(slot=1)),
        ("晚上", timed(slot=2)),
        ("中午", timed(slot=1)),
        ("下班后", timed(slot=2)),
        ("周末", timed(days=WishDays.WEEKEND)),
        ("双休日下午", timed(days=WishDays.WEEKEND, slot=1)),
        ("周六日", timed(days=WishDays.WEEKEND)),
        ("周六、周日", timed(days=WishDays.WEEKEND)),
        ("工作日晚上", timed(days=WishDays.WORKDAY, slot=2)),
        ("周一至周五18点后", timed(days=WishDays.WORKDAY, earliest=dt.time(18))),
        ("星期三下午", timed(weekdays=frozenset({2}), slot=1)),
        ("周三三点后", timed(weekdays=frozenset({2}), earliest=dt.time(15))),
        ("周二到周四", timed(weekdays=frozenset({1, 2, 3}))),
        ("周五到周五", timed(weekdays=frozenset({4}))),
        ("下周三下午", timed(weekdays=frozenset({2}), next_week=True, slot=1)),
        ("下周", timed(next_week=True)),
        ("18:00以后", timed(earliest=dt.time(18))),
        ("１８：００ 以后", timed(earliest=dt.time(18))),
        ("六点半以后", timed(earliest=dt.time(18, 30))),
        ("晚上7点", timed(earliest=dt.time(19))),
        ("上午9点一刻", timed(earliest=dt.time(9, 15))),
        ("中午12点半", timed(earliest=dt.time(12, 30))),
        ("10:30", timed(earliest=dt.time(10, 30))),
        ("10点前", timed(until=dt.time(10))),
        ("9-11点", timed(earliest=dt.time(9), until=dt.time(11))),
        ("17:30-19:00", timed(earliest=dt.time(17, 30), until=dt.time(19))),
        ("下午3点到5点", timed(earliest=dt.time(15), until=dt.time(17))),
        ("晚上7点到8点半", timed(earliest=dt.time(19), until=dt.time(20, 30))),
        ("晚上8-9点", timed(earliest=dt.time(20), until=dt.time(21))),
        ("8点", timed(earliest=dt.time(8))),
        ("1点", timed(earliest=dt.time(13))),
        ("下午12点以后", timed(earliest=dt.time(12))),
        ("1899-12-31 10:30:00", timed(earliest=dt.time(10, 30))),
        ("10月20日", timed(date=WishDate(None, 10, 20))),
        ("12月31日", timed(date=WishDate(None, 12, 31))),
        ("31号", timed(date=WishDate(None, None, 31))),
        ("10/20 上午", timed(date=WishDate(None, 10, 20), slot=0)),
        ("20号上午", timed(date=WishDate(None, None, 20), slot=0)),
        ("2026-10-2 10:30", timed(date=WishDate(2026, 10, 2), earliest=dt.time(10, 30))),
        ("2026-10-20 00:00:00", timed(date=WishDate(2026, 10, 20))),
        ("明天", timed(from_day=1)),
        ("后天下午", timed(from_day=2, slot=1)),
        ("3天后", timed(from_day=3)),
        ("两周后", timed(from_day=14)),
        ("周末 微信联系", timed(days=WishDays.WEEKEND, channel=WishChannel.WECHAT)),
    ],
)
def test_a_time_is_read(text: str, expected: Wish) -> None:
    assert wish(text) == expected


@pytest.mark.rule("CB-1")
@pytest.mark.parametrize(
    ("text", "kind", "channel"),
    [
        ("微信联系", WishKind.CHANNEL, WishChannel.WECHAT),
        ("发短信", WishKind.CHANNEL, WishChannel.TEXT_MESSAGE),
        ("电话", WishKind.CHANNEL, WishChannel.PHONE),
        ("不方便接电话，微信联系", WishKind.CHANNEL, WishChannel.WECHAT),
        ("随时", WishKind.ANYTIME, None),
        ("上午、下午均可", WishKind.ANYTIME, None),
        ("微信随时", WishKind.ANYTIME, WishChannel.WECHAT),
        ("不要回访", WishKind.DECLINED, None),
        ("请勿致电", WishKind.DECLINED, None),
        ("不用电话回访", WishKind.DECLINED, None),
    ],
)
def test_other_wishes_move_no_date(text: str, kind: WishKind, channel: WishChannel | None) -> None:
    assert wish(text) == Wish(text, kind, channel)


@pytest.mark.rule("CB-1")
@pytest.mark.parametrize(
    "text",
    [
        "不方便",
        "上午不方便",
        "不要微信",
        "上午或下午",
        "出差回来再打",
        "孩子晚上睡得早下午打",
        "下个月",
        "周五前",
        "10月20日之前",
        "下下周一",
        "晚上12点",
        "25:00",
        "5点到3点",
        "周末和工作日",
        "10.30",
        "99周后",
        "13月40日",
        "问老公",
        "97.0",
        "32号",
        "13月1日",
        "9点、10点",
        "9点到9点",
        "9点到25点",
        "25点到9点",
        "24:00",
        "10:60",
    ],
)
def test_what_is_unclear_is_kept_as_text(text: str) -> None:
    assert wish(text) == Wish(text, WishKind.UNREAD)


@pytest.mark.parametrize("text", [None, "", "  ", "　", "无", "/", "-", "——", "N/A", "暂无", "0"])
def test_a_cell_that_says_nothing_is_no_wish(text: str | None) -> None:
    assert parse_wish(text) is None


WORDS = [
    "周",
    "六",
    "末",
    "上午",
    "晚上",
    "点",
    "以后",
    "前",
    "号",
    "月",
    "/",
    ":",
    "-",
    "到",
    "下",
    "天后",
    "不",
    "微信",
    " ",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from([*WORDS, *"0123456789一二三十"]), max_size=9).map("".join)))
def test_no_text_is_too_odd_and_none_is_lost(text: str) -> None:
    read = parse_wish(text)
    if read is None:
        return
    assert read.text == text.strip()
    assert read.is_timed == (read.kind is WishKind.TIMED)
    if not read.is_timed:
        assert not read.names_hour
        assert not read.names_day
    assert parse_wish(f"  {text} ") == read


def test_the_same_wish_in_other_words_is_one_key() -> None:
    assert {wish("周末"), wish("双休日"), wish("周六、日")} == {timed(days=WishDays.WEEKEND)}
    assert wish("18:00以后") != wish("晚上")
