"""What benchmarks of pages share: the ways beside each other, round by round, and their table."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

import click

from assembly.bench.accounts import HEAD, PASSWORD
from assembly.bench.making import make
from assembly.bench.sizes import BIG_CODE, SIZES, Size
from assembly.onboarding import find_place
from backbone.clock import now
from bench.ground import Ground
from bench.measure import Meter, median
from bench.table import table
from bench.web import Page, Server, Spent, cpu_of, percentile, serving, waits_of
from frontend.door.cookies import TOKEN_COOKIE
from tenants.access.interface import Side
from tenants.signin.interface import sign_in

CALLERS = 50
TRUSTED_LOAD = 3.0
"""Above it, two cores have too much else to do: CPU is inflated by whoever shares it, waits mean little."""


@dataclass(frozen=True)
class Round:
    """What each way cost in one round, and how long callers at once waited; `load` of the machine before it."""

    load: float
    spent: dict[str, Spent]
    waits: dict[str, list[float]] = field(default_factory=dict)

    def ratio(self, way: str) -> float:
        """CPU beside the limit's."""
        return self.spent[way].both / self.spent["limit"].both

    def tail(self, way: str) -> float:
        """The slowest twentieth beside the middle."""
        return percentile(self.waits[way], 0.95) / percentile(self.waits[way], 0.5)


def fill(place: Ground, stores: int, callbacks: int) -> None:
    """Bench data, settled."""
    size = Size("bench", stores, SIZES["S"].customers, callbacks)
    make(size, seed=1, at=now(), say=lambda text: click.echo(text, err=True))
    place.settle()


@contextmanager
def both_served(place: Ground, bare: str) -> Iterator[tuple[Server, Server]]:
    """The application, and `bare` (module:name) for the big store."""
    store = find_place(BIG_CODE, Side.STORE)
    who = {"BENCH_TENANT": str(store.tenant_id), "BENCH_NETWORK": str(store.network_id)}
    with ExitStack() as stack:
        real = stack.enter_context(serving("bench.at_work_web:app", place.settings))
        yield real, stack.enter_context(serving(bare, place.settings, **who))


def signed_in() -> str:
    """The cookie of a real session of the big store's head."""
    found = sign_in(code=BIG_CODE, username=HEAD, password=PASSWORD, browser="bench", address="127.0.0.1")
    return f"{TOKEN_COOKIE}={found.token}"


def measured(place: Ground, ways: dict[str, Page], *, pairs: int, requests: int, at_once: Sequence[str]) -> list[Round]:
    """Every way's CPU, each round beginning with another; then the callers at once. The naive way is asked less."""
    meter, names = Meter(place.owner), list(ways)
    often = {name: max(5, requests // 40) if name == "naive" else requests for name in names}
    for name in names:
        ways[name].text()
        cpu_of(ways[name], meter, max(5, often[name] // 2))
    rounds = []
    for number in range(pairs):
        click.echo(f"Round {number + 1} of {pairs}: {place.said()}", err=True)
        turn = number % len(names)
        before = place.load()
        spent = {name: cpu_of(ways[name], meter, often[name]) for name in names[turn:] + names[:turn]}
        waits = {name: waits_of(ways[name], callers=CALLERS, times=max(4, requests // 10)) for name in at_once}
        rounds.append(Round(before, spent, waits))
    return rounds


def costs(title: str, rounds: list[Round]) -> str:
    """The table of what each way costs, and whether the machine was quiet enough."""
    head = ("way", "CPU ms", "application", "database", "p50 ms", "p95 ms")
    load = median(each.load for each in rounds)
    note = "" if load <= TRUSTED_LOAD else f"\nThe machine was busy (load {load:.1f}): trust ratios only, and little."
    return table(title, head, [_line(way, rounds) for way in rounds[0].spent]) + note


def _line(way: str, rounds: list[Round]) -> tuple[str, ...]:
    spent = [each.spent[way] for each in rounds]
    parts = ((each.both for each in spent), (each.app for each in spent), (each.database for each in spent))
    waits = [each.waits[way] for each in rounds if way in each.waits]
    tails = [f"{median(percentile(each, share) for each in waits):.0f}" for share in (0.5, 0.95) if waits]
    return (way, *(f"{median(part):.2f}" for part in parts), *(tails or ("", "")))
