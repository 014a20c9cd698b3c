"""Reading a wish from the text of a DMS column: channel, days, then hours, each by its own part."""

import re
import unicodedata
from typing import Any

from dealer.callbacks.rules.reading_days import read_days
from dealer.callbacks.rules.reading_hours import read_hours
from dealer.callbacks.rules.wishes import Wish, WishChannel, WishKind

BLANK = frozenset(
    {"", "无", "没有", "暂无", "/", "\\", "-", "--", "—", "——", "n/a", "na", "none", "null", "空", "未填", "0"}
)
CHANNELS = (
    (WishChannel.WECHAT, re.compile(r"微信|wechat|weixin|vx")),
    (WishChannel.TEXT_MESSAGE, re.compile(r"短信|发信息|信息联系|sms")),
    (WishChannel.PHONE, re.compile(r"电话|来电|致电|phone")),
)
NO_PHONE = re.compile(r"(?:不(?:方便|便|能|想)?接?听?|勿打|不要打|别打)电话")
DECLINED = re.compile(
    r"(?:不用|不要|不需要?|无需|无须|不必|拒绝|谢绝|不接受|请?勿|别)再?(?:进行)?(?:电话)?(?:回访|打扰|联系|致电|来电|打电话|打|扰)"
    r"|免打扰|免回访|donotcall"
)
ANYTIME = re.compile(r"随时|任意|任何时[间候]|不限|都可以|都行|均可|皆可|全天|anytime")
UNCLEAR = re.compile(
    r"不|别|勿|除|非|没空|没时间|或|要么|\bor\b"  # denied, or a choice
    r"|(?:[日号]|周.|星期.|礼拜.)(?:以前|之前|前)|\d日(?:以后|之后|后)|下下"  # up to a day, or after one of two
    r"|回来|出差|出国|出院|月[底末初中]|下个?月|节[前后]|年[前后]|过年|再说|通知|等我|另约"  # a day we can't see
)


def parse_wish(text: str | None) -> Wish | None:
    """The wish in a cell's text; None when the cell says nothing.

    'Any time' and 'by WeChat' are wishes, though they move no date: asking was the advisor's duty, and it was done
    (callback_wish_recorded_rate). Text that can't be read is kept with kind `UNREAD`. Never raises.
    """
    raw = (text or "").strip()
    plain = _plain(raw)
    if plain in BLANK:
        return None
    rest = NO_PHONE.sub("", plain)
    channel = next((channel for channel, words in CHANNELS if words.search(rest)), None)
    if channel in {None, WishChannel.PHONE} and DECLINED.search(plain):
        return Wish(raw, WishKind.DECLINED)
    if ANYTIME.search(rest):
        return Wish(raw, WishKind.ANYTIME, channel)
    if UNCLEAR.search(rest):
        return Wish(raw, WishKind.UNREAD)
    return _read(raw, rest, channel)


def _plain(raw: str) -> str:
    """Full width, case and blanks evened out; a blank between two numbers keeps them apart."""
    text = unicodedata.normalize("NFKC", raw).lower()
    return re.sub(r"\s+", "", re.sub(r"(?<=\d)\s+(?=\d)", "|", text))


def _read(raw: str, rest: str, channel: WishChannel | None) -> Wish:
    timing = _timing(rest)
    if timing:
        return Wish(raw, WishKind.TIMED, channel, **timing)
    return Wish(raw, WishKind.CHANNEL if channel else WishKind.UNREAD, channel)


def _timing(plain: str) -> dict[str, Any]:
    """What the text says of days and hours, as fields of `Wish`; empty when nothing, or when one half is unclear."""
    days = read_days(plain)
    if days is None:
        return {}
    fields, rest = days
    hours = read_hours(rest)
    return {} if hours is None else fields | hours
