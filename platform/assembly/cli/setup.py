"""`sanqi migrate` and `sanqi seed-demo`."""

import click

from assembly.cli.terminal import say, with_database, with_servers
from assembly.demo.network import DAYS
from assembly.demo.seeding import seed
from assembly.migrate import migrate as bring_up_to_date


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    with with_servers() as settings:
        bring_up_to_date(settings.owner_url)
    say("The database is up to date.")


@click.command()
@click.option("--days", default=DAYS, show_default=True, type=click.IntRange(1, 365), help="How old the network is.")
def seed_demo(days: int) -> None:
    """Make the demo network Huayue Motors, once; print its accounts."""
    with with_database() as settings:
        click.echo(seed(days=days, say=say, settings=settings))
