"""`sanqi bench-data`: made-up data in bulk."""

import time

import click

from assembly.bench.accounts import accounts_as_text
from assembly.bench.making import make, settle
from assembly.bench.sizes import NOT_YET, SIZES
from assembly.cli.terminal import say, with_database
from backbone.clock import now
from backbone.errors import DomainError
from backbone.i18n import lazy_gettext as _l


class SizeNotYetError(DomainError):
    """A size that targets.md names and nobody can make yet."""

    code = "size_not_yet"
    message = _l("Size %(size)s comes later; what there is now is %(there)s.")


@click.command("bench-data")
@click.option("--size", required=True, type=click.Choice([*SIZES, *NOT_YET]), help="S: 50 stores x 4,000 customers.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same data.")
def bench_data(size: str, seed: int) -> None:
    """Make a network BENCH with its stores, visits and callbacks, once; print its accounts."""
    if size not in SIZES:
        raise SizeNotYetError(size=size, there=", ".join(SIZES))
    began = time.monotonic()
    with with_database() as settings:
        make(SIZES[size], seed=seed, at=now(), say=say)
        settle(settings.owner_url)
    say(f"Made in {time.monotonic() - began:.0f} s.")
    click.echo(accounts_as_text([store.code for store in SIZES[size].all_stores(seed)]))
