"""`sanqi routes`: rule, methods, permission of everything that can be called."""

import click

from assembly.app import create_app
from backbone.config import Settings
from backbone.web.marks import listed


@click.command()
def routes() -> None:
    """List every route with what it asks of its caller. Needs no server."""
    nowhere = Settings.from_env(database_url="postgresql+psycopg:///unused", redis_url="redis://localhost/0")
    rows = listed(create_app(nowhere))
    width = max(len(rule) for rule, *_ in rows)
    for rule, method, _endpoint, mark in rows:
        click.echo(f"{rule:<{width}}  {method:<6}  {mark}")
