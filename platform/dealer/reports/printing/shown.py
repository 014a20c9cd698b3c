"""How single values look on paper and in cells. Instants are shown where the store is."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date

from backbone.clock import SHANGHAI
from backbone.i18n import LazyString, force_locale, get_locale
from backbone.i18n import gettext as _

LONG_WORD = re.compile(r"[!-)+-~]{9,}")
TENTH = Decimal("0.1")
PATTERNS = {"zh_CN": "y 年 M 月 d 日　EEEE", "en": "EEEE, d MMMM y"}


@contextmanager
def spoken(locale: str) -> Iterator[None]:
    """Texts in this language. Raises RuntimeError where there is none to be had: outside an app context every text
    would be English without a word of warning."""
    with force_locale(locale):
        if get_locale() is None:
            raise RuntimeError("A report is printed within an app context.")
        yield


def word(words: Mapping[str, LazyString], code: str) -> str:
    """The word of a code; a text that is no code stays as it is."""
    return str(words.get(code, code))


def long_day(day: dt.date, locale: str) -> str:
    """`2026 年 11 月 19 日　星期四` or `Thursday, 19 November 2026`."""
    return format_date(day, PATTERNS[locale], locale)


def short_day(day: dt.date) -> str:
    """`11-18`."""
    return f"{day:%m-%d}"


def local(moment: dt.datetime) -> dt.datetime:
    """The same instant on the store's clock."""
    return moment.astimezone(SHANGHAI)


def clock(moment: dt.datetime) -> str:
    """`19:12`."""
    return f"{local(moment):%H:%M}"


def stamp(moment: dt.datetime) -> str:
    """`11-19 20:04`."""
    return f"{local(moment):%m-%d %H:%M}"


def due(moment: dt.datetime, day: dt.date) -> str:
    """By when, for the report of `day`: the end of a day is told as that day's, not as the next one's 00:00."""
    ends = local(moment)
    if ends.time() != dt.time():
        return str(_("by %(moment)s", moment=stamp(moment)))
    before = ends.date() - dt.timedelta(days=1)
    return str(_("the same day") if before == day else _("by the end of %(day)s", day=short_day(before)))


def share(count: int, of: int) -> str:
    """`10/12 83.3%`: never without its counts, and of nothing there is no share (KPI-1)."""
    if not of:
        return f"{count}/{of} {_('none')}"
    percent = (Decimal(100) * count / of).quantize(TENTH, ROUND_HALF_UP)
    return f"{count}/{of} {percent}%"


def breakable(text: str) -> str:
    """The same with places to break in long words of Latin letters or digits: a column is narrow."""
    return LONG_WORD.sub(lambda found: "\u200b".join(found[0]), text)


def listed(texts: Iterable[str]) -> str:
    """One after the other, as the language does it."""
    return str(_(", ")).join(texts)


def numbers(lines: list[int], most: int = 4) -> str:
    """Which lines, as long as they fit: `3, 12`."""
    shown = listed(map(str, lines[:most]))
    return f"{shown}…" if len(lines) > most else shown
