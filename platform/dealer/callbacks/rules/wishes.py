"""Wishes: when and how a customer asked to be called, as a DMS column says it (CB-1, glossary).

Reading is careful rather than clever: a text that is denied, offers a choice, or points somewhere we can't see is
kept as it is, and moves no date. A wrong promise to a customer is worse than a caller who reads one line.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

LONGEST_WAIT = 366
"""In days; a wish further off than a year is a slip of the pen."""


class WishKind(StrEnum):
    """What a wish says, as far as dates go. Only a timed one moves dates."""

    TIMED = "timed"
    CHANNEL = "channel"
    ANYTIME = "anytime"
    DECLINED = "declined"
    UNREAD = "unread"


class WishDays(StrEnum):
    """On which days: any duty day, duty days named as such, or weekend opening days."""

    ANY = "any"
    WORKDAY = "workday"
    WEEKEND = "weekend"


class WishChannel(StrEnum):
    """How the customer wants to be reached, where it was said."""

    PHONE = "phone"
    WECHAT = "wechat"
    TEXT_MESSAGE = "text_message"


class WishDate(NamedTuple):
    """A day of the calendar as it was named; what is missing follows from day 0."""

    year: int | None
    month: int | None
    day: int


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish. Two wishes are equal when they ask for the same, whatever the words: so it is its own key.

    `slot` is the number of a slot (0 to 2); `earliest` and `until` are local times; `from_day` counts calendar
    days from day 0; `weekdays` are 0 (Monday) to 6.
    """

    text: str = field(compare=False)
    kind: WishKind
    channel: WishChannel | None = None
    days: WishDays = WishDays.ANY
    weekdays: frozenset[int] = frozenset()
    from_day: int = 1
    next_week: bool = False
    date: WishDate | None = None
    slot: int | None = None
    earliest: dt.time | None = None
    until: dt.time | None = None

    @property
    def names_day(self) -> bool:
        """Did the customer name a day, a weekday, the weekend or a span to wait?"""
        recurring = self.days is not WishDays.ANY or bool(self.weekdays)
        return recurring or self.waits

    @property
    def waits(self) -> bool:
        """Did the customer name a certain day or week, which may lie later than the rule's latest day?"""
        return self.date is not None or self.from_day > 1 or self.next_week

    @property
    def names_hour(self) -> bool:
        """Did the customer name a slot or a time of day?"""
        return self.slot is not None or self.earliest is not None or self.until is not None

    @property
    def is_timed(self) -> bool:
        """Does this wish move dates?"""
        return self.kind is WishKind.TIMED
