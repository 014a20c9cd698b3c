"""`sanqi up`: everything on one machine."""

import sys

import click

from assembly.up.interface import run


@click.command()
@click.option("--demo", is_flag=True, help="Fill an empty database with the demo network.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def up(demo: bool, port: int) -> None:
    """Start servers, web, worker and dispatcher; Ctrl-C ends them all."""
    sys.exit(run(demo=demo, port=port))
