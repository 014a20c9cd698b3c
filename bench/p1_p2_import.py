"""P1 and P2: a DMS file from end to end, new and once more, beside bare SQL and the ORM. See README.md."""

import datetime as dt
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import click

from backbone.clock import today
from backbone.db.unit_of_work import acting_as
from bench import dms_file
from bench.bare_import import BareImport
from bench.ground import Ground, ground
from bench.measure import Cost, Meter, median
from bench.naive_import import naive_import
from bench.table import table, verdict
from dealer.imports.interface import RealImport, import_now
from dealer.imports.reading.kinds import Kind
from tenants.access.interface import Actor

NAIVE_ROWS = 1000
SMALL_ROWS = 1000


@dataclass
class Round:
    """What one round measured: each way by its name, side by side in time."""

    costs: dict[str, Cost] = field(default_factory=dict)

    def speed(self, way: str, limit: str, cost: str = "wall") -> float:
        """How fast `way` is beside `limit`: 1 is as fast, 0.5 half as fast."""
        return float(getattr(self.costs[limit], cost) / getattr(self.costs[way], cost))


class Bench:
    """The files, and a fresh store for each measurement."""

    def __init__(self, place: Ground, rows: int) -> None:
        self.place, self.rows, self.meter = place, rows, Meter(place.owner)
        self._codes = (f"STORE-{number}" for number in itertools.count(1))
        self._small = itertools.count(1)
        self._last_day = today() - dt.timedelta(days=1)
        told = {"seed": 1, "last_day": self._last_day}
        self.csv = dms_file.write_csv(place.folder / "orders.csv", rows, **told)
        self.xlsx = dms_file.write_xlsx(place.folder / "orders.xlsx", rows, **told)
        self.bare = BareImport(place.folder)

    def store(self) -> Actor:
        """A new one."""
        return self.place.open_store(next(self._codes))

    def warm_up(self) -> None:
        """Whatever is slow only once; its rows are the limit's rows from then on."""
        store = self.store()
        _import(self.csv, store)
        self.bare.take(self.place.owner, store.tenant_id)
        _import(self.small_file(), store)
        self.bare.write(self.store().acting)

    def small_file(self) -> Path:
        """A store's daily file: the cars and people of the bulk file, orders that were never seen."""
        seed = 1 + next(self._small)
        path = self.place.folder / f"day-{seed}.csv"
        return dms_file.write_csv(path, SMALL_ROWS, seed=seed, last_day=self._last_day, cars=self.rows)

    def round(self, number: int) -> Round:
        """Every way once, each round beginning with another."""
        done = Round()
        ways: list[Callable[[Round], None]] = [self._csv, self._bare, self._xlsx]
        for way in ways[number % 3 :] + ways[: number % 3]:
            way(done)
        return done

    def _csv(self, done: Round) -> None:
        store = self.store()
        self._cost(done, "csv", lambda: _import(self.csv, store))
        self._cost(done, "csv again", lambda: _import(self.csv, store))
        small = self.small_file()
        self._cost(done, "small", lambda: _import(small, store))
        self._cost(done, "small again", lambda: _import(small, store))

    def _xlsx(self, done: Round) -> None:
        store = self.store()
        self._cost(done, "xlsx", lambda: _import(self.xlsx, store))
        self._cost(done, "xlsx again", lambda: _import(self.xlsx, store))

    def _bare(self, done: Round) -> None:
        store = self.store().acting
        self._cost(done, "bare", lambda: self.bare.write(store))
        self._cost(done, "bare again", lambda: self.bare.write(store))

    def _cost(self, done: Round, name: str, work: Callable[[], object]) -> None:
        self.place.settle()
        done.costs[name] = self.meter.cost(work)
        click.echo(f"  {name:<12} {done.costs[name].wall:7.2f} s, CPU {done.costs[name].cpu:6.2f} s", err=True)

    def naive(self) -> Cost:
        """A sample through the ORM."""
        store = self.store()
        self.place.settle()
        return self.meter.cost(lambda: naive_import(self.csv, store, most=NAIVE_ROWS))


def _import(path: Path, by: Actor) -> RealImport:
    with acting_as(by.acting):
        return import_now(path, kind=Kind.REPAIR_ORDERS, by=by)


@click.command()
@click.option("--rows", default=100_000, show_default=True, help="Rows of the bulk file.")
@click.option("--pairs", default=5, show_default=True, help="Rounds; the middle one counts.")
def main(rows: int, pairs: int) -> None:
    """P1, P2: import of a DMS file."""
    with ground() as place:
        bench = Bench(place, rows)
        bench.warm_up()
        rounds = []
        for number in range(pairs):
            click.echo(f"Round {number + 1} of {pairs}: {place.said()}", err=True)
            rounds.append(bench.round(number))
        naive = bench.naive()
        click.echo(report(rounds, naive, rows, place.said()))


def report(rounds: list[Round], naive: Cost, rows: int, machine: str) -> str:
    """The tables."""
    sizes = {"small": SMALL_ROWS, "small again": SMALL_ROWS}
    lines = [_line(name, rounds, sizes.get(name, rows)) for name in rounds[0].costs]
    lines.append(_figures("naive: ORM, row by row", naive.wall, naive.cpu, NAIVE_ROWS))
    head = ("way", "wall s", "CPU s", "rows/s", "µs/row", "CPU µs/row")
    title = f"P1, P2: {rows:,} repair orders, {len(rounds)} rounds, medians; {machine}"
    beside = "Beside the limit (medians of each round's ratio)"
    return table(title, head, lines) + table(beside, ("", "by wall clock", "by CPU"), _ratios(rounds, rows))


def _ratios(rounds: list[Round], rows: int) -> list[tuple[str, ...]]:
    found = [
        _beside("P1 CSV: speed beside the limit", rounds, "csv", "bare", 0.5),
        _beside("P1 XLSX: speed beside the limit", rounds, "xlsx", "bare", 0.5),
        _beside("P2 CSV again: speed beside the limit", rounds, "csv again", "bare again", 0.8),
        _beside("P2 XLSX again: speed beside the limit", rounds, "xlsx again", "bare again", 0.8),
    ]
    small = (_small(rounds, rows, cost) for cost in ("wall", "cpu"))
    return [*found, (f"P1 {SMALL_ROWS:,} rows: time a row beside the bulk's", *small)]


def _beside(title: str, rounds: list[Round], way: str, limit: str, reach: float) -> tuple[str, ...]:
    wall, cpu = (median(each.speed(way, limit, cost) for each in rounds) for cost in ("wall", "cpu"))
    return title, verdict(wall, reach, at_least=True), verdict(cpu, reach, at_least=True)


def _small(rounds: list[Round], rows: int, cost: str) -> str:
    return verdict(median(each.speed("csv", "small", cost) * rows / SMALL_ROWS for each in rounds), 2.5, at_least=False)


def _line(name: str, rounds: list[Round], rows: int) -> tuple[str, ...]:
    costs = [each.costs[name] for each in rounds]
    return _figures(name, median(each.wall for each in costs), median(each.cpu for each in costs), rows)


def _figures(name: str, wall: float, cpu: float, rows: int) -> tuple[str, ...]:
    per_row = (f"{seconds / rows * 1e6:,.0f}" for seconds in (wall, cpu))
    return (name, f"{wall:.2f}", f"{cpu:.2f}", f"{rows / wall:,.0f}", *per_row)


if __name__ == "__main__":
    main()
