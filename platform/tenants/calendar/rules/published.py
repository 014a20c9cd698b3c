"""The published table: what the State Council's yearly notices say, day by day.

The file beside this package is what a migration loads into the Reference table; rows read back from that table
make the same calendar. Checked against the notices' texts, the library `holidays` and `chinesecalendar`.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

ONE_DAY = dt.timedelta(days=1)


class NoticeError(ValueError):
    """A notice that contradicts itself; nothing of it may be loaded."""


@dataclass(frozen=True, slots=True)
class PublishedDay:
    """One named day: a public holiday (also where it falls on a weekend), or a make-up day 调休.

    `year` is the notice's year; a notice may name days in the December before.
    """

    day: dt.date
    is_working: bool
    name: str
    year: int


@dataclass(frozen=True, slots=True)
class Notice:
    """One year's notice: its number, the day it was issued, and its days in order."""

    year: int
    number: str
    issued: dt.date
    days: tuple[PublishedDay, ...]


@cache
def published_notices() -> tuple[Notice, ...]:
    """The notices that ship with this version, oldest first."""
    text = files("tenants.calendar.data").joinpath("published.json").read_text(encoding="utf-8")
    return tuple(read_notice(entry) for entry in json.loads(text))


def read_notice(entry: Mapping[str, Any]) -> Notice:
    """A notice from its JSON form; `NoticeError` when a day is said twice or a make-up day is no weekend day."""
    year = int(entry["year"])
    days = sorted((*_holidays(entry["holidays"], year), *_make_up_days(entry["make_up_days"], year)), key=_by_day)
    _check(year, days)
    return Notice(year, entry["notice"], dt.date.fromisoformat(entry["issued"]), tuple(days))


def _by_day(day: PublishedDay) -> dt.date:
    return day.day


def _holidays(spans: Iterable[Mapping[str, str]], year: int) -> Iterator[PublishedDay]:
    for span in spans:
        first, last = dt.date.fromisoformat(span["first"]), dt.date.fromisoformat(span["last"])
        if last < first:
            raise NoticeError(f"{year}: {span['name']} ends before it begins")
        for offset in range((last - first).days + 1):
            yield PublishedDay(first + offset * ONE_DAY, False, span["name"], year)


def _make_up_days(days: Iterable[str], year: int) -> Iterator[PublishedDay]:
    for text in days:
        yield PublishedDay(dt.date.fromisoformat(text), True, "调休上班", year)


def _check(year: int, days: list[PublishedDay]) -> None:
    for earlier, later in pairwise(days):
        if earlier.day == later.day:
            raise NoticeError(f"{year}: {later.day} is named twice")
    for day in days:
        if day.is_working and day.day.weekday() < 5:
            raise NoticeError(f"{year}: make-up day {day.day} is no Saturday or Sunday")
        if day.day.year != year and (day.day.year, day.day.month) != (year - 1, 12):
            raise NoticeError(f"{year}: {day.day} belongs to another year")
