"""P4: the callback list page of a store with 100,000 callbacks, beside a minimal page and the naive one."""

import click

from assembly.app import create_app
from assembly.bench.sizes import SIZES
from bench.at_work import at_work
from bench.ground import Ground, ground
from bench.measure import median, statements
from bench.pages import CALLERS, Round, both_served, costs, fill, measured, signed_in
from bench.table import table, verdict
from bench.web import Page
from frontend.paths import PATHS


def statements_of(place: Ground, cookie: str) -> int:
    """How many the page sends, once everything that is read once has been read; who is asking counts as one."""
    client = create_app(place.settings).test_client()
    client.set_cookie(*cookie.split("=", 1))
    client.get(PATHS.callbacks)
    with statements() as sent:
        assert client.get(PATHS.callbacks).status_code == 200
    return len(sent) - 1


@click.command()
@click.option("--pairs", default=7, show_default=True, help="Rounds; the middle one counts.")
@click.option("--requests", default=200, show_default=True, help="Requests of one caller a round.")
@click.option("--stores", default=SIZES["S"].stores, show_default=True, help="Ordinary stores around the big one.")
@click.option("--callbacks", default=SIZES["S"].big_callbacks, show_default=True, help="Of the big store.")
def main(pairs: int, requests: int, stores: int, callbacks: int) -> None:
    """P4: the callback list page."""
    with at_work(), ground() as place:
        fill(place, stores, callbacks)
        cookie = signed_in()
        with both_served(place, "bench.bare_web:app") as (real, bare):
            page = Page(real, PATHS.callbacks, cookie=cookie)
            ways = {"list page": page, "limit": Page(bare, "/list"), "naive": Page(bare, "/naive")}
            rounds = measured(place, ways, pairs=pairs, requests=requests, at_once=("list page", "limit"))
        click.echo(report(rounds, statements_of(place, cookie), callbacks, place.said()))


def report(rounds: list[Round], counted: int, callbacks: int, machine: str) -> str:
    """The tables."""
    ratio, tail = (median(value) for value in _of_page(rounds))
    found = [
        ("CPU beside the limit", verdict(ratio, 3, at_least=False)),
        ("statements, session and person as one", verdict(counted, 6, at_least=False)),
        (f"p95 beside p50, {CALLERS} callers", verdict(tail, 2.5, at_least=False)),
        (f"the limit's p95 beside p50, {CALLERS} callers", f"{median(each.tail('limit') for each in rounds):.2f}"),
        ("naive: CPU beside the limit", f"{median(each.ratio('naive') for each in rounds):.0f}"),
    ]
    title = f"P4: the callback list, 50 rows of {callbacks:,} callbacks, {len(rounds)} rounds, medians; {machine}"
    return costs(title, rounds) + table("Beside the limit", ("", "measured"), found)


def _of_page(rounds: list[Round]) -> tuple[list[float], list[float]]:
    return [each.ratio("list page") for each in rounds], [each.tail("list page") for each in rounds]


if __name__ == "__main__":
    main()
