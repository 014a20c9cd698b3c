"""How dates, times, numbers and money look on a page. Pure and quick: they run once a cell.

Instants are aware and shown in the store's zone; `language` is "zh" or "en"; None becomes an empty string.
"""

import datetime as dt
from decimal import Decimal

from backbone.clock import SHANGHAI

WEEKDAYS = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SHOWN_DIGITS = 4


def local_date(value: dt.date | dt.datetime) -> dt.date:
    """The date where the store is."""
    return _local(value).date() if isinstance(value, dt.datetime) else value


def day(value: dt.date | dt.datetime | None, language: str, today: dt.date) -> str:
    """`11-16 周一` or `Mon 16 Nov`; with the year when it is not this one."""
    if value is None:
        return ""
    date = local_date(value)
    weekday = WEEKDAYS[language][date.weekday()]
    if language == "zh":
        return f"{date:%m-%d} {weekday}" if date.year == today.year else f"{date:%Y-%m-%d} {weekday}"
    text = f"{weekday} {date.day} {MONTHS[date.month - 1]}"
    return text if date.year == today.year else f"{text} {date.year}"


def clock(value: dt.datetime | dt.time | None) -> str:
    """`17:20` where the store is."""
    if value is None:
        return ""
    return f"{_local(value) if isinstance(value, dt.datetime) else value:%H:%M}"


def moment(value: dt.datetime | None, language: str, today: dt.date) -> str:
    """Day and clock: `11-16 周一 17:20`; today's and yesterday's by their word."""
    if value is None:
        return ""
    named = NEAR_DAYS[language].get((local_date(value) - today).days)
    return f"{named or day(value, language, today)} {clock(value)}"


NEAR_DAYS = {
    "zh": {-1: "昨日", 0: "今日", 1: "明日"},
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
}


def number(value: float | Decimal | None) -> str:
    """`12,345`: thousands in groups, no decimals of its own."""
    return "" if value is None else f"{value:,}"


def money(value: Decimal | int | None, language: str) -> str:
    """CNY: `1,680 元`, `1,201.50 元`; in English with the code in front."""
    if value is None:
        return ""
    amount = Decimal(value)
    text = f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
    return f"{text} 元" if language == "zh" else f"CNY {text}"


def size(value: int) -> str:
    """Bytes as people say them: `812 kB`, `3.4 MB`."""
    if value < 1024 * 1024:
        return f"{max(1, round(value / 1024))} kB"
    return f"{value / 1024 / 1024:.1f} MB".replace(".0 ", " ")


def column_letters(position: int) -> str:
    """`A` for 0, `AA` for 26: the column as a spreadsheet calls it."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def browser(user_agent: str) -> str:
    """`Edge · Windows`: what somebody recognises in their list of sessions; an empty string when nothing is known."""
    names = [next((word for sign, word in signs if sign in user_agent), "") for signs in (_BROWSERS, _SYSTEMS)]
    return " · ".join(name for name in names if name)


def is_phone(user_agent: str) -> bool:
    """Whether a browser says that it is on a phone."""
    return "Mobile" in user_agent


# The first sign that fits counts: every browser also claims to be the ones below it.
_BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("QQBrowser", "QQ"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def _local(value: dt.datetime) -> dt.datetime:
    if value.tzinfo is None:
        raise ValueError("an instant without a zone can't be shown")
    return value.astimezone(SHANGHAI)


def hidden_middle(value: str) -> str:
    """An ID number masked for everybody whose duty does not need it (CUS-9): `320***********1234`."""
    if len(value) <= 2 * SHOWN_DIGITS:
        return "****" if value else ""
    return f"{value[:3]}{'*' * (len(value) - 3 - SHOWN_DIGITS)}{value[-SHOWN_DIGITS:]}"
