"""The hour in a wish: a part of the day (one of the three slots), a time, or a span of time."""

import datetime as dt
import re
from typing import Any

SLOTS = (
    (0, re.compile(r"上午|早上|早晨|清晨|早间")),
    (1, re.compile(r"中午|午间|下午|午后")),
    (2, re.compile(r"晚上|晚间|傍晚|夜间|夜里|下班(?:以后|之后|后)")),
)
HAN_HOURS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
HAN_HOURS |= {"十": 10, "十一": 11, "十二": 12}
HAN_HOUR = re.compile(r"(十[一二]?|[一二两三四五六七八九])(?=点)")
PART = r"(?P<part>上午|早上|早|中午|下午|午后|傍晚|晚上|晚)?"
CLOCK = r":(?P<minute>\d\d)(?::\d\d(?:\.0+)?)?"
SPOKEN = r"(?:点|时)(?:钟|整)?(?P<words>半|一刻|三刻|\d{1,2}(?=分)|[0-5]\d)?分?"
TIME = re.compile(PART + rf"(?P<hour>\d{{1,2}})(?:{CLOCK}|{SPOKEN})")
SPAN_START = re.compile(
    r"(?<![:\d])" + PART + r"(?P<hour>\d{1,2})(?P<to>[至到\-~—–]+)(?=(?:上午|中午|下午|晚上|晚)?\d{1,2}[:点时])"
)
TO = re.compile(r"[至到\-~—–]+")
AFTER = re.compile(r"以后|之后|过后|后|起")
BEFORE = re.compile(r"以前|之前|前")
MINUTES = {"半": 30, "一刻": 15, "三刻": 45}
MORNING = frozenset({"上午", "早上", "早"})
AFTERNOON = frozenset({"下午", "午后", "傍晚", "晚上", "晚"})
NIGHT = frozenset({"晚上", "晚"})
EARLIEST_SPOKEN = 8  # 'at six' is six in the evening: nobody asks to be called before a centre opens

Hours = dict[str, Any]


def read_hours(text: str) -> Hours | None:
    """The fields of `Wish` that name hours; empty when the text names none, None when it names them unclearly."""
    plain = HAN_HOUR.sub(lambda match: str(HAN_HOURS[match[1]]), text)
    plain = SPAN_START.sub(lambda match: f"{match['part'] or ''}{match['hour']}点{match['to']}", plain)
    times = list(TIME.finditer(plain))
    if not times:
        return _slot(plain)
    if len(times) == 1:
        return _one(times[0], plain[times[0].end() :])
    between = plain[times[0].end() : times[1].start()]
    return _span(times[0], times[1]) if len(times) == 2 and TO.fullmatch(between) else None


def _slot(plain: str) -> Hours | None:
    named = [number for number, words in SLOTS if words.search(plain)]
    if len(named) > 1:
        return None
    return {"slot": named[0]} if named else {}


def _one(match: re.Match[str], following: str) -> Hours | None:
    moment = _time(match, match["part"])
    if moment is None:
        return None
    if AFTER.match(following):
        return {"earliest": moment}
    return {"until": moment} if BEFORE.match(following) else {"earliest": moment}


def _span(first: re.Match[str], second: re.Match[str]) -> Hours | None:
    earliest = _time(first, first["part"])
    until = _time(second, second["part"] or first["part"])
    if earliest is None or until is None or earliest >= until:
        return None
    return {"earliest": earliest, "until": until}


def _time(match: re.Match[str], part: str | None) -> dt.time | None:
    """The time of day, None when there is no such time; '06:00' with its zero is taken by the letter."""
    words = match["minute"] or match["words"] or "0"
    hour, minute = int(match["hour"]), MINUTES.get(words) or int(words)
    if hour == 12 and part in NIGHT:
        return None
    spoken = 1 <= hour < EARLIEST_SPOKEN and part not in MORNING and not match["hour"].startswith("0")
    if spoken or (hour < 12 and part in AFTERNOON):
        hour += 12
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None
