"""How much of everything: targets.md, 'Sizes'."""

import random
from dataclasses import dataclass

SPREAD = 0.9
"""Sigma of the log-normal sizes of stores."""
ORDERS_A_MONTH, DELIVERIES_A_MONTH = 0.12, 0.006
"""A customer's, as in size M: 600,000 repair orders and 30,000 deliveries of 5 million customers."""
HISTORY = 90
"""Days of visits in an ordinary store."""
BIG_CODE, BIG_HISTORY = "BENCH-100K", 365
BIG_BEHIND = 0.5


@dataclass(frozen=True, slots=True)
class StoreSize:
    """A store to be made. Visits go back `days`; `behind`: share of what can still be called that nobody touched."""

    code: str
    customers: int
    orders: int
    deliveries: int
    days: int
    behind: float = 0.1


@dataclass(frozen=True, slots=True)
class Size:
    """`customers` are a store's on average; one more store has `big_callbacks`."""

    name: str
    stores: int
    customers: int
    big_callbacks: int

    def all_stores(self, seed: int) -> list[StoreSize]:
        """Every store, the big one last; ordinary ones have `stores` x `customers` customers together."""
        return [*self._ordinary(seed), self._big()]

    def _ordinary(self, seed: int) -> list[StoreSize]:
        chance, total = random.Random(seed), self.stores * self.customers  # noqa: S311 - made-up sizes, no secrets
        drawn = [chance.lognormvariate(0, SPREAD) for _ in range(self.stores)]
        sizes = [max(1, round(each * total / sum(drawn))) for each in drawn]
        sizes[sizes.index(max(sizes))] += total - sum(sizes)
        return [_ordinary_store(number, customers) for number, customers in enumerate(sizes, start=1)]

    def _big(self) -> StoreSize:
        """A callback for each visit: some 400 a working day for a year, as the largest of 500 stores may have.

        Half of what it could still call has not been touched: so its list holds some thousands, as after weeks with
        too few people. An ordinary day of such a store has half of that.
        """
        deliveries = self.big_callbacks * 3 // 100
        orders = self.big_callbacks - deliveries
        return StoreSize(BIG_CODE, max(1, orders * 2 // 5), orders, deliveries, BIG_HISTORY, BIG_BEHIND)


def _ordinary_store(number: int, customers: int) -> StoreSize:
    months = HISTORY / 30
    orders, deliveries = (max(1, round(customers * rate * months)) for rate in (ORDERS_A_MONTH, DELIVERIES_A_MONTH))
    return StoreSize(f"BENCH-{number:03d}", customers, orders, deliveries, HISTORY)


SIZES = {"S": Size("S", stores=50, customers=4_000, big_callbacks=100_000)}
NOT_YET = ("M", "L")
"""Sizes of targets.md that come later."""
