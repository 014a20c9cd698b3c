"""P4: the callback list page of a store with 100,000 callbacks, beside a minimal page and the naive one."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import click

from assembly.app import create_app
from assembly.bench.accounts import HEAD, PASSWORD
from assembly.bench.making import make
from assembly.bench.sizes import BIG_CODE, SIZES, Size
from assembly.onboarding import find_place
from backbone.clock import now
from bench.at_work import at_work
from bench.ground import Ground, ground
from bench.measure import Meter, median, statements
from bench.table import table, verdict
from bench.web import Page, Spent, cpu_of, percentile, serving, waits_of
from frontend.door.cookies import TOKEN_COOKIE
from frontend.paths import PATHS
from tenants.access.interface import Side
from tenants.signin.interface import sign_in

CALLERS = 50
NAIVE_REQUESTS = 5
WAYS = ("list page", "limit", "naive")


@dataclass(frozen=True)
class Round:
    """What each way cost in one round, and how long 50 callers at once waited for the page and for the limit."""

    spent: dict[str, Spent]
    waits: dict[str, list[float]]

    def ratio(self, way: str) -> float:
        """CPU beside the limit's."""
        return self.spent[way].both / self.spent["limit"].both

    def tail(self, way: str) -> float:
        """The slowest twentieth beside the middle."""
        return percentile(self.waits[way], 0.95) / percentile(self.waits[way], 0.5)


@contextmanager
def pages(place: Ground) -> Iterator[dict[str, Page]]:
    """The three, served."""
    store = find_place(BIG_CODE, Side.STORE)
    who = {"BENCH_TENANT": str(store.tenant_id), "BENCH_NETWORK": str(store.network_id)}
    with ExitStack() as stack:
        real = stack.enter_context(serving("bench.at_work_web:app", place.settings))
        bare = stack.enter_context(serving("bench.bare_web:app", place.settings, **who))
        yield {
            "list page": Page(real, PATHS.callbacks, cookie=signed_in()),
            "limit": Page(bare, "/list"),
            "naive": Page(bare, "/naive"),
        }


def signed_in() -> str:
    """The cookie of a real session of the big store's head."""
    token, _ = sign_in(code=BIG_CODE, username=HEAD, password=PASSWORD, browser="bench", address="127.0.0.1")
    return f"{TOKEN_COOKIE}={token}"


def one_round(number: int, ways: dict[str, Page], meter: Meter, requests: int) -> Round:
    """Each way's CPU, each round beginning with another, then the callers at once."""
    spent: dict[str, Spent] = {}
    for way in WAYS[number % 3 :] + WAYS[: number % 3]:
        spent[way] = cpu_of(ways[way], meter, NAIVE_REQUESTS if way == "naive" else requests)
    waits = {way: waits_of(ways[way], callers=CALLERS, times=max(4, requests // 10)) for way in WAYS[:2]}
    return Round(spent, waits)


def statements_of(place: Ground, cookie: str) -> int:
    """How many the page sends, once everything that is read once has been read."""
    client = create_app(place.settings).test_client()
    client.set_cookie(*cookie.split("=", 1))
    client.get(PATHS.callbacks)
    with statements() as sent:
        assert client.get(PATHS.callbacks).status_code == 200
    return len(sent)


@click.command()
@click.option("--pairs", default=7, show_default=True, help="Rounds; the middle one counts.")
@click.option("--requests", default=200, show_default=True, help="Requests of one caller a round.")
@click.option("--stores", default=SIZES["S"].stores, show_default=True, help="Ordinary stores around the big one.")
@click.option("--callbacks", default=SIZES["S"].big_callbacks, show_default=True, help="Of the big store.")
def main(pairs: int, requests: int, stores: int, callbacks: int) -> None:
    """P4: the callback list page."""
    with at_work(), ground() as place:
        size = Size("P4", stores, SIZES["S"].customers, callbacks)
        make(size, seed=1, at=now(), say=lambda text: click.echo(text, err=True))
        place.settle()
        with pages(place) as ways:
            for way in WAYS:
                shown = ways[way].text().count("<tr")
                cpu_of(ways[way], Meter(place.owner), 5 if way == "naive" else 100)
                click.echo(f"{way}: {shown} rows of markup", err=True)
            rounds = []
            for number in range(pairs):
                click.echo(f"Round {number + 1} of {pairs}: {place.said()}", err=True)
                rounds.append(one_round(number, ways, Meter(place.owner), requests))
            counted = statements_of(place, ways["list page"].cookie)
        click.echo(report(rounds, counted, callbacks, place.said()))


def report(rounds: list[Round], counted: int, callbacks: int, machine: str) -> str:
    """The tables."""
    title = f"P4: the callback list, 50 rows of {callbacks:,} callbacks, {len(rounds)} rounds, medians; {machine}"
    head = ("way", "CPU ms", "application", "database", "p50 ms", "p95 ms")
    found = [
        ("CPU beside the limit", verdict(median(each.ratio("list page") for each in rounds), 3, at_least=False)),
        ("statements", verdict(counted, 6, at_least=False)),
        (
            f"p95 beside p50, {CALLERS} callers",
            verdict(median(each.tail("list page") for each in rounds), 2.5, at_least=False),
        ),
        (f"the limit's p95 beside p50, {CALLERS} callers", f"{median(each.tail('limit') for each in rounds):.2f}"),
        ("naive: CPU beside the limit", f"{median(each.ratio('naive') for each in rounds):.0f}"),
    ]
    return table(title, head, [_line(way, rounds) for way in WAYS]) + table("Beside the limit", ("", "measured"), found)


def _line(way: str, rounds: list[Round]) -> tuple[str, ...]:
    spent = [each.spent[way] for each in rounds]
    cpu = (
        median(each.both for each in spent),
        median(each.app for each in spent),
        median(each.database for each in spent),
    )
    waits = [each.waits[way] for each in rounds if way in each.waits]
    tails = (median(percentile(each, share) for each in waits) for share in (0.5, 0.95)) if waits else ()
    return (way, *(f"{each:.2f}" for each in cpu), *(f"{each:.0f}" for each in tails), *([] if waits else ["", ""]))


if __name__ == "__main__":
    main()
