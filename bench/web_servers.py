"""Web servers beside each other on the real application: the list page, and saving an answer (ADR 0008).

gunicorn is locked; granian is measured only where it is named, since nothing else needs it:
    pip install --target elsewhere granian; python -m bench.web_servers --granian 'elsewhere/bin/granian'
"""

import shlex
import sys
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

import click

from assembly.bench.sizes import SIZES
from bench.at_work import at_work
from bench.ground import Ground, ground
from bench.measure import Meter, median
from bench.p5_save_answer import saving
from bench.pages import CALLERS, TRUSTED_LOAD, fill, signed_in
from bench.table import table
from bench.web import Command, Page, Server, Spent, cpu_of, percentile, serving, waits_of
from frontend.paths import PATHS

Way = tuple[str, str]
"""A server's name and a page's."""
REAL = "bench.at_work_web:app"


@dataclass(frozen=True)
class Found:
    """One way of serving, one page, one round."""

    spent: Spent
    waits: list[float]

    @property
    def rate(self) -> float:
        """Answers a second of CALLERS closed-loop callers."""
        return CALLERS * 1000 / (sum(self.waits) / len(self.waits))


def gunicorn(threads: int, app: str, port: int) -> list[str]:
    """Two workers."""
    words = f"-m gunicorn {app} --bind 127.0.0.1:{port} --workers 2 --worker-class gthread --threads {threads}"
    return [sys.executable, *words.split(), "--log-level", "warning", "--no-control-socket", "--keep-alive", "5"]


def granian(program: str, threads: int, app: str, port: int) -> list[str]:
    """Two workers."""
    words = f"--interface wsgi --host 127.0.0.1 --port {port} --workers 2 --blocking-threads {threads}"
    return [*shlex.split(program), *words.split(), "--log-level", "warning", app]


def servers(program: str) -> dict[str, Command]:
    """What is measured."""
    found: dict[str, Command] = {f"gunicorn gthread 2x{each}": partial(gunicorn, each) for each in (4, 2, 1)}
    if program:
        found |= {f"granian 2x{each}": partial(granian, program, each) for each in (4, 2, 1)}
    return found


def ways_of(place: Ground, server: Server, cookie: str) -> dict[str, Page]:
    """What every server is asked."""
    return {"list page": Page(server, PATHS.callbacks, cookie=cookie), "saving": saving(place, server, cookie)}


def measured(place: Ground, pages: dict[Way, Page], pairs: int, times: int) -> dict[Way, list[Found]]:
    """Each round begins with another."""
    meter, found = Meter(place.owner), defaultdict[Way, list[Found]](list)
    for page in pages.values():
        cpu_of(page, meter, times // 2)
    for number in range(pairs):
        click.echo(f"Round {number + 1} of {pairs}: {place.said()}", err=True)
        turn = number % len(pages)
        for name in [*pages][turn:] + [*pages][:turn]:
            spent = cpu_of(pages[name], meter, times)
            found[name].append(Found(spent, waits_of(pages[name], callers=CALLERS, times=max(4, times // 10))))
    return {way: found[way] for way in pages}


@click.command()
@click.option("--granian", "program", default="", help="How granian is started here; without it, it is not measured.")
@click.option("--pairs", default=5, show_default=True, help="Rounds; the middle one counts.")
@click.option("--requests", default=100, show_default=True, help="Requests of one caller a round.")
@click.option("--callbacks", default=SIZES["S"].big_callbacks, show_default=True, help="Of the big store.")
def main(program: str, pairs: int, requests: int, callbacks: int) -> None:
    """gunicorn and granian on the real application."""
    with at_work(), ground() as place, ExitStack() as stack:
        fill(place, 5, callbacks)
        cookie, pages = signed_in(), {}
        for name, command in servers(program).items():
            server = stack.enter_context(serving(REAL, place.settings, command))
            pages |= {(name, what): page for what, page in ways_of(place, server, cookie).items()}
        click.echo(report(measured(place, pages, pairs, requests), place))


def report(found: dict[Way, list[Found]], place: Ground) -> str:
    """A table a page; beside the first way."""
    whats, first = dict.fromkeys(what for _, what in found), next(iter(found))[0]
    busy = "" if place.load() <= TRUSTED_LOAD else " (busy: trust ratios only, and little)"
    head = ("", "CPU ms", "beside", "answers/s", "beside", "p50 ms", "p95 ms")
    return "\n".join(
        table(
            f"{what}, {CALLERS} callers, medians; {place.said()}{busy}",
            head,
            [_line(name, rounds, found[first, what]) for (name, which), rounds in found.items() if which == what],
        )
        for what in whats
    )


def _line(name: str, rounds: list[Found], limit: list[Found]) -> tuple[str, ...]:
    cpu, rate = median(each.spent.both for each in rounds), median(each.rate for each in rounds)
    beside = median(a.spent.both / b.spent.both for a, b in zip(rounds, limit, strict=True))
    faster = median(a.rate / b.rate for a, b in zip(rounds, limit, strict=True))
    tails = [f"{median(percentile(each.waits, share) for each in rounds):.0f}" for share in (0.5, 0.95)]
    return (name, f"{cpu:.1f}", f"{beside:.2f}", f"{rate:.0f}", f"{faster:.2f}", *tails)


if __name__ == "__main__":
    main()
