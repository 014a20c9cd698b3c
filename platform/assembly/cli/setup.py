"""`sanqi migrate` and `sanqi seed-demo`."""

import click

from assembly.cli.terminal import say, with_database, with_servers
from assembly.demo.network import seed
from assembly.migrate import migrate as bring_up_to_date


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    with with_servers() as settings:
        bring_up_to_date(settings.owner_url)
    say("The database is up to date.")


@click.command()
def seed_demo() -> None:
    """Make the demo network Huayue Motors, once; print its accounts."""
    with with_database():
        click.echo(seed())
