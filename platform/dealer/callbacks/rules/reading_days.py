"""The day in a wish: a weekend, weekdays, a date, or so many days to wait."""

import re
from collections.abc import Callable
from typing import Any

from dealer.callbacks.rules.wishes import LONGEST_WAIT, WishDate, WishDays

Found = dict[str, Any]

WEEK = r"(?:周|星期|礼拜)"
WEEK_DAYS = "一二三四五六日天"
TO = r"[至到\-~—–]"
NUMBERS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
WORKING_WEEK, WEEKEND = frozenset(range(5)), frozenset({5, 6})
COUNT = r"(\d{1,2}|[一二两三四五六七八九十])"
LATER = r"(?:以后|之后|后)"
EXCEL_EPOCH = re.compile(r"^(?:1899|1900|1904)-\d\d-\d\d[t|]?(?=\d\d:)")


def read_days(plain: str) -> tuple[Found, str] | None:
    """The fields of `Wish` that name days, and the text without them; None when days contradict each other."""
    rest = EXCEL_EPOCH.sub("", plain)  # a bare time of day that a spreadsheet turned into a date
    found: Found = {}
    for pattern, read in READERS:
        while match := pattern.search(rest):
            fields = read(match)
            if fields is None or found.keys() & fields.keys():
                return None
            found |= fields
            rest = rest[: match.start()] + "|" + rest[match.end() :]
    return found, rest


def _weekdays(days: frozenset[int]) -> Found:
    if days == WORKING_WEEK:
        return {"days": WishDays.WORKDAY}
    return {"days": WishDays.WEEKEND} if days == WEEKEND else {"weekdays": days}


def _span(match: re.Match[str]) -> Found | None:
    first, last = (min(WEEK_DAYS.index(day), 6) for day in match.groups())
    return _weekdays(frozenset(range(first, last + 1))) if first <= last else None


def _listed(match: re.Match[str]) -> Found:
    named = {min(WEEK_DAYS.index(char), 6) for char in match.group() if char in WEEK_DAYS}
    return _weekdays(frozenset(named))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS[text]


def _wait(days: int) -> Found | None:
    return {"from_day": days} if 1 <= days <= LONGEST_WAIT else None


def _date(match: re.Match[str]) -> Found | None:
    year, month, day = (int(part) if part else None for part in match.groups())
    if day is None or not 1 <= day <= 31 or not 1 <= (month or 1) <= 12:
        return None
    return {"date": WishDate(year, month, day)}


READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Found | None]], ...] = (
    (re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:[日号]|[t|]?00:00(?::00)?(?:\.0+)?)?"), _date),
    (re.compile(rf"{COUNT}天{LATER}"), lambda match: _wait(_number(match[1]))),
    (re.compile(rf"{COUNT}(?:周|个?星期|个?礼拜){LATER}"), lambda match: _wait(7 * _number(match[1]))),
    (re.compile(rf"半个?月{LATER}"), lambda _: _wait(15)),
    (re.compile(r"大后天"), lambda _: _wait(3)),
    (re.compile(r"后天"), lambda _: _wait(2)),
    (re.compile(r"明[天日]"), lambda _: _wait(1)),
    (re.compile(r"(?<!\d)()(\d{1,2})月(\d{1,2})[日号]?"), _date),
    (re.compile(r"(?<![\d/])()(\d{1,2})/(\d{1,2})(?![\d/])"), _date),
    (re.compile(r"(?<!\d)()()(\d{1,2})[日号]"), _date),
    (re.compile(r"周末|双休日?|休息日|weekend"), lambda _: {"days": WishDays.WEEKEND}),
    (re.compile(r"工作日|平时|workdays?|weekdays?"), lambda _: {"days": WishDays.WORKDAY}),
    (re.compile(rf"下个?(?={WEEK})"), lambda _: {"next_week": True}),
    (re.compile(rf"{WEEK}([{WEEK_DAYS}]){TO}{WEEK}?([{WEEK_DAYS}])"), _span),
    (re.compile(rf"{WEEK}[{WEEK_DAYS}](?:[、,和及]?{WEEK}?[{WEEK_DAYS}](?!点))*"), _listed),
)
