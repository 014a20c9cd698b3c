"""What a store's DMS and its callers would have written, drawn from a seed: rows for COPY."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any, NamedTuple

from assembly.bench.sizes import StoreSize
from assembly.demo.names import COMPANIES, GIVEN, LETTERS, MODELS, SURNAMES, WISHES
from dealer.callbacks.interface import VisitKind
from dealer.customers.rules.sorting import sort_key

# ruff: noqa: S311 - made-up people, no secrets

WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
VALUES = dict(zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", (*range(10), *map(int, "12345678123457923456789")), strict=True))
SYLLABLES = sorted(set("".join(GIVEN)))
WORK = ("定期保养", "定期保养", "一般维修", "一般维修", "事故维修", "首保")
EXCLUDED, EXCLUSIONS = 0.02, ("pdi", "internal")
LATE_FILES = 0.15
"""Visits that come with the next morning's file: their callbacks are added to a frozen list."""
BACK_AGAIN = 0.03
"""Visits of a car that was here two days before: the planner ends the first one's callback (CB-5)."""
ASSIGNED = 0.8

FATES = {
    "done": 83,
    "unreached": 6,
    "tried": 3,
    "untouched": 3,
    "wrong_number": 2,
    "call_later": 3,
}
"""What becomes of a callback that nothing excludes, and out of a hundred how often."""
TRIES = {"unreached": (3,), "tried": (1, 2), "wrong_number": (1,), "call_later": (1,), "done": (1, 1, 1, 2, 2, 3)}
DUTY_DAYS_LATER = (0, 0, 0, 0, 0, 1, 1, 1, 2, 3)
"""How long after it first stood on a list a callback is called for the last time."""
MINUTES_OPEN = 690


class DrawnVisit(NamedTuple):
    """A row of `bench_visits`. Times are local; `tries`, `later`, `caller`, `minute` say how it is called."""

    number: str
    car: int
    arrived: dt.datetime
    left_at: dt.datetime
    known: dt.datetime
    wish: str | None
    exclusion: str | None
    work: str
    served_by: str
    mileage: int
    total: int
    fate: str
    behind: bool
    assigned: bool
    tries: int
    later: int
    caller: int
    minute: int


class DrawnStore:
    """The same store for the same `seed` and `now` (local)."""

    def __init__(self, store: StoreSize, *, seed: int, now: dt.datetime) -> None:
        self.store, self.now = store, now
        self.random = random.Random(f"{seed}/{store.code}")
        self.served_by = [self._person() for _ in range(6)]

    def cars(self) -> Iterator[tuple[Any, ...]]:
        """Rows of `bench_cars`: a customer each, with one car and one number."""
        first_plate = self.random.choice(("苏E", "粤A", "鲁B", "川A", "浙A", "京N"))
        for number in range(self.store.customers):
            name = self.random.choice(COMPANIES) if self.random.random() < 0.01 else self._person()
            model, maker = self.random.choice(MODELS)
            phone = f"1{self.random.choice(('38', '39', '58', '86', '77'))}{self.random.randrange(10**8):08d}"
            plate = f"{first_plate}{_in_letters(number, 5)}"
            yield number, name, sort_key(name), name in COMPANIES, phone, _vin(maker, number), plate, model

    def batches(self) -> Iterator[tuple[VisitKind, list[DrawnVisit]]]:
        """All visits, in time. A car's next regular visit is in a later batch: by then its callback has ended."""
        deliveries, orders = self.store.deliveries, self.store.orders
        yield VisitKind.DELIVERIES, [self._visit(number, deliveries, "XS") for number in range(deliveries)]
        for first in range(0, orders, self.store.customers):
            numbers = range(first, min(first + self.store.customers, orders))
            yield VisitKind.REPAIR_ORDERS, [self._visit(number, orders, "WX") for number in numbers]

    def _visit(self, number: int, of: int, letters: str) -> DrawnVisit:
        chance, days = self.random, self.store.days
        day = self.now.date() - dt.timedelta(days=days - number * days // of)
        left = dt.datetime.combine(day, dt.time(9)) + dt.timedelta(minutes=chance.randrange(570))
        hour = dt.time(9) if chance.random() < LATE_FILES else dt.time(19)
        known = dt.datetime.combine(day + dt.timedelta(days=hour.hour == 9), hour)
        fate = chance.choices(list(FATES), list(FATES.values()))[0]
        tries = chance.choice(TRIES.get(fate, (0,)))
        return DrawnVisit(
            number=f"{letters}{number:07d}",
            car=self._car(number, of),
            arrived=left - dt.timedelta(minutes=chance.randrange(40, 1500)),
            left_at=left,
            known=min(known, self.now),
            wish=chance.choice(WISHES) or None,
            exclusion=chance.choice(EXCLUSIONS) if chance.random() < EXCLUDED else None,
            work=chance.choice(WORK),
            served_by=chance.choice(self.served_by),
            mileage=chance.randrange(1_000, 160_000),
            total=chance.randrange(120, 6_800),
            fate=fate,
            behind=chance.random() < self.store.behind,
            assigned=chance.random() < ASSIGNED,
            tries=tries,
            later=max(chance.choice(DUTY_DAYS_LATER), tries - 1),
            caller=chance.randrange(100),
            minute=chance.randrange(MINUTES_OPEN),
        )

    def _car(self, number: int, of: int) -> int:
        two_days = max(1, 2 * of // self.store.days)
        return (number - two_days * (self.random.random() < BACK_AGAIN)) % self.store.customers

    def _person(self) -> str:
        given = self.random.choices(SYLLABLES, k=self.random.choice((1, 2, 2, 2)))
        return self.random.choice(SURNAMES) + "".join(given)


def _vin(maker: str, number: int) -> str:
    """A number whose check digit fits."""
    text = f"{maker}0000T0{number:06d}"
    return text[:8] + "0123456789X"[sum(w * VALUES[c] for w, c in zip(WEIGHTS, text, strict=True)) % 11] + text[9:]


def _in_letters(number: int, places: int) -> str:
    """In digits and capitals, always so long."""
    text = ""
    for _ in range(places):
        number, rest = divmod(number, len(LETTERS))
        text = LETTERS[rest] + text
    return text
